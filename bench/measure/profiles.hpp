// How thoroughly `rectifier measure` measures: the only list of profiles.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "bench/entrants.hpp"
#include "bench/judge/paired.hpp"

namespace rectifier::bench {

struct ProfileRow {
  std::string_view name;
  double seconds;             ///< at most, checks included, on two cores
  bool everything;            ///< both conventions and every size; else the quick ones
  double epoch_ms;            ///< how long an entrant of a round runs, unless a call takes longer
  double keep;                ///< the trial keeps kernels within this factor of the best
  std::size_t processes;      ///< that go through all cases, unless time is short or left over
  std::size_t rounds;         ///< of each case in each process
  std::size_t most_kernels;   ///< of a case of long calls
  std::string_view for_whom;  ///< for --help
};

/// Epochs are short, and many: what disturbs a virtual machine takes some milliseconds, so that
/// entrants within one millisecond of each other share it. The same time in rounds of 0.1 ms
/// gave intervals half to a third as wide as in rounds of 1 ms.
inline constexpr ProfileRow profiles[] = {
    {"quick", 120, false, 0.1, 3, 10, 16, 8,
     "textbook, random signs, ten sizes; 2 minutes at most"},
    {"full", 1800, true, 0.1, 3, 10, 24, 12, "everything; 30 minutes at most"},
};

/// Rounds of a case in a process, however long its calls.
inline constexpr std::size_t fewest_rounds_each = 2;

/// Where time is short: the levels of fewer processes say too little of the next one's.
inline constexpr std::size_t fewest_processes = fewest_units;

/// Where time is left over.
inline constexpr std::size_t most_processes = 40;

/// After so many processes, kernels that take so many times as long as the fastest are left out.
struct RaceRow {
  std::size_t processes;
  double factor;
};
inline constexpr RaceRow races[] = {{1, 1.5}, {3, 1.15}, {5, 1.08}};

/// However short the time, so many kernels of a case are kept.
inline constexpr std::size_t fewest_kernels = 5;

/// So many yardsticks of a case go on after the trial: the fastest.
inline constexpr std::size_t most_yardsticks = 3;

/// Whether a profile has a convention, signs, and a case of a size.
constexpr bool has(const ProfileRow& profile, Convention convention) {
  return profile.everything || convention == Convention::textbook;
}
constexpr bool has(const ProfileRow& profile, Signs which) {
  return profile.everything || row(which).quick;
}
constexpr bool has(const ProfileRow& profile, const SizeRow& size, Signs which) {
  return profile.everything ? which == Signs::random || size.every_sign : size.quick;
}
constexpr bool has(const ProfileRow& profile, const Case& one) {
  return profile.everything || one.n < large_n ||
         (one.type == Type::f32 && !row(one.placement).in_place &&
          stands_for_its_inputs(one.operation));
}

}  // namespace rectifier::bench
