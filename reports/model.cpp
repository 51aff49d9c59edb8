#include "model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

namespace rectifier::reports {
namespace {

template <class... T>
std::size_t size_of(Type type, TypeList<T...>) {
  std::size_t size = 0;
  ((TypeTraits<T>::type == type ? void(size = sizeof(T)) : void()), ...);
  return size;
}

double shortest(const std::vector<double>& ns) { return *std::min_element(ns.begin(), ns.end()); }

/// Yardsticks by name and workload.
using Yardsticks = std::map<std::pair<std::string, Workload>, std::vector<const YardstickTimings*>>;

/// Subtracts the restoring memcpy where a workload has one.
class Restored {
 public:
  explicit Restored(const Yardsticks& yardsticks) : yardsticks_(yardsticks) {}

  /// The times of the call alone; empty if that can't be said.
  std::vector<double> operator()(const Workload& workload, std::vector<double> ns) {
    if (!bench::row(workload.placement).in_place) return ns;
    const auto found = yardsticks_.find({std::string(bench::restore), workload});
    if (found == yardsticks_.end()) {
      ++without_restore_;
      return {};
    }
    const double restore = shortest(found->second.front()->ns);
    for (double& time : ns) time -= restore;
    // What is left must stand out from the noise of what was taken away.
    if (shortest(ns) > least_share_left * restore) return ns;
    ++too_little_left_;
    return {};
  }

  void warn(std::vector<std::string>& warnings) const {
    if (without_restore_ > 0)
      warnings.push_back(fmt::format(
          "{} timings in place were left out: the file does not have the `{}` beside them that "
          "has to be subtracted.",
          without_restore_, bench::restore));
    if (too_little_left_ > 0)
      warnings.push_back(
          fmt::format("{} timings in place were left out: a call with its `{}` was seen to take "
                      "hardly longer than that alone, so they were too noisy.",
                      too_little_left_, bench::restore));
  }

 private:
  const Yardsticks& yardsticks_;
  std::size_t without_restore_ = 0;
  std::size_t too_little_left_ = 0;
  static constexpr double least_share_left = 0.25;
};

std::optional<Copy> fastest_copy(const Yardsticks& yardsticks, const CaseKey& key,
                                 Restored& restored) {
  const std::string name(bench::yardstick(key.operation, key.workload.placement));
  const auto found = yardsticks.find({name, key.workload});
  std::optional<Copy> best;
  if (found == yardsticks.end()) return best;
  for (const YardstickTimings* timings : found->second) {
    const auto ns = restored(key.workload, timings->ns);
    if (ns.empty()) continue;
    const double time = shortest(ns);
    if (!best || time < best->min_ns)
      best = Copy{name + "/" + timings->implementation, time, logical_bytes(key) / time};
  }
  return best;
}

void compare(Case& one) {
  auto& kernels = one.kernels;
  std::sort(kernels.begin(), kernels.end(), [](const Entrant& a, const Entrant& b) {
    return std::tie(a.min_ns, a.implementation) < std::tie(b.min_ns, b.implementation);
  });
  const auto share = [&](Entrant& entrant) {
    if (one.copy) entrant.share_of_copy = one.copy->min_ns / entrant.min_ns;
  };
  for (std::size_t i = 0; i < kernels.size(); ++i) {
    share(kernels[i]);
    if (i > 0)
      kernels[i].ratio_to_best = kernels[i].min_ns / kernels[0].min_ns;
    else if (kernels.size() > 1)
      kernels[i].ratio_to_best = kernels[1].min_ns / kernels[0].min_ns;
  }
  if (!one.public_call) return;
  share(*one.public_call);
  if (!kernels.empty())
    one.public_call->ratio_to_best = one.public_call->min_ns / kernels[0].min_ns;
}

}  // namespace

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  if (values.size() % 2 != 0) return values[middle];
  return values[middle - 1] + (values[middle] - values[middle - 1]) / 2;
}

double logical_bytes(const CaseKey& key) {
  const std::size_t arrays = row(key.operation).backward ? 3 : 2;
  return static_cast<double>(arrays * size_of(key.workload.type, Types{})) *
         static_cast<double>(key.workload.n);
}

std::size_t count_near(const Case& one) {
  return static_cast<std::size_t>(
      std::count_if(one.kernels.begin(), one.kernels.end(), [&](const Entrant& entrant) {
        return &entrant != &one.kernels.front() && *entrant.ratio_to_best <= near;
      }));
}

std::string_view convention_name(const CaseKey& key) {
  return key.convention ? name(*key.convention) : std::string_view("undeclared");
}

Report make_report(const Measurements& measurements) {
  Yardsticks yardsticks;
  for (const YardstickTimings& timings : measurements.yardsticks)
    yardsticks[{timings.name, timings.workload}].push_back(&timings);

  Report report;
  report.facts = measurements.machine;
  report.facts.insert(report.facts.end(), measurements.run.begin(), measurements.run.end());
  report.warnings = measurements.warnings;
  Restored restored(yardsticks);
  std::map<CaseKey, Case> cases;
  std::size_t fewest = static_cast<std::size_t>(-1);
  for (const KernelTimings& timings : measurements.kernels) {
    fewest = std::min(fewest, timings.ns.size());
    const auto ns = restored(timings.key.workload, timings.ns);
    if (ns.empty()) continue;
    const double time = shortest(ns);
    const Entrant entrant{timings.implementation,
                          timings.target,
                          time,
                          median(ns),
                          logical_bytes(timings.key) / time,
                          {},
                          {}};
    Case& one = cases[timings.key];
    if (entrant.implementation == bench::public_call)
      one.public_call = entrant;
    else
      one.kernels.push_back(entrant);
  }
  for (auto& [key, one] : cases) {
    one.key = key;
    one.copy = fastest_copy(yardsticks, key, restored);
    compare(one);
    report.cases.push_back(std::move(one));
  }
  if (fewest < 3)
    report.warnings.push_back(
        fmt::format("Some timings have only {} repetition{}; `--benchmark_repetitions=3` or more "
                    "gives figures that mean something.",
                    fewest, fewest == 1 ? "" : "s"));
  restored.warn(report.warnings);
  return report;
}

}  // namespace rectifier::reports
