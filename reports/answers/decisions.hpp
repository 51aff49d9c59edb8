// Which kernel to take for which sizes, and the file that says so (decisions.md).
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "bench/judge/judge.hpp"

namespace rectifier::reports {

using bench::Facts;
using bench::JudgedCase;
using bench::Measurements;
using bench::Placement;
using bench::placement_text;
using bench::Setting;
using bench::setting_text;
using bench::Signs;
using bench::Standing;
using bench::Verdict;

/// The version of the file's form.
inline constexpr std::string_view decisions_schema = "rectifier-decisions/1";

/// In the place of a highest allowed target, where a plug-in is allowed too.
inline constexpr char any_target[] = "any";

/// What to take for a range of sizes if no target above one is allowed.
struct Decision {
  Setting setting;
  std::string max_target;
  std::size_t n_min;                 ///< the first range of a setting and target begins with 1
  std::optional<std::size_t> n_max;  ///< empty: no end
  std::string implementation;
  /// A win or a tie at every size measured in the range; else undecided.
  Verdict verdict;
  /// The runner-up's time over this one's, at the size where they are closest, and its bounds.
  std::optional<double> ratio, ratio_low, ratio_high;
  std::string runner_up;               ///< empty: there is no other
  std::vector<std::string> tied_with;  ///< not told apart from it at any size of the range
  double regret;                       ///< the worst of the range: this one's time / the best's - 1
  bool checked;                        ///< compared with the definition before it was timed
  /// What counted as a difference, at the size of the range where that is most.
  double delta = bench::default_tolerance;

  bool operator==(const Decision&) const = default;
};

/// A kernel's time over that of the fastest one of the case.
struct RelativeTime {
  std::string implementation;
  double ratio;

  bool operator==(const RelativeTime&) const = default;
};

/// What was measured at one size, of the kernels that may be chosen.
struct MeasuredSize {
  Setting setting;
  std::size_t n;
  std::vector<RelativeTime> times;

  bool operator==(const MeasuredSize&) const = default;
};

/// An implementation and what it needs; empty: a plug-in, which may need anything.
struct Needs {
  std::string implementation;
  std::string target;

  bool operator==(const Needs&) const = default;
};

/// The contents of a file.
struct Decisions {
  Facts machine;
  double delta = 0;  ///< the most that counted as no difference, at any size
  std::vector<Needs> implementations;
  std::vector<Decision> rows;       ///< by setting, highest allowed target and size
  std::vector<MeasuredSize> sizes;  ///< by setting and size

  bool operator==(const Decisions&) const = default;
};

/// A target's place in the order of `targets()`; what is not there, and a plug-in, come last.
std::size_t target_rank(std::string_view target);

/// Where the ranges of two sizes meet, the last of the smaller one: in the middle on a logarithmic
/// scale, as sizes are chosen on one.
std::size_t middle(std::size_t smaller, std::size_t larger);

/// The ranges of a setting under the highest target that is allowed, of kernels that were checked.
/// @param max_target  empty: any
std::vector<const Decision*> ranges_of(const Decisions& decisions, const Setting& setting,
                                       const std::optional<std::string>& max_target = {});

/// The sizes that were measured in the range of a row.
std::vector<std::size_t> measured_in(const Decisions& decisions, const Decision& row);

/// "measured at n = 4,096 alone"; empty where the range rests on more sizes than one.
std::string lone_size_text(const Decisions& decisions, const Decision& row);

/// The bytes of code of a kernel, by its id; empty where they are not known.
using CodeBytes = std::function<std::optional<std::size_t>(const std::string& id)>;

/// Chooses from kernels that were checked and that did not fail a property: for each setting and
/// highest allowed target the fewest ranges of sizes such that the regret stays within delta. Of
/// equals, those of lower targets, then those with less code.
/// @param judged  what `judge` says of the measurements
/// @param failed  ids of kernels that failed a property
Decisions decide(const Measurements& measurements, const std::vector<JudgedCase>& judged,
                 const CodeBytes& code_bytes, const std::set<std::string>& failed = {});

/// As it stands in a file.
std::string decisions_json(const Decisions& decisions);

/// The contents of a file. `file` is its name, for messages.
/// @throws std::invalid_argument in one line that says what is wrong with it.
Decisions parse_decisions(const std::string& file, std::string_view json);

/// Reads a file. @throws std::invalid_argument also where it can't be read.
Decisions read_decisions(const std::string& file);

}  // namespace rectifier::reports
