#include "reports/answers/comparison.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <map>
#include <tuple>

#include "bench/judge/judge.hpp"
#include "bench/measure/machine_and_build.hpp"

namespace rectifier::reports {
namespace {

using bench::MeasuredCase;
using bench::Measurements;
using bench::Role;
using Key = std::tuple<bench::Case, Role, std::string>;
using Samples = std::map<Key, std::vector<double>>;

/// The times of every entrant in the rounds that decide.
Samples samples_of(const Measurements& measurements) {
  Samples samples;
  for (const MeasuredCase& one : measurements.cases) {
    std::vector<Role> roles;
    for (const bench::MeasuredEntrant& entrant : one.entrants) roles.push_back(entrant.role);
    for (std::size_t i = 0; i < roles.size(); ++i) {
      if (roles[i] == Role::repeated || roles[i] == Role::restore) continue;
      std::vector<double> times;
      for (const double ns : bench::net_times(roles, one.rounds, bench::Stage::deciding, i))
        if (!std::isnan(ns)) times.push_back(ns);
      if (!times.empty())
        samples[{one.key, roles[i], one.entrants[i].implementation}] = std::move(times);
    }
  }
  return samples;
}

/// How often each value of U comes up if all orders of n and m numbers are equally likely: the
/// coefficients of a Gaussian binomial.
std::vector<double> counts_of_u(std::size_t n, std::size_t m) {
  std::vector<double> counts(n * m + 1, 0);
  counts[0] = 1;
  for (std::size_t i = 1; i <= n; ++i) {
    for (std::size_t u = counts.size(); u-- > m + i;) counts[u] -= counts[u - m - i];
    for (std::size_t u = i; u < counts.size(); ++u) counts[u] += counts[u - i];
  }
  return counts;
}

double exact_p(std::size_t n, std::size_t m, double least_u) {
  static std::map<std::pair<std::size_t, std::size_t>, std::vector<double>> known;
  std::vector<double>& counts = known[{n, m}];
  if (counts.empty()) counts = counts_of_u(n, m);
  double all = 0, as_far = 0;
  for (std::size_t u = 0; u < counts.size(); ++u) {
    all += counts[u];
    if (static_cast<double>(u) <= least_u) as_far += counts[u];
  }
  return std::min(1.0, 2 * as_far / all);
}

double ratio_of_medians(const std::vector<double>& after, const std::vector<double>& before) {
  const double a = bench::median(after), b = bench::median(before);
  return a > 0 && b > 0 ? a / b : 1;
}

void warn(Comparison& made, const Measurements& before, const Measurements& after) {
  if (!bench::same_machine(before.machine, after.machine))
    made.warnings.push_back("The runs are of different machines, or of one that was changed.");
  if (before.build != after.build)
    made.warnings.push_back("The runs are of different builds: compiler, flags or version.");
  if (std::abs(std::log(made.drift)) > std::log1p(made.delta))
    made.warnings.push_back(fmt::format(
        "Drift: plain copies took {:.2f} times as long in the new run, so the machine itself "
        "changed, and kernels with it. Measure both again, one right after the other.",
        made.drift));
  if (!before.complete || !after.complete)
    made.warnings.push_back("One of the runs is not complete.");
}

}  // namespace

double mann_whitney(std::span<const double> a, std::span<const double> b) {
  if (a.empty() || b.empty()) return 1;
  const auto n = static_cast<double>(a.size()), m = static_cast<double>(b.size());
  std::map<double, double> count;
  for (const double value : a) ++count[value];
  for (const double value : b) ++count[value];
  // Of equal values each gets the middle of the ranks that they share.
  std::map<double, double> rank;
  double below = 0, ties = 0;
  for (const auto& [value, times] : count) {
    rank[value] = below + (times + 1) / 2;
    below += times;
    ties += times * times * times - times;
  }
  double sum = 0;
  for (const double value : a) sum += rank[value];
  const double u = sum - n * (n + 1) / 2;
  const double least = std::min(u, n * m - u);
  if (ties == 0) return exact_p(a.size(), b.size(), least);
  const double all = n + m;
  const double variance = n * m / 12 * (all + 1 - ties / (all * (all - 1)));
  if (variance <= 0) return 1;
  const double z = (least + 0.5 - n * m / 2) / std::sqrt(variance);
  return std::min(1.0, 2 * boost::math::cdf(boost::math::normal(), z));
}

Comparison compare(const Measurements& before, const Measurements& after) {
  Comparison made;
  const Samples old_samples = samples_of(before), new_samples = samples_of(after);
  std::vector<double> drifts;
  for (const auto& [key, times] : new_samples) {
    const auto found = old_samples.find(key);
    const auto& [of, role, implementation] = key;
    if (found == old_samples.end())
      made.unmatched += role != Role::yardstick;
    else if (role == Role::yardstick)
      drifts.push_back(ratio_of_medians(times, found->second));
    else
      made.rows.push_back({of, role, implementation, ratio_of_medians(times, found->second),
                           bench::default_tolerance, mann_whitney(times, found->second),
                           Change::not_separated});
  }
  for (const auto& [key, times] : old_samples)
    made.unmatched += std::get<Role>(key) != Role::yardstick && !new_samples.contains(key);
  if (!drifts.empty()) made.drift = bench::median(drifts);
  const double sure =
      bench::error_rate / static_cast<double>(std::max<std::size_t>(1, made.rows.size()));
  for (Compared& row : made.rows) {
    made.delta = std::max(made.delta, row.delta);
    if (row.p > sure) continue;
    if (row.ratio >= 1 + row.delta) row.change = Change::slower;
    if (row.ratio <= 1 / (1 + row.delta)) row.change = Change::faster;
  }
  warn(made, before, after);
  return made;
}

}  // namespace rectifier::reports
