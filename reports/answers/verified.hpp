// What the properties found, as `rectifier-properties --summary=FILE` writes it.
#pragma once

#include <map>
#include <set>
#include <string>

namespace rectifier::reports {

/// The contents of a summary.
struct Verified {
  /// The checks of one kernel.
  struct Tally {
    std::size_t held = 0, failed = 0;
  };

  /// How many wrong kernels of a kind the properties caught.
  struct Score {
    std::size_t killed = 0, of = 0;
  };

  std::string version, seed;
  std::size_t held = 0, failed = 0, cases = 0, exhaustive_inputs = 0, skipped = 0;
  std::map<std::string, Tally> kernels;  ///< by id
  std::map<std::string, Score> mutants;  ///< by kind: "zoo", "mechanical"; empty: not tried

  /// The ids of kernels that failed a property.
  std::set<std::string> failed_kernels() const;
};

/// The contents of a file. `file` is its name, for messages.
/// @throws std::invalid_argument in one line that says what is wrong with it.
Verified parse_verified(const std::string& file, std::string_view json);

/// Reads a file. @throws std::invalid_argument also where it can't be read.
Verified read_verified(const std::string& file);

}  // namespace rectifier::reports
