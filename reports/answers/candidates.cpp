#include "reports/answers/candidates.hpp"

#include <algorithm>
#include <cmath>

namespace rectifier::reports {
namespace {

using bench::MeasuredCase;
using bench::Role;
using bench::Round;
using bench::Stage;

bool timed_in(const Round& round, const std::vector<std::size_t>& entrants) {
  return std::any_of(entrants.begin(), entrants.end(),
                     [&](std::size_t i) { return !std::isnan(round.ns[i]); });
}

/// The last stage that any of these entrants was in.
std::optional<Stage> last_stage(const MeasuredCase& one, const std::vector<std::size_t>& kernels) {
  std::optional<Stage> last;
  for (const Round& round : one.rounds)
    if (timed_in(round, kernels) && (!last || *last < round.stage)) last = round.stage;
  return last;
}

/// The case as if there were only these columns, and as if a stage were the one that decides.
MeasuredCase restricted(const MeasuredCase& one, const std::vector<std::size_t>& columns,
                        Stage last) {
  MeasuredCase made{one.key, {}, {}};
  for (const std::size_t i : columns) made.entrants.push_back(one.entrants[i]);
  for (const Round& round : one.rounds) {
    if (round.stage > last) continue;
    Round kept = round;
    if (kept.stage == last) kept.stage = Stage::deciding;
    kept.ns.clear();
    for (const std::size_t i : columns) kept.ns.push_back(round.ns[i]);
    made.rounds.push_back(std::move(kept));
  }
  return made;
}

/// @param decided  whether these are the rounds that decide
Options options_from(const std::vector<Standing>& kernels, bool decided) {
  Options options;
  for (const Standing& kernel : kernels) {
    const bool best = &kernel == &kernels.front();
    if (!best && !kernel.ratio_to_best) continue;
    const bool known = decided && kernel.decided;
    const Verdict verdict = kernel.verdict.value_or(Verdict::undecided);
    options[kernel.implementation] = {
        best ? 1 : std::max(1.0, *kernel.ratio_to_best), known ? kernel.bound : std::nullopt,
        known || verdict == Verdict::slower ? verdict : Verdict::undecided};
  }
  return options;
}

}  // namespace

bool Allowed::operator()(const bench::Case& key, const bench::MeasuredEntrant& entrant) const {
  return entrant.role == Role::kernel && entrant.checked &&
         target_rank(entrant.target) <= highest &&
         !failed.contains(bench::kernel_id(key, entrant.implementation));
}

Options options_of(const MeasuredCase& one, const JudgedCase& judged, const Allowed& allowed) {
  std::vector<std::size_t> columns, kernels;
  bool all = true;
  for (std::size_t i = 0; i < one.entrants.size(); ++i) {
    const bool kernel = allowed(one.key, one.entrants[i]);
    all = all && (kernel || one.entrants[i].role != Role::kernel);
    if (kernel || one.entrants[i].role == Role::restore) columns.push_back(i);
    if (kernel) kernels.push_back(i);
  }
  const std::optional<Stage> last = last_stage(one, kernels);
  if (!last) return {};
  const bool decided = *last == Stage::deciding;
  if (all && decided) return options_from(judged.kernels, true);
  return options_from(bench::judge(restricted(one, columns, *last), judged.tolerance).kernels,
                      decided);
}

}  // namespace rectifier::reports
