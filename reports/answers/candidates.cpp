#include "reports/answers/candidates.hpp"

#include <algorithm>
#include <cmath>

namespace rectifier::reports {
namespace {

using bench::MeasuredCase;
using bench::Role;
using bench::Round;
using bench::Stage;

std::optional<double> inverse(const std::optional<double>& ratio) {
  return ratio && *ratio > 0 ? std::optional(1 / *ratio) : std::nullopt;
}

bool timed_in(const Round& round, const std::vector<std::size_t>& entrants) {
  return std::any_of(entrants.begin(), entrants.end(),
                     [&](std::size_t i) { return !std::isnan(round.ns[i]); });
}

/// The case as if the other kernels had not been there. Where those that are left did not get into
/// the rounds that decide, the last rounds that they were in take their place.
MeasuredCase restricted(const MeasuredCase& one, const Allowed& allowed) {
  MeasuredCase made{one.key, {}, {}};
  std::vector<std::size_t> columns, kernels;
  for (std::size_t i = 0; i < one.entrants.size(); ++i) {
    const bool kernel = allowed(one.key, one.entrants[i]);
    if (!kernel && one.entrants[i].role != Role::restore) continue;
    columns.push_back(i);
    if (kernel) kernels.push_back(i);
    made.entrants.push_back(one.entrants[i]);
  }
  std::optional<Stage> last;
  for (const Round& round : one.rounds)
    if (timed_in(round, kernels) && (!last || *last < round.stage)) last = round.stage;
  for (const Round& round : one.rounds) {
    if (!last || round.stage > *last) continue;
    Round kept = round;
    if (kept.stage == *last) kept.stage = Stage::deciding;
    kept.ns.clear();
    for (const std::size_t i : columns) kept.ns.push_back(round.ns[i]);
    made.rounds.push_back(std::move(kept));
  }
  return made;
}

}  // namespace

bool Allowed::operator()(const bench::Case& key, const bench::MeasuredEntrant& entrant) const {
  return entrant.role == Role::kernel && entrant.checked &&
         target_rank(entrant.target) <= highest &&
         !failed.contains(bench::kernel_id(key, entrant.implementation));
}

Options options_of(const MeasuredCase& one, const Allowed& allowed, double delta) {
  const JudgedCase judged = bench::judge(restricted(one, allowed), delta);
  Options options;
  for (const Standing& kernel : judged.kernels) {
    const Standing& best = judged.kernels.front();
    if (&kernel == &best) {
      Option option{0, kernel.verdict.value_or(Verdict::undecided), {}, {}, {}, {}};
      if (const Standing* const second = judged.second()) {
        option.rival = second->implementation;
        option.ratio = second->ratio_to_best;
        option.low = second->ratio_low;
        option.high = second->ratio_high;
      }
      options[kernel.implementation] = option;
    } else if (kernel.ratio_to_best) {
      // Slower by exactly delta is still within the bound, but no tie.
      const Verdict verdict = kernel.verdict == Verdict::tie ? Verdict::tie : Verdict::undecided;
      options[kernel.implementation] = {std::max(0.0, bench::regret(*kernel.ratio_to_best, 1)),
                                        verdict,
                                        best.implementation,
                                        inverse(kernel.ratio_to_best),
                                        inverse(kernel.ratio_high),
                                        inverse(kernel.ratio_low)};
    }
  }
  return options;
}

}  // namespace rectifier::reports
