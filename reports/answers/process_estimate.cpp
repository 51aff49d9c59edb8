#include "reports/answers/process_estimate.hpp"

#include <algorithm>
#include <cmath>

#include "bench/judge/judge.hpp"
#include "bench/measure/plan.hpp"

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

bench::Times times_of(const bench::MeasuredCase& one, std::size_t entrant) {
  return bench::net_times(bench::roles_of(one.entrants), one.rounds, bench::Stage::deciding,
                          entrant);
}

}  // namespace

std::optional<std::size_t> find_entrant(const bench::MeasuredCase& one, bench::Role role,
                                        std::string_view implementation) {
  for (std::size_t i = 0; i < one.entrants.size(); ++i)
    if (one.entrants[i].role == role && one.entrants[i].implementation == implementation) return i;
  return std::nullopt;
}

std::vector<double> logs_of(const bench::MeasuredCase& one, std::size_t entrant) {
  std::vector<double> made;
  for (const double ns : times_of(one, entrant))
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

std::optional<bench::PairedRatio> of_same_rounds(const bench::MeasuredCase& one, std::size_t a,
                                                 std::size_t b) {
  bench::Units processes;
  for (const bench::Round& round : one.rounds)
    if (round.stage == bench::Stage::deciding) processes.push_back(round.launch);
  return bench::paired_ratio(times_of(one, a), times_of(one, b), processes);
}

bench::PairedRatio of_two_runs(const PerProcess& logs_before, const PerProcess& logs_after) {
  const Mean before = mean_of(logs_before), after = mean_of(logs_after);
  const double variance = before.variance + after.variance;
  // Without any spread it does not matter how sure that is.
  const double degrees = variance > 0 ? variance * variance /
                                            (before.variance * before.variance / before.degrees +
                                             after.variance * after.variance / after.degrees)
                                      : before.degrees + after.degrees;
  return {after.value - before.value, std::sqrt(variance), degrees,
          std::min(logs_before.size(), logs_after.size())};
}

}  // namespace rectifier::reports
