#include "bench/judge/paired.hpp"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <map>

namespace rectifier::bench {
namespace {

/// Stands for the logarithm of a ratio of which only the sign is known.
constexpr double any = 50;

/// Beyond so many deviations a round counts as one at that bound: 95 % as good as the mean if there
/// is nothing to guard against.
constexpr double bound = 1.345;

/// The deviation of normal numbers by the middle of their distances.
constexpr double normal_deviation = 1.4826;

/// The ratios of the rounds, and where each unit begins.
struct Seen {
  std::vector<double> logs;
  std::vector<std::size_t> begins;

  std::span<const double> unit(std::size_t i) const {
    const std::size_t end = i + 1 < begins.size() ? begins[i + 1] : logs.size();
    return std::span(logs).subspan(begins[i], end - begins[i]);
  }
};

Seen seen_of(const Times& a, const Times& b, const Units& units) {
  Seen seen;
  std::optional<std::size_t> unit;
  for (std::size_t round = 0; round < units.size(); ++round) {
    // Not a number is neither.
    const bool some = a[round] > 0 || b[round] > 0;
    if (!some || std::isnan(a[round]) || std::isnan(b[round])) continue;
    if (unit != units[round]) seen.begins.push_back(seen.logs.size());
    unit = units[round];
    seen.logs.push_back(a[round] <= 0 ? -any : b[round] <= 0 ? any : std::log(a[round] / b[round]));
  }
  return seen;
}

double quantile_of_t(double freedom, double share) {
  // Few different ones are asked for, again and again.
  thread_local std::map<std::pair<double, double>, double> known;
  double& found = known[{freedom, share}];
  if (found == 0)
    found = boost::math::quantile(boost::math::students_t_distribution<double>(freedom), share);
  return found;
}

std::vector<double> middles(const Seen& seen) {
  std::vector<double> found;
  for (std::size_t i = 0; i < seen.begins.size(); ++i) {
    const auto unit = seen.unit(i);
    found.push_back(median({unit.begin(), unit.end()}));
  }
  return found;
}

double mean(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

/// The variance of the numbers about their mean, times one less than their count.
double squares(const std::vector<double>& values) {
  const double middle = mean(values);
  double sum = 0;
  for (const double value : values) sum += (value - middle) * (value - middle);
  return sum;
}

/// Of so few units that what is far off can't be told in them.
PairedRatio of_few(const Seen& seen, const std::optional<Spread>& pooled) {
  const std::vector<double> units = middles(seen);
  const auto count = static_cast<double>(units.size());
  PairedRatio made{mean(units), HUGE_VAL, 1, units.size()};
  if (pooled) {
    // Rounds that disagree are in doubt themselves: one of two may be spoilt.
    double doubt = 0;
    for (std::size_t i = 0; i < units.size(); ++i) {
      std::vector<double> distances;
      for (const double log : seen.unit(i)) distances.push_back(std::abs(log - units[i]));
      const double typical = median(std::move(distances));
      doubt += typical * typical;
    }
    made.error = std::sqrt((pooled->plain * pooled->plain + doubt) / count);
    made.freedom = pooled->freedom;
  } else if (units.size() > 1) {
    made.error = std::sqrt(squares(units) / (count - 1) / count);
    made.freedom = count - 1;
  }
  return made;
}

/// What is far from the middle; 0: nothing.
double limit_of(const Seen& seen, double middle) {
  std::vector<double> distances;
  double farthest = 0;
  for (const double log : seen.logs) {
    distances.push_back(std::abs(log - middle));
    if (std::abs(log) < any) farthest = std::max(farthest, distances.back());
  }
  // Where most are the very same there is no measure of what is far.
  const double typical = median(std::move(distances));
  return typical > 0 ? bound * normal_deviation * typical : farthest;
}

PairedRatio of_many(const Seen& seen, double middle, double limit) {
  const auto pull = [&](double log, double centre) {
    return std::clamp(log - centre, -limit, limit);
  };
  double centre = middle, inside = 0;
  for (int step = 0; step < 50; ++step) {
    double sum = 0;
    inside = 0;
    for (const double log : seen.logs) {
      sum += pull(log, centre);
      inside += std::abs(log - centre) <= limit ? 1 : 0;
    }
    const double by = sum / std::max(1.0, inside);
    centre += by;
    if (std::abs(by) < 1e-12) break;
  }
  const auto units = static_cast<double>(seen.begins.size());
  double pulls = 0;
  for (std::size_t i = 0; i < seen.begins.size(); ++i) {
    double sum = 0;
    for (const double log : seen.unit(i)) sum += pull(log, centre);
    pulls += sum * sum;
  }
  // That few units make the error too small on average is more than the division by one less
  // mends: what counts as far was found in the same rounds. Half a unit more keeps the levels.
  const double error = std::sqrt(pulls * units / (units - 1)) / std::max(1.0, inside);
  return {centre, error * (1 + 0.5 / units), units - 1, seen.begins.size()};
}

/// Of one that was left out: what its own units say of the error, and what the others' do, each
/// by its degrees of freedom.
PairedRatio of_some(const Seen& seen, double middle, const Spread& pooled) {
  constexpr std::size_t fewest = 3;
  if (seen.begins.size() < fewest) return of_few(seen, pooled);
  const bool own = seen.begins.size() >= fewest_units;
  PairedRatio made = of_many(seen, middle, own ? limit_of(seen, middle) : pooled.limit);
  const double freedom = own ? made.freedom : 0;
  const double from_others = pooled.robust * pooled.robust / static_cast<double>(made.units);
  made.error = std::sqrt((freedom * made.error * made.error + pooled.freedom * from_others) /
                         (freedom + pooled.freedom));
  made.freedom = freedom + pooled.freedom;
  return made;
}

}  // namespace

double PairedRatio::value() const { return std::exp(log); }

double PairedRatio::low(double confidence) const {
  return error == 0 ? value() : std::exp(log - quantile_of_t(freedom, confidence) * error);
}

double PairedRatio::high(double confidence) const {
  return error == 0 ? value() : std::exp(log + quantile_of_t(freedom, confidence) * error);
}

Ratio PairedRatio::interval(double confidence) const {
  const double one_sided = (1 + confidence) / 2;
  return {value(), low(one_sided), high(one_sided)};
}

std::optional<Spread> pooled_spread(std::span<const Times> times, const Units& units) {
  std::vector<std::size_t> counts;
  for (const Times& one : times) counts.push_back(seen_of(one, one, units).begins.size());
  if (counts.empty()) return std::nullopt;
  const auto reference =
      static_cast<std::size_t>(std::max_element(counts.begin(), counts.end()) - counts.begin());
  const std::size_t most = counts[reference];
  if (most < fewest_units) return std::nullopt;
  double plain = 0, robust = 0;
  std::vector<double> limits;
  for (std::size_t i = 0; i < times.size(); ++i) {
    if (i == reference) continue;
    const Seen seen = seen_of(times[i], times[reference], units);
    if (seen.begins.size() < most) continue;
    const std::vector<double> found = middles(seen);
    if (std::any_of(found.begin(), found.end(),
                    [](double log) { return std::abs(log) >= any / 2; }))
      continue;
    const double middle = median(seen.logs);
    limits.push_back(limit_of(seen, middle));
    const double error = of_many(seen, middle, limits.back()).error;
    robust += error * error * static_cast<double>(most);
    plain += squares(found) / static_cast<double>(most - 1);
  }
  if (limits.empty()) return std::nullopt;
  const auto compared = static_cast<double>(limits.size());
  // All have the reference's noise in common: half of their variance.
  const double freedom = static_cast<double>(most - 1) * compared / (1 + (compared - 1) / 4);
  return Spread{std::sqrt(plain / compared), std::sqrt(robust / compared),
                median(std::move(limits)), freedom, most};
}

std::optional<PairedRatio> paired_ratio(const Times& a, const Times& b, const Units& units,
                                        const std::optional<Spread>& pooled) {
  const Seen seen = seen_of(a, b, units);
  if (seen.logs.empty()) return std::nullopt;
  const double middle = median(seen.logs);
  if (std::abs(middle) >= any / 2) return std::nullopt;
  const bool left_out = pooled && seen.begins.size() < pooled->units;
  PairedRatio made = left_out ? of_some(seen, middle, *pooled)
                     : seen.begins.size() >= fewest_units
                         ? of_many(seen, middle, limit_of(seen, middle))
                         : of_few(seen, std::nullopt);
  made.left_out = left_out;
  return std::abs(made.log) >= any / 2 ? std::nullopt : std::optional(made);
}

}  // namespace rectifier::bench
