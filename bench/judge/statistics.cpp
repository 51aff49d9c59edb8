#include "bench/judge/statistics.hpp"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <cmath>
#include <numeric>

namespace rectifier::bench {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

double least(const Times& times) {
  double found = std::numeric_limits<double>::infinity();
  for (double time : times)
    if (time < found) found = time;
  return found;
}

/// The middle of each round's times, over the kernels that were in it.
Times middle_of_rounds(std::span<const Times> kernels) {
  Times middle;
  for (std::size_t round = 0; round < kernels.front().size(); ++round) {
    Times present;
    for (const Times& kernel : kernels)
      if (!std::isnan(kernel[round])) present.push_back(kernel[round]);
    middle.push_back(present.empty() ? unknown : median(std::move(present)));
  }
  return middle;
}

/// A kernel's typical time, as a share of what the round's middle one took.
double standing(const Times& kernel, const Times& middle) {
  Times shares;
  for (std::size_t round = 0; round < kernel.size(); ++round)
    if (middle[round] > 0 && !std::isnan(kernel[round]))
      shares.push_back(kernel[round] / middle[round]);
  return shares.empty() ? std::numeric_limits<double>::infinity() : median(std::move(shares));
}

}  // namespace

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

std::optional<std::pair<std::size_t, std::size_t>> sign_test_indices(std::size_t n,
                                                                     double confidence) {
  if (n == 0) return std::nullopt;
  const boost::math::binomial fair(static_cast<double>(n), 0.5);
  const double each_side = (1 - confidence) / 2;
  // The k-th number is above the median if fewer than k are below it.
  std::size_t k = 0;
  while (2 * (k + 1) <= n && boost::math::cdf(fair, static_cast<double>(k)) <= each_side) ++k;
  if (k == 0) return std::nullopt;
  return std::pair(k, n + 1 - k);
}

std::optional<Ratio> paired_ratio(std::span<const double> a, std::span<const double> b,
                                  double confidence) {
  std::vector<double> known;
  std::size_t any = 0;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    if (std::isnan(a[i]) || std::isnan(b[i])) continue;
    if (b[i] > 0)
      known.push_back(a[i] / b[i]);
    else
      ++any;
  }
  if (known.empty()) return std::nullopt;
  std::sort(known.begin(), known.end());
  Ratio ratio{median(known)};
  if (const auto indices = sign_test_indices(known.size() + any, confidence)) {
    // Those that could be anything count as smaller for the one bound and as larger for the other.
    if (indices->first > any) ratio.low = std::max(0.0, known[indices->first - any - 1]);
    if (indices->second <= known.size()) ratio.high = known[indices->second - 1];
  }
  return ratio;
}

Verdict verdict_against_best(const Ratio& ratio, double delta) {
  if (ratio.low > 1 && ratio.value >= 1 + delta) return Verdict::slower;
  if (ratio.low >= 1 / (1 + delta) && ratio.high <= 1 + delta) return Verdict::tie;
  return Verdict::undecided;
}

Verdict verdict_of_best(std::span<const Verdict> others) {
  const auto are = [&](Verdict verdict) {
    return static_cast<std::size_t>(std::count(others.begin(), others.end(), verdict));
  };
  if (others.empty() || are(Verdict::undecided) > 0) return Verdict::undecided;
  return are(Verdict::slower) == others.size() ? Verdict::win : Verdict::tie;
}

Judgement judge(std::span<const Times> kernels, double delta) {
  Judgement judged;
  judged.ratio.resize(kernels.size());
  judged.verdict.assign(kernels.size(), Verdict::undecided);
  if (kernels.empty()) return judged;

  const Times middle = middle_of_rounds(kernels);
  std::vector<double> standings, minima;
  for (const Times& kernel : kernels) {
    standings.push_back(standing(kernel, middle));
    minima.push_back(least(kernel));
  }
  const auto least_of = [](const std::vector<double>& values) {
    return static_cast<std::size_t>(std::min_element(values.begin(), values.end()) -
                                    values.begin());
  };
  const std::size_t best = judged.best = least_of(standings);
  if (kernels.size() == 1) return judged;

  const double confidence = 1 - error_rate / static_cast<double>(kernels.size() - 1);
  std::vector<Verdict> others;
  for (std::size_t i = 0; i < kernels.size(); ++i) {
    if (i == best) continue;
    judged.ratio[i] = paired_ratio(kernels[i], kernels[best], confidence);
    if (judged.ratio[i]) judged.verdict[i] = verdict_against_best(*judged.ratio[i], delta);
    others.push_back(judged.verdict[i]);
    if (!judged.runner_up || standings[i] < standings[*judged.runner_up]) judged.runner_up = i;
  }
  judged.ratio[best] = judged.ratio[*judged.runner_up];
  judged.verdict[best] = verdict_of_best(others);
  if (judged.verdict[best] == Verdict::win && least_of(minima) != best)
    judged.verdict[best] = Verdict::undecided;
  return judged;
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
