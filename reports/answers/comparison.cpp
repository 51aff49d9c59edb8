#include "reports/answers/comparison.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <stdexcept>

#include "bench/measure/machine_and_build.hpp"
#include "bench/measure/profiles.hpp"
#include "reports/answers/memcpy_yardstick.hpp"
#include "support/accepted_words.hpp"

namespace rectifier::reports {
namespace {

using bench::Case;
using bench::fewest_processes;
using bench::MeasuredCase;
using bench::Measurements;
using bench::Role;

/// How many processes the rounds that decide are spread over.
std::size_t processes_of(const MeasuredCase& one) {
  std::set<std::size_t> found;
  for (const bench::Round& round : one.rounds)
    if (round.stage == bench::Stage::deciding) found.insert(round.launch);
  return found.size();
}

bool is_asked_for(const CompareQuestion& question, const Case& key, Role role,
                  const std::string& implementation) {
  const std::string id = bench::kernel_id(key, implementation, role != Role::peer);
  return question.kernels.empty() || std::any_of(question.kernels.begin(), question.kernels.end(),
                                                 [&](const std::string& kernel) {
                                                   return fits(kernel, id) ||
                                                          fits(kernel, implementation);
                                                 });
}

/// A row, or one more that was left out; without an estimate so far.
/// @param enough  processes of both builds, in this case
Compared* add(Comparison& made, const MeasuredCase& one, std::size_t entrant, std::size_t before,
              std::size_t after, bool enough) {
  const bench::MeasuredEntrant& what = one.entrants[entrant];
  const bool few_before = before < fewest_processes, few_after = after < fewest_processes;
  if (enough && few_before) {
    ++made.left_out;
    return nullptr;
  }
  auto& rows = what.role == Role::threads ? made.told : made.rows;
  rows.push_back({one.key, what.role, what.implementation, std::min(before, after), {}});
  if (!enough)
    rows.back().doubt = Doubt::few_processes;
  else if (few_after)
    rows.back().doubt = Doubt::left_out;
  return &rows.back();
}

/// Those whose estimates are to be judged.
std::vector<const Compared*> judged(const Comparison& comparison) {
  std::vector<const Compared*> found;
  for (const Compared& row : comparison.rows)
    if (row.estimate && (row.doubt == Doubt::none || row.doubt == Doubt::wide))
      found.push_back(&row);
  return found;
}

/// What one of so many comparisons may go wrong by, all of them together by the error rate.
double share_of_errors(const Comparison& comparison) {
  return bench::error_rate /
         static_cast<double>(std::max<std::size_t>(1, judged(comparison).size()));
}

void judge(Comparison& made) {
  std::stable_sort(made.rows.begin(), made.rows.end(),
                   [](const Compared& a, const Compared& b) { return a.key < b.key; });
  const double confidence = 1 - share_of_errors(made) / 2;
  for (Compared& row : made.rows) {
    if (!row.estimate) continue;
    row.low = row.estimate->low(confidence);
    row.high = row.estimate->high(confidence);
    if (row.doubt != Doubt::none) continue;
    if (row.low >= 1 / (1 + made.tolerance) && row.high <= 1 + made.tolerance)
      row.change = Change::same;
    else if (row.low > 1)
      row.change = Change::slower;
    else if (row.high < 1)
      row.change = Change::faster;
    else
      row.doubt = Doubt::wide;
  }
}

bool is_compared(Role role) {
  return role == Role::kernel || role == Role::peer || role == Role::public_call ||
         role == Role::threads;
}

void compare_entrant(Comparison& made, const MemcpyYardstick& copies, const MeasuredCase& old,
                     std::size_t in_old, const MeasuredCase& one, std::size_t entrant) {
  const bool enough = std::min(processes_of(old), processes_of(one)) >= fewest_processes;
  const MeasuredCase* const source = copies.source(one.key);
  const MeasuredCase* const old_source = source != nullptr ? copies.before(source->key) : nullptr;
  const PerProcess before = in_memcpys(old, in_old, old_source),
                   after = in_memcpys(one, entrant, source);
  Compared* const row = add(made, one, entrant, before.size(), after.size(), enough);
  if (row == nullptr) return;
  if (row->doubt == Doubt::none && source == nullptr) row->doubt = Doubt::no_memcpy;
  if (row->doubt == Doubt::none && std::abs(copies.change(*source) - 1) > most_drift)
    row->doubt = Doubt::drift;
  if (std::min(before.size(), after.size()) >= 2) row->estimate = of_two_runs(before, after);
}

void warn(Comparison& made, const Measurements& before, const Measurements& after) {
  if (!bench::same_machine(before.machine, after.machine))
    made.warnings.push_back("The runs are of different machines, or of one that was changed.");
  if (bench::fact(before.build, "compiler") != bench::fact(after.build, "compiler"))
    made.warnings.push_back("The runs are of builds by different compilers.");
  if (!before.complete || !after.complete)
    made.warnings.push_back("One of the runs is not complete.");
}

/// Entrants of one run that the other lacks, of those that are asked for.
std::size_t missing(const Measurements& run, const Measurements& in,
                    const CompareQuestion& question) {
  std::map<Case, const MeasuredCase*> cases;
  for (const MeasuredCase& one : in.cases) cases.emplace(one.key, &one);
  std::size_t count = 0;
  for (const MeasuredCase& one : run.cases) {
    const auto found = cases.find(one.key);
    for (const auto& entrant : one.entrants)
      count += is_compared(entrant.role) &&
               is_asked_for(question, one.key, entrant.role, entrant.implementation) &&
               (found == cases.end() ||
                !find_entrant(*found->second, entrant.role, entrant.implementation));
  }
  return count;
}

}  // namespace

Comparison compare_builds(const Measurements& both, const CompareQuestion& question) {
  Comparison made{.one_file = true, .tolerance = question.tolerance};
  for (const MeasuredCase& one : both.cases)
    for (std::size_t i = 0; i < one.entrants.size(); ++i) {
      const auto& [role, implementation] =
          std::pair(one.entrants[i].role, one.entrants[i].implementation);
      if ((role != Role::kernel && role != Role::before) ||
          !is_asked_for(question, one.key, Role::kernel, implementation))
        continue;
      const auto other =
          find_entrant(one, role == Role::kernel ? Role::before : Role::kernel, implementation);
      if (!other) ++made.unmatched;
      if (!other || role == Role::before) continue;
      const std::vector<double> after = logs_of(one, i), before = logs_of(one, *other);
      Compared* const row = add(made, one, i, middles(one, before).size(),
                                middles(one, difference(after, before)).size(),
                                processes_of(one) >= fewest_processes);
      if (row != nullptr) row->estimate = of_same_rounds(one, i, *other);
    }
  if (!both.complete) made.warnings.push_back("The run is not complete.");
  judge(made);
  return made;
}

Comparison compare_runs(const Measurements& before, const Measurements& after,
                        const CompareQuestion& question) {
  Comparison made{.tolerance = question.tolerance};
  const MemcpyYardstick copies(before, after);
  for (const MeasuredCase& one : after.cases) {
    const MeasuredCase* const old = copies.before(one.key);
    for (std::size_t i = 0; old != nullptr && i < one.entrants.size(); ++i) {
      const bench::MeasuredEntrant& entrant = one.entrants[i];
      if (!is_compared(entrant.role) ||
          !is_asked_for(question, one.key, entrant.role, entrant.implementation))
        continue;
      if (const auto in_old = find_entrant(*old, entrant.role, entrant.implementation))
        compare_entrant(made, copies, *old, *in_old, one, i);
    }
  }
  made.unmatched = missing(before, after, question) + missing(after, before, question);
  made.copies = copies.changes();
  warn(made, before, after);
  judge(made);
  return made;
}

std::vector<const Compared*> surely_slower_by(const Comparison& comparison, double share) {
  std::vector<const Compared*> found;
  const double confidence = 1 - share_of_errors(comparison);
  for (const Compared* row : judged(comparison))
    if (row->estimate->low(confidence) >= 1 + share) found.push_back(row);
  return found;
}

SlowerBy slower_by(const Comparison& comparison, double share) {
  if (!surely_slower_by(comparison, share).empty()) return SlowerBy::some;
  const auto rows = judged(comparison);
  const bool all = !rows.empty() && rows.size() == comparison.rows.size();
  return all && std::all_of(
                    rows.begin(), rows.end(),
                    [&](const Compared* row) { return row->estimate->high(0.95) < 1 + share; })
             ? SlowerBy::none
             : SlowerBy::cannot_tell;
}

}  // namespace rectifier::reports
