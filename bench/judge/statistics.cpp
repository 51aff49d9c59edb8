#include "bench/judge/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace rectifier::bench {
double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  if (values.size() % 2 != 0) return values[middle];
  return values[middle - 1] + (values[middle] - values[middle - 1]) / 2;
}

double quantile(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(values.size())));
  return values[std::clamp<std::size_t>(rank, 1, values.size()) - 1];
}

double regret(double chosen, double best) { return chosen / best - 1; }

LatinSquares::LatinSquares(std::size_t entrants, std::uint64_t seed)
    : entrant_(entrants), random_(seed) {
  std::iota(entrant_.begin(), entrant_.end(), std::size_t{0});
}

std::vector<std::size_t> LatinSquares::next() {
  const std::size_t count = entrant_.size();
  // Not std::shuffle, which may differ from one library to the next.
  if (row_ == 0)
    for (std::size_t i = count; i > 1; --i) std::swap(entrant_[i - 1], entrant_[random_() % i]);
  std::vector<std::size_t> order;
  for (std::size_t place = 0; place < count; ++place) {
    // 0, 1, -1, 2, -2, …: the steps from one to the next are all different.
    const std::size_t zigzag = place % 2 != 0 ? (place + 1) / 2 : count - place / 2;
    order.push_back(entrant_[(zigzag + row_) % count]);
  }
  row_ = count == 0 ? 0 : (row_ + 1) % count;
  return order;
}

std::vector<double> knees(std::span<const CopySpeed> curve) {
  constexpr double markedly = 0.75;
  constexpr double settled = 0.9;
  std::vector<double> found;
  std::vector<double> plateau;
  for (std::size_t i = 0; i < curve.size(); ++i) {
    const double level = plateau.empty() ? curve[i].gb_per_s : median(plateau);
    const bool falls = i + 1 < curve.size() && curve[i].gb_per_s < markedly * level &&
                       curve[i + 1].gb_per_s < markedly * level;
    if (!falls) {
      // Small arrays get faster while the fixed cost of a call fades; only then is it a plateau.
      if (curve[i].gb_per_s > level / settled) plateau.clear();
      plateau.push_back(curve[i].gb_per_s);
      continue;
    }
    found.push_back(curve[i - 1].bytes);
    while (i + 1 < curve.size() && curve[i + 1].gb_per_s < settled * curve[i].gb_per_s) ++i;
    plateau.assign(1, curve[i].gb_per_s);
  }
  return found;
}

}  // namespace rectifier::bench
