#include "reports/answers/process_estimate.hpp"

#include <boost/math/distributions/students_t.hpp>
#include <cmath>

#include "bench/judge/judge.hpp"
#include "bench/judge/statistics.hpp"

namespace rectifier::reports {
namespace {

struct Mean {
  double value = 0;
  double variance = 0;  // of the mean itself
  double degrees = 0;
};

Mean mean_of(const PerProcess& values) {
  const auto n = static_cast<double>(values.size());
  Mean made;
  for (const auto& [process, value] : values) made.value += value / n;
  for (const auto& [process, value] : values)
    made.variance += (value - made.value) * (value - made.value) / (n * (n - 1));
  made.degrees = n - 1;
  return made;
}

double t(double degrees, double confidence) {
  return boost::math::quantile(boost::math::students_t(degrees), confidence);
}

}  // namespace

std::optional<std::size_t> find_entrant(const bench::MeasuredCase& one, bench::Role role,
                                        std::string_view implementation) {
  for (std::size_t i = 0; i < one.entrants.size(); ++i)
    if (one.entrants[i].role == role && one.entrants[i].implementation == implementation) return i;
  return std::nullopt;
}

std::vector<double> logs_of(const bench::MeasuredCase& one, std::size_t entrant) {
  std::vector<bench::Role> roles;
  for (const bench::MeasuredEntrant& each : one.entrants) roles.push_back(each.role);
  std::vector<double> made;
  for (const double ns : bench::net_times(roles, one.rounds, bench::Stage::deciding, entrant))
    made.push_back(ns > 0 ? std::log(ns) : bench::not_timed);
  return made;
}

std::vector<double> difference(std::vector<double> a, const std::vector<double>& b) {
  for (std::size_t i = 0; i < a.size(); ++i) a[i] -= b[i];
  return a;
}

PerProcess middles(const bench::MeasuredCase& one, std::span<const double> per_round) {
  std::map<std::size_t, std::vector<double>> values;
  std::size_t at = 0;
  for (const bench::Round& round : one.rounds) {
    if (round.stage != bench::Stage::deciding) continue;
    if (!std::isnan(per_round[at])) values[round.launch].push_back(per_round[at]);
    ++at;
  }
  PerProcess made;
  for (const auto& [process, all] : values) made[process] = bench::median(all);
  return made;
}

double Estimate::ratio() const { return std::exp(log_ratio); }
double Estimate::above(double confidence) const {
  return std::exp(log_ratio - t(degrees, confidence) * standard_error);
}
double Estimate::below(double confidence) const {
  return std::exp(log_ratio + t(degrees, confidence) * standard_error);
}

Estimate of_ratios(const PerProcess& logs) {
  const Mean mean = mean_of(logs);
  return {mean.value, std::sqrt(mean.variance), mean.degrees};
}

Estimate of_two_runs(const PerProcess& logs_before, const PerProcess& logs_after) {
  const Mean before = mean_of(logs_before), after = mean_of(logs_after);
  const double variance = before.variance + after.variance;
  // Without any spread it does not matter how sure that is.
  const double degrees = variance > 0 ? variance * variance /
                                            (before.variance * before.variance / before.degrees +
                                             after.variance * after.variance / after.degrees)
                                      : before.degrees + after.degrees;
  return {after.value - before.value, std::sqrt(variance), degrees};
}

}  // namespace rectifier::reports
