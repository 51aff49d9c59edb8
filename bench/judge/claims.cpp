#include "bench/judge/claims.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace rectifier::bench {
namespace {

constexpr double one_sided_win = 0.975;
constexpr double one_sided_bound = 0.95;

/// One was left out after a look at the same rounds, and there may have been several looks.
double stricter(const PairedRatio& ratio, double confidence) {
  constexpr double part_of_the_error = 0.4;
  return ratio.left_out ? 1 - part_of_the_error * (1 - confidence) : confidence;
}

double highest(std::span<const Against> rivals, double confidence) {
  double found = 0;
  for (const Against& rival : rivals) found = std::max(found, rival.high(confidence));
  return found;
}

/// How sure a bound must be. The one that was named owes that to luck, the more so the more rivals
/// are near. An equal share of the error for each of these would be more than is needed, as they
/// are all compared with the same one; the root of their number keeps the promise.
double confidence_of_bound(std::span<const Against> rivals, bool named) {
  const auto near = std::count_if(rivals.begin(), rivals.end(), [](const Against& rival) {
    return rival.high(one_sided_win) >= 1;
  });
  return named && near > 1 ? 1 - (1 - one_sided_bound) / std::sqrt(static_cast<double>(near))
                           : one_sided_bound;
}

}  // namespace

double Against::high(double confidence) const {
  if (!ratio || (trial && ratio->value() > 1 / far_in_a_trial))
    return std::numeric_limits<double>::infinity();
  return trial ? ratio->value() : ratio->high(stricter(*ratio, confidence));
}

bool Against::slower(double confidence) const {
  if (!ratio) return false;
  return trial ? ratio->value() >= far_in_a_trial : ratio->low(stricter(*ratio, confidence)) > 1;
}

bool wins(std::span<const Against> rivals) {
  return !rivals.empty() && highest(rivals, one_sided_win) < 1;
}

std::optional<double> bound_of(std::span<const Against> rivals, bool named) {
  const double high = highest(rivals, confidence_of_bound(rivals, named));
  return std::isfinite(high) ? std::optional(std::max(0.0, high - 1)) : std::nullopt;
}

double confidence_of_each(std::size_t claims) {
  return 1 - error_rate / static_cast<double>(std::max<std::size_t>(1, claims));
}

Verdict verdict_of(std::span<const Against> rivals, const std::optional<Against>& best,
                   double tolerance, std::size_t claims) {
  // With nothing to compare there is nothing to claim.
  if (rivals.empty()) return Verdict::undecided;
  if (wins(rivals)) return Verdict::win;
  if (highest(rivals, confidence_of_bound(rivals, !best)) < 1 + tolerance) return Verdict::tie;
  const double one_sided = (1 + confidence_of_each(claims)) / 2;
  return best && best->slower(one_sided) ? Verdict::slower : Verdict::undecided;
}

std::size_t best_of(std::span<const std::vector<Against>> to) {
  std::size_t best = 0;
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < to.size(); ++i) {
    std::optional<double> most;
    for (std::size_t j = 0; j < to.size(); ++j)
      if (j != i && to[i][j].ratio && !to[i][j].trial)
        most = std::max(most.value_or(to[i][j].ratio->log), to[i][j].ratio->log);
    if (most && *most < least) {
      least = *most;
      best = i;
    }
  }
  return best;
}

}  // namespace rectifier::bench
