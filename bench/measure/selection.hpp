// What a person asked `rectifier measure` for.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bench/measure/measurements.hpp"
#include "bench/measure/profiles.hpp"

namespace rectifier::bench {

/// The arguments as they were given; lists have commas between their words, empty: all that the
/// profile has.
struct GivenOptions {
  std::string profile = "quick";
  std::string operation, convention, type, placement, signs, then, n;
  std::vector<std::string> kernel;  ///< patterns
  std::vector<std::string> plugins;
  std::string against;                ///< the plug-in of another build's kernels
  std::optional<double> time_budget;  ///< seconds; empty: the profile's
  double max_memory = 2048;           ///< MiB
  std::size_t alignment = 64;
  std::uint64_t seed = 1;
  bool huge_pages = false;
  bool cold = false;
};

/// The same, understood.
struct Selection {
  const ProfileRow* profile;
  std::vector<Operation> operations;
  std::vector<Convention> conventions;  ///< of the profile, unless given
  std::vector<Type> types;
  std::vector<Placement> placements;
  std::vector<Signs> signs;    ///< empty: as the profile has them
  std::vector<Then> then;      ///< what may follow the call; reading only beyond `near_bytes`
  std::vector<std::size_t> n;  ///< empty: as the profile has them
  std::vector<std::string> kernel;
  double seconds;   ///< at most
  bool own_budget;  ///< a person gave it
  double most_bytes;
  /// Of inputs and output together: so many fit into the second-level cache, as the system says.
  double near_bytes;
  Conditions conditions;
  std::string against;             ///< empty: no other build
  std::vector<std::string> notes;  ///< sentences on what was left out
};

/// @throws std::invalid_argument saying what is wrong with one and what is accepted.
Selection understand(const GivenOptions& given);

/// What must be the same for a run to be resumed, in words.
Facts arguments_of(const GivenOptions& given);

/// The cases, those that share their data together. Where the memory does not suffice for a
/// size, half of it is taken, and so on, and where a case makes no sense it is left out; `notes`
/// gets a sentence for either. `bytes` is how much memory there is, and `because` says of what
/// limit that is so, if of one.
std::vector<Case> cases_of(const Selection& selection, double bytes,
                           std::vector<std::string>& notes, const std::string& because = "");

/// Those of the library and of plug-ins that are to take part. Against another build: those that
/// both have, each twice, and the selection gets a note on the others.
/// @throws std::invalid_argument if that leaves none for these cases, as `kernels` does, and if
/// what the other build is said to be is no such plug-in.
std::vector<Kernel> selected_kernels(Selection& selection, const std::vector<std::string>& plugins);

}  // namespace rectifier::bench
