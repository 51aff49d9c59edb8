// Two builds held against each other: what got faster, what slower. From one file, where both ran
// in the same rounds, or from two, whose times are taken as multiples of memcpy's.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bench/measure/measurements.hpp"
#include "reports/answers/memcpy_yardstick.hpp"

namespace rectifier::reports {

/// What happened to an entrant from one build to the next.
enum class Change : std::uint8_t { slower, faster, same, cannot_tell };

struct ChangeRow {
  std::string_view name;  ///< for people
  std::string_view word;  ///< for programs
};
/// One row a change, in the order of the enumerators.
inline constexpr ChangeRow changes[] = {{"slower", "slower"},
                                        {"faster", "faster"},
                                        {"the same", "same"},
                                        {"can't tell", "cannot_tell"}};
constexpr const ChangeRow& row(Change change) { return changes[static_cast<std::size_t>(change)]; }

/// Why nothing can be told.
enum class Doubt : std::uint8_t { none, wide, few_processes, left_out, no_memcpy, drift };

struct DoubtRow {
  std::string_view word;    ///< for programs
  std::string_view reason;  ///< after a number, for people
  std::string_view remedy;
};
/// One row a doubt, in the order of the enumerators.
inline constexpr DoubtRow doubts[] = {
    {"", "", ""},
    {"wide", "differ by more from process to process than the question allows",
     "Measure with a longer --time-budget, or fewer cases."},
    {"few_processes", "have fewer than five processes in a file",
     "Measure again: `rectifier measure` of this version takes enough."},
    {"left_out", "were too slow to go on to the end in the new run alone",
     "Measure these with --kernel, or both builds at once with --against."},
    {"no_memcpy", "have no memcpy of the same bytes beside them",
     "Measure relu out of place at the same sizes too."},
    {"drift", "stand where memcpy itself changed by more than 10 %",
     "Measure both builds at once, with `rectifier measure --against`."}};
constexpr const DoubtRow& row(Doubt doubt) { return doubts[static_cast<std::size_t>(doubt)]; }

/// One entrant of both builds.
struct Compared {
  bench::Case key;
  bench::Role role;
  std::string implementation;
  std::size_t processes;                       ///< of the build that has fewer
  std::optional<bench::PairedRatio> estimate;  ///< of new over old time; empty: there is none
  Change change = Change::cannot_tell;
  Doubt doubt = Doubt::none;
  double low = 0, high = 0;  ///< where the ratio is, all comparisons together
};

/// All entrants that both builds have.
struct Comparison {
  bool one_file = false;
  double tolerance = 0;
  std::vector<Compared> rows = {};      ///< by case, in the order of the keys
  std::vector<Compared> told = {};      ///< not judged: the public call divided among threads
  std::size_t unmatched = 0;            ///< entrants that only one of the builds has
  std::size_t left_out = 0;             ///< that were too slow to go on to the end before already
  std::vector<CopyChange> copies = {};  ///< of two files
  std::vector<std::string> warnings = {};
};

/// What is asked of a comparison.
struct CompareQuestion {
  double tolerance = bench::default_tolerance;
  std::vector<std::string> kernels = {};  ///< patterns, of ids or implementations; empty: all
};

/// Memcpy may have changed by so much, and no more.
inline constexpr double most_drift = 0.10;

/// From a file that `rectifier measure --against` made. Slower or faster is what surely differs,
/// the same what surely differs by less than the tolerance, at an error rate of 5 % over all
/// comparisons together.
Comparison compare_builds(const bench::Measurements& both, const CompareQuestion& question);

/// The same from two files.
Comparison compare_runs(const bench::Measurements& before, const bench::Measurements& after,
                        const CompareQuestion& question);

/// Whether some kernel is surely slower by a share or more, or surely none is.
enum class SlowerBy : std::uint8_t { none, some, cannot_tell };

/// Some: at an error rate of 5 % over all comparisons together. None: each one is below that with
/// 95 % confidence, and none is in doubt.
SlowerBy slower_by(const Comparison& comparison, double share);

/// Those that surely are.
std::vector<const Compared*> surely_slower_by(const Comparison& comparison, double share);

/// All of it for programs (comparison.md).
std::string comparison_json(const Comparison& comparison);

}  // namespace rectifier::reports
