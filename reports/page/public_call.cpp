#include "reports/page/public_call.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reports/page/text.hpp"

namespace rectifier::reports {
namespace {

double lost_ns(const SlowCall& call) {
  return *call.one->public_call->median_ns - *call.one->kernels.front().median_ns;
}

bool is_measured(const JudgedCase& one) {
  return !one.kernels.empty() && one.public_call && one.public_call->median_ns &&
         one.kernels.front().median_ns;
}

}  // namespace

std::vector<SlowCall> slow_calls(const Report& report) {
  std::vector<SlowCall> found;
  for (const JudgedCase& one : report.cases) {
    if (!is_measured(one) || one.public_call->ratio_low.value_or(0) < 1 + one.delta) continue;
    const Standing& fastest = one.kernels.front();
    SlowCall call{&one, {}, {}};
    call.where =
        fmt::format("{} {}, {}, {}, {} signs, n = {}", name(one.key.operation), name(one.key.type),
                    name(one.key.convention), placement_text(one.key.placement),
                    bench::row(one.key.signs).name, count_text(one.key.n));
    call.costs =
        fmt::format("{} times {}'s time, {} more", ratio_text(one.public_call->ratio_to_best),
                    fastest.implementation, time_text(std::max(lost_ns(call), 0.0)));
    found.push_back(std::move(call));
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const SlowCall& a, const SlowCall& b) { return lost_ns(a) > lost_ns(b); });
  return found;
}

std::string calls_text(const Report& report) {
  const auto measured = std::count_if(report.cases.begin(), report.cases.end(), is_measured);
  if (measured == 0) return {};
  const std::size_t slow = slow_calls(report).size();
  return fmt::format(
      "The public call, with its checks and what it chooses by size and placement, is surely "
      "slower "
      "than the fastest kernel by more than delta in {} of {} cases{}",
      slow, measured, slow == 0 ? "." : "; those where most time is lost:");
}

}  // namespace rectifier::reports
