// How thoroughly `rectifier measure` measures: the only list of profiles.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "bench/entrants.hpp"

namespace rectifier::bench {

struct ProfileRow {
  std::string_view name;
  double seconds;             ///< at most, checks included, on two cores
  bool everything;            ///< both conventions and every size; else the quick ones
  double epoch_ms;            ///< how long an entrant of a round runs, unless a call takes longer
  double keep;                ///< the pilot keeps kernels within this factor of the best
  std::size_t screening;      ///< rounds before those that decide; 0: none
  std::size_t rounds;         ///< to decide on, at most
  std::size_t launches;       ///< processes that these are spread over
  std::string_view for_whom;  ///< for --help
};

inline constexpr ProfileRow profiles[] = {
    {"quick", 120, false, 1, 2, 0, 21, 1, "textbook, random signs, four sizes; 2 minutes at most"},
    {"full", 1800, true, 2, 3, 10, 60, 3, "everything; 30 minutes at most"},
};

/// With a time budget that leaves room for more, as many rounds at most.
inline constexpr std::size_t most_rounds = 201;

/// Screening keeps a kernel if its interval reaches within this factor of the best.
inline constexpr double screening_keeps = 1.10;

/// Where one call takes longer than the epoch, each round tells more; of what others get at most,
/// so many are enough.
constexpr std::size_t rounds_of_long_calls(std::size_t most) {
  return std::max<std::size_t>(most / 3, 20);
}

/// However short the time, so many kernels of a case are kept.
inline constexpr std::size_t fewest_kernels = 5;

/// Whether a profile has a convention, signs, and a size with these signs.
constexpr bool has(const ProfileRow& profile, Convention convention) {
  return profile.everything || convention == Convention::textbook;
}
constexpr bool has(const ProfileRow& profile, Signs which) {
  return profile.everything || row(which).quick;
}
constexpr bool has(const ProfileRow& profile, const SizeRow& size, Signs which) {
  return profile.everything ? which == Signs::random || size.every_sign : size.quick;
}

}  // namespace rectifier::bench
