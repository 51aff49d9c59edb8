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

/// The version of the file's form, and the one before it, which is read too.
inline constexpr std::string_view decisions_schema = "rectifier-decisions/2";
inline constexpr std::string_view decisions_schema_before = "rectifier-decisions/1";

/// In the place of a highest allowed target, where a plug-in is allowed too.
inline constexpr char any_target[] = "any";

/// One size that a decision rests on, and what is known of the chosen kernel there.
struct RestsOn {
  bench::Case measured;         ///< the case that was timed; `told` where it is another one
  std::size_t n;                ///< what it stands for: as many bytes
  std::optional<double> bound;  ///< at most so much slower than the fastest; empty: not known
  Verdict verdict;

  /// Whether another operation or type was timed, with as many bytes and inputs.
  bool told(const Setting& of) const {
    return measured.operation != of.operation || measured.type != of.type;
  }

  bool operator==(const RestsOn&) const = default;
};

/// What to take for a range of sizes if no target above one is allowed.
struct Decision {
  Setting setting;
  std::string max_target;
  std::size_t n_min;                 ///< the first range of a setting and target begins with 1
  std::optional<std::size_t> n_max;  ///< empty: no end
  std::string implementation;
  std::vector<RestsOn> at;           ///< by size, one at least
  std::vector<std::string> as_good;  ///< others, whose bounds are within the tolerance too
  bool checked;                      ///< compared with the definition before it was timed

  /// A win or a tie at every size that it rests on; else undecided, as without any.
  Verdict verdict() const;
  /// The largest of all sizes that it rests on; empty: one is not known.
  std::optional<double> bound() const;

  bool operator==(const Decision&) const = default;
};

/// One kernel at one size.
struct MeasuredKernel {
  std::string implementation;
  double ratio;                 ///< its time over that of the fastest one, 1 at least
  std::optional<double> bound;  ///< empty: the trial left it out
  Verdict verdict;

  bool operator==(const MeasuredKernel&) const = default;
};

/// What was measured at one size, of the kernels that may be chosen.
struct MeasuredSize {
  Setting setting;
  std::size_t n;
  std::vector<MeasuredKernel> kernels;

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
  double tolerance = 0;  ///< the difference that did not matter
  std::vector<Needs> implementations;
  std::vector<Decision> rows;       ///< by setting, highest allowed target and size
  std::vector<MeasuredSize> sizes;  ///< by setting and size

  bool operator==(const Decisions&) const = default;
};

/// A target's place in the order of `targets()`; what is not there, and a plug-in, come last.
std::size_t target_rank(std::string_view target);

/// The ranges of a setting under the highest target that is allowed, of kernels that were checked.
/// @param max_target  empty: any
std::vector<const Decision*> ranges_of(const Decisions& decisions, const Setting& setting,
                                       const std::optional<std::string>& max_target = {});

/// "2.1 %": rounded up, as it follows "at most".
std::string percent_at_most(double share);

/// "at most 2.1 % slower than the fastest, at 95 % confidence"; where there is no bound, that.
std::string bound_text(const std::optional<double>& bound);

/// "n = 64 and 1,024", "n = 512 Ki (told from relu f32, n = 1 Mi)": the sizes named.
std::string rests_on_text(const Setting& setting, const std::vector<RestsOn>& at);

/// The bytes of code of a kernel, by its id; empty where they are not known.
using CodeBytes = std::function<std::optional<std::size_t>(const std::string& id)>;

/// Chooses from kernels that were checked and that did not fail a property: for all settings of a
/// convention and signs, and each highest allowed target, the fewest kernels whose bounds are
/// within the tolerance at every size and between. Of equals, those of lower targets, then those
/// with less code.
/// @param judged  what `judge` says of the measurements, each at the same tolerance
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
