#include "reports/page/public_call.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "reports/page/shown_settings.hpp"
#include "support/number_text.hpp"

namespace rectifier::reports {
namespace {

double fastest_ns(const JudgedCase& one) { return *one.kernels.front().median_ns; }
double lost_ns(const JudgedCase& one) { return *one.public_call->median_ns - fastest_ns(one); }
double times(const JudgedCase& one) { return *one.public_call->median_ns / fastest_ns(one); }

bool is_within(const JudgedCase& one) {
  return one.public_call->bound && *one.public_call->bound <= one.tolerance;
}

/// The first size from which on the checks are within the tolerance of most calls; 0: there is
/// none.
std::size_t first_size(const std::map<std::size_t, std::vector<const JudgedCase*>>& by_size,
                       double checks_ns) {
  std::size_t from = 0;
  for (auto at = by_size.rbegin(); at != by_size.rend(); ++at) {
    std::vector<double> shares;
    for (const JudgedCase* one : at->second)
      shares.push_back(checks_ns / fastest_ns(*one) / one->tolerance);
    if (bench::median(std::move(shares)) > 1) break;
    from = at->first;
  }
  return from;
}

}  // namespace

std::optional<PublicCall> public_call_of(const Report& report) {
  std::map<std::size_t, std::vector<const JudgedCase*>> by_size;
  for (const JudgedCase& one : report.cases)
    if (!one.kernels.empty() && one.kernels.front().median_ns && one.public_call &&
        one.public_call->median_ns)
      by_size[one.key.n].push_back(&one);
  if (by_size.empty()) return std::nullopt;
  PublicCall call;
  std::vector<double> lost;
  for (const JudgedCase* one : by_size.begin()->second) lost.push_back(lost_ns(*one));
  call.checks_ns = std::max(0.0, bench::median(std::move(lost)));
  call.from = first_size(by_size, call.checks_ns);
  for (const auto& [n, cases] : by_size)
    for (const JudgedCase* one : cases) {
      const bool above = call.from > 0 && n >= call.from;
      // Checks cost a little more here and a little less there.
      const double allowed = 2 * call.checks_ns + one->tolerance * fastest_ns(*one);
      const bool fine = is_within(*one) || (!above && lost_ns(*one) <= allowed);
      ++(above ? call.of : call.below);
      if (fine)
        ++(above ? call.within : call.near_below);
      else
        call.exceptions.push_back(one);
    }
  std::stable_sort(call.exceptions.begin(), call.exceptions.end(),
                   [](const JudgedCase* a, const JudgedCase* b) { return times(*a) > times(*b); });
  return call;
}

std::string loss_text(const JudgedCase& one) {
  return fmt::format("{} times the time of `{}`, {} more",
                     ratio_text(one.public_call->ratio_to_best), one.kernels.front().implementation,
                     time_text(std::max(lost_ns(one), 0.0)));
}

std::string public_call_text(const Report& report, std::size_t named) {
  const auto call = public_call_of(report);
  if (!call) return {};
  std::string text = fmt::format(
      "rectifier::relu and its kin: about {:.1f} ns a call more than the bare "
      "kernel",
      call->checks_ns);
  if (call->of > 0)
    text += fmt::format("; from n = {} on within {} of the fastest in {} of {} cases",
                        count_text(call->from), tolerance_text(report), call->within, call->of);
  if (call->below > call->near_below)
    text += fmt::format("; below that they lose more in {} of {}", call->below - call->near_below,
                        call->below);
  if (call->exceptions.empty()) return text + ".";
  const std::size_t all = call->exceptions.size(), shown = std::min(all, named);
  text += all == 1
              ? "; not in this one: "
              : fmt::format("; not in these {}{}: ", all, shown < all ? ", the worst first" : "");
  for (std::size_t i = 0; i < shown; ++i)
    text += fmt::format("{}{}", i == 0 ? "" : "; ", case_text(report, *call->exceptions[i]));
  return text + (shown < all ? fmt::format("; and {} more.", all - shown) : ".");
}

}  // namespace rectifier::reports
