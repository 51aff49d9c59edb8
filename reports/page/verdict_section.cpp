#include <fmt/format.h>

#include "reports/page/sections.hpp"
#include "reports/page/shown_settings.hpp"
#include "support/number_text.hpp"

namespace rectifier::reports {
namespace {

/// A figure of summary.csv.
Cell figure(const std::optional<double>& value, const std::string& text) {
  if (!value) return "-";
  return {text, "", "", fmt::format("{:.6g}", *value)};
}

/// The time of the next best kernel by that of the chosen one, and between which bounds it lies.
/// The file has the ratios to the best.
Cell rival_ratio(const Standing* one, bool fastest) {
  if (one == nullptr || !one->ratio_to_best) return "-";
  const auto &low = fastest ? one->ratio_low : one->ratio_high,
             &high = fastest ? one->ratio_high : one->ratio_low;
  const auto text = [&](const std::optional<double>& ratio) {
    return ratio ? fmt::format("{:.2f}", fastest ? *ratio : 1 / *ratio) : std::string("?");
  };
  std::string csv;
  for (const auto& ratio : {one->ratio_to_best, low, high})
    if (ratio) csv += fmt::format("{}{:.6g}", csv.empty() ? "" : " ", *ratio);
  return {fmt::format("{} ({} to {})", text(one->ratio_to_best), text(low), text(high)), "", "",
          csv};
}

Row row_of(const Report& report, const Range& range) {
  const Standing& chosen = *range.chosen;
  const std::vector<Standing>& kernels = range.one->kernels;
  const bool fastest = &chosen == &kernels.front();
  const Standing* const second = range.one->second();
  return {{short_text(range.row->setting),
           {range_text(report, *range.row), "tight"},
           {chosen.implementation, "take"},
           {sure_text(range), std::string(name(range.row->verdict))},
           count_text(range.one->key.n),
           figure(chosen.median_ns, time_text(chosen.median_ns)),
           figure(chosen.gb_per_s, rate_text(chosen.gb_per_s)),
           figure(chosen.share_of_copy, percent_text(chosen.share_of_copy)),
           !fastest            ? kernels.front().implementation
           : second != nullptr ? second->implementation
                               : "-",
           rival_ratio(fastest ? second : &chosen, fastest)}};
}

}  // namespace

Section verdict_section(const Report& report) {
  const std::vector<Range> found = ranges(report);
  Section section{"verdict", "Verdict", {{Paragraph{{summary_text(found)}, "lead"}}}};
  const std::size_t warnings = report.warnings.size();
  if (warnings > 0)
    section.add({Paragraph{{warnings == 1 ? "A warning applies: " + report.warnings.front()
                                          : fmt::format("{} warnings apply, the first of them: {}",
                                                        warnings, report.warnings.front())},
                           "warning"}});
  Table table{fmt::format("What to take ({}): the fewest ranges of sizes such that the kernel "
                          "named is nowhere slower than the fastest by more than the tolerance "
                          "({}), at the sizes that were measured",
                          shown_text(report), tolerance_text(report)),
              columns("`operation, type`|elements|`take`|how sure|figures at n #|time per call #|"
                      "GB/s #|share of copy speed #|`next best kernel`|its time / this kernel's #"),
              {}};
  table.id = "take";
  table.look = "stacked";
  for (const Range& range : found) table.rows.push_back(row_of(report, range));
  section.add({std::move(table)});
  std::size_t repeated = 0, different = 0;
  for (const JudgedCase& one : report.cases) {
    repeated += one.repeated.has_value();
    different += one.repeated_differs;
  }
  section.add({Paragraph{{fmt::format(
      "All kernels of a case ran in the same rounds. One wins if the rounds show that it is faster "
      "than every other one by at least the tolerance; smaller differences do not count. As a "
      "check one kernel ran twice in each round: it was found to differ from itself in {} of {} "
      "cases. Of equally fast kernels the one that needs the lower target is named, then the one "
      "with less code.",
      different, repeated)}}});
  return section;
}

}  // namespace rectifier::reports
