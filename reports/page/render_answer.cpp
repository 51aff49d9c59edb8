#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "reports/page/render.hpp"
#include "reports/page/shown_settings.hpp"
#include "support/number_text.hpp"

namespace rectifier::reports {
namespace {

/// The smallest, a cached and the largest of the sizes in `cases`, which are in order.
std::vector<const JudgedCase*> small_cached_large(const std::vector<const JudgedCase*>& cases) {
  constexpr double cached = 4096;  // f32, input and output: just what a first-level cache holds
  const auto distance = [](const JudgedCase* one) {
    return std::abs(std::log2(static_cast<double>(one->key.n) / cached));
  };
  std::vector<const JudgedCase*> chosen{
      cases.front(),
      *std::min_element(
          cases.begin(), cases.end(),
          [&](const JudgedCase* a, const JudgedCase* b) { return distance(a) < distance(b); }),
      cases.back()};
  chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
  return chosen;
}

std::string verdict_text(const JudgedCase& one) {
  const Standing& best = one.kernels.front();
  std::string text(name(best.verdict.value_or(Verdict::undecided)));
  if (const std::size_t near = count_near(one); near > 0 && best.verdict != Verdict::win)
    text += fmt::format(", {} near", near);
  return text;
}

/// A line a size: what is fastest, and how sure that is.
std::string sizes_text(const std::vector<const JudgedCase*>& cases) {
  std::string text;
  for (const JudgedCase* one : small_cached_large(cases)) {
    const Standing& best = one->kernels.front();
    text += fmt::format("  {:<9} {:<27}{:>8} {:>6}  {}\n", count_text(one->key.n),
                        best.implementation.substr(0, 26), time_text(best.median_ns),
                        percent_text(best.share_of_copy), verdict_text(*one));
  }
  return text;
}

/// What is fastest most often, at how many of the sizes.
std::string most_often_text(const std::vector<const JudgedCase*>& cases) {
  std::map<std::string, std::size_t> count;
  for (const JudgedCase* one : cases) ++count[one->kernels.front().implementation];
  const auto most = std::max_element(
      count.begin(), count.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  if (cases.size() > 1 && 2 * most->second < cases.size()) return "another one at each size";
  return fmt::format("{} at {} of {} sizes", most->first.substr(0, 30), most->second, cases.size());
}

}  // namespace

std::string render_answer(const Report& report) {
  std::string text;
  for (const auto& [setting, cases] : shown_cases(report)) {
    const OperationRow& operation = row(setting.operation);
    const std::string what = short_text(setting);
    if (operation.gradient || operation.has_upstream)
      text += fmt::format("{}: {}\n", what, most_often_text(cases));
    else
      text += fmt::format("{}: n, time, share of copy speed\n{}", what, sizes_text(cases));
  }
  if (text.empty()) return text;
  std::map<Verdict, std::size_t> verdicts;
  for (const JudgedCase& one : report.cases)
    if (one.verdict()) ++verdicts[*one.verdict()];
  return fmt::format(
      "Fastest ({}):\n{}{} wins, {} ties, {} undecided; differences below {} count for "
      "nothing.\n",
      shown_text(report), text, verdicts[Verdict::win], verdicts[Verdict::tie],
      verdicts[Verdict::undecided], tolerance_text(report));
}

}  // namespace rectifier::reports
