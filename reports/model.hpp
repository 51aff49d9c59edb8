// What reports are made of: timings as they were read, and the cases made of them. Readers of
// one kind of file or another make `Measurements`; renderers see only a `Report`.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "rectifier/definition.hpp"
#include "workloads.hpp"

namespace rectifier::reports {

using bench::Placement;
using bench::Signs;
using bench::Workload;

/// What is compared with each other: the same operation on the same workload.
struct CaseKey {
  Operation operation;
  std::optional<Convention> convention;  ///< empty: a plug-in that declares none
  Workload workload;

  auto operator<=>(const CaseKey&) const = default;
};

/// The repetitions of one kernel or public call.
struct KernelTimings {
  CaseKey key;
  std::string implementation;  ///< "xsimd_max_avx2", "public"
  std::string target;          ///< "avx2"; empty: a plug-in
  std::vector<double> ns;      ///< ns a call; in place, the restoring memcpy included
};

/// The repetitions of one yardstick.
struct YardstickTimings {
  std::string name;            ///< as in workloads.hpp: "copy", "rewrite2", "restore"
  std::string implementation;  ///< "memcpy", "vector_avx2"
  Workload workload;
  std::vector<double> ns;
};

/// A name and a value, both free text.
using Fact = std::pair<std::string, std::string>;

/// The contents of one or several files of one machine.
struct Measurements {
  std::vector<Fact> machine;  ///< must agree between files that are read together
  std::vector<Fact> run;      ///< may differ
  std::vector<KernelTimings> kernels;
  std::vector<YardstickTimings> yardsticks;
  std::vector<std::string> warnings;  ///< sentences
};

/// One implementation's figures in a case. Times are ns a call, in place without the memcpy.
/// What is derived from them is derived from the shortest: other work on the machine only ever
/// adds time, and it adds to repetitions that were not paired at different moments.
struct Entrant {
  std::string implementation;
  std::string target;
  double min_ns;
  double median_ns;
  double gb_per_s;                      ///< logical bytes by the shortest time
  std::optional<double> share_of_copy;  ///< the copy's time by this one's; empty: no copy
  std::optional<double> ratio_to_best;  ///< in the best one's own row, of the second to it
};

/// The fastest copy of the same number of bytes.
struct Copy {
  std::string implementation;  ///< "copy/memcpy"
  double min_ns;
  double gb_per_s;
};

/// All that was timed under the same conditions.
struct Case {
  CaseKey key;
  std::optional<Copy> copy;
  std::vector<Entrant> kernels;        ///< fastest first; names decide between equals
  std::optional<Entrant> public_call;  ///< no choice to make, so not among the kernels
};

/// What renderers get. Cases are in the order of their keys.
struct Report {
  std::vector<Fact> facts;
  std::vector<Case> cases;
  std::vector<std::string> warnings;  ///< sentences
};

/// How near to the fastest counts as near, as timings that are not paired can't tell less.
inline constexpr double near = 1.05;

/// Makes the cases. A timing in place is left out, with a warning, where the file has no
/// `restore` to subtract or where nothing is left after it.
Report make_report(const Measurements& measurements);

/// The middle of some numbers; of an even count, the mean of the two in the middle.
/// `values` must not be empty.
double median(std::vector<double> values);

/// Bytes that a call must move: each input read, each output written, once.
double logical_bytes(const CaseKey& key);

/// How many kernels of a case, the fastest not counted, are within `near` of it.
std::size_t count_near(const Case& one);

/// The convention's name, or "undeclared".
std::string_view convention_name(const CaseKey& key);

}  // namespace rectifier::reports
