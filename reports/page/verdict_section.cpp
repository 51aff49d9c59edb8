#include <fmt/format.h>

#include <algorithm>

#include "reports/page/charts.hpp"
#include "reports/page/sections.hpp"
#include "reports/page/shown.hpp"
#include "reports/page/text.hpp"

namespace rectifier::reports {
namespace {

/// What a difference has to be, at least, to count.
std::string tolerance_text(const Report& report) {
  const std::string delta = delta_text(report);
  return delta.find(" to ") == delta.npos ? delta : delta + ", depending on the size";
}

/// A figure of summary.csv.
Cell figure(const std::optional<double>& value, std::string text) {
  if (!value) return "-";
  return {std::move(text), "", "", fmt::format("{:.6g}", *value)};
}

/// The time of the next best kernel by that of the chosen one, and between which bounds it lies.
/// The file has the ratio of the chosen one to the best, unless it is the best itself.
Cell rival_ratio(const Standing& chosen, bool fastest) {
  if (!chosen.ratio_to_best) return "-";
  const auto &low = fastest ? chosen.ratio_low : chosen.ratio_high,
             &high = fastest ? chosen.ratio_high : chosen.ratio_low;
  const auto text = [&](const std::optional<double>& ratio) {
    return ratio ? fmt::format("{:.2f}", fastest ? *ratio : 1 / *ratio) : std::string("?");
  };
  std::string csv;
  for (const auto& ratio : {chosen.ratio_to_best, low, high})
    if (ratio) csv += fmt::format("{}{:.6g}", csv.empty() ? "" : " ", *ratio);
  return {fmt::format("{} ({} to {})", text(chosen.ratio_to_best), text(low), text(high)), "", "",
          csv};
}

Row row_of(const Report& report, const Range& range) {
  const Standing& chosen = *range.chosen;
  const std::vector<Standing>& kernels = range.one->kernels;
  const bool fastest = &chosen == &kernels.front();
  return {{short_text(range.row->setting),
           {range_text(report, *range.row), "tight"},
           {chosen.implementation, "take"},
           {sure_text(range), std::string(name(range.row->verdict))},
           count_text(range.one->key.n),
           figure(chosen.median_ns, time_text(chosen.median_ns.value_or(0))),
           figure(chosen.gb_per_s, rate_text(chosen.gb_per_s.value_or(0))),
           figure(chosen.share_of_copy, percent_text(chosen.share_of_copy)),
           !fastest             ? kernels.front().implementation
           : kernels.size() > 1 ? kernels[1].implementation
                                : "-",
           rival_ratio(chosen, fastest)}};
}

/// A cell of the map: coloured by family, hatched or grey by verdict, and always with a word.
Cell cell_of(const JudgedCase* one) {
  if (one == nullptr) return {{"not measured"}, "none", "not measured"};
  const Standing& best = one->kernels.front();
  const Verdict verdict = best.verdict.value_or(Verdict::undecided);
  const std::string word(name(verdict));
  return {{{{best.implementation, true}, {" " + word}}},
          verdict == Verdict::undecided
              ? word
              : fmt::format("f-{} {}", look_of(family_of(best.implementation)).name, word),
          best.median_ns
              ? fmt::format("{}, {} of a copy's speed; the next best takes {} times as long",
                            time_text(*best.median_ns), percent_text(best.share_of_copy),
                            ratio_text(best.ratio_to_best))
              : word};
}

}  // namespace

Section verdict_section(const Report& report) {
  const std::vector<Range> found = ranges(report);
  Section section{"verdict", "Verdict", {{Paragraph{{summary_text(found)}, "lead"}}}};
  const std::size_t warnings = report.warnings.size();
  if (warnings > 0)
    section.blocks.push_back(
        {Paragraph{{warnings == 1 ? "A warning applies: " + report.warnings.front()
                                  : fmt::format("{} warnings apply, the first of them: {}",
                                                warnings, report.warnings.front())},
                   "warning"}});
  Table table{fmt::format("What to take ({}): the fewest ranges of sizes such that the kernel "
                          "named is nowhere slower than the fastest by more than the tolerance "
                          "({}), at the sizes that were measured",
                          shown_text(report), tolerance_text(report)),
              {{"operation, type", Kind::code},
               {"elements"},
               {"take", Kind::code},
               {"how sure"},
               {"figures at n", Kind::number},
               {"time per call", Kind::number},
               {"GB/s", Kind::number},
               {"share of copy speed", Kind::number},
               {"next best kernel", Kind::code},
               {"its time / this kernel's", Kind::number}},
              {}};
  table.id = "take";
  table.look = "stacked";
  for (const Range& range : found) table.rows.push_back(row_of(report, range));
  section.blocks.push_back({std::move(table)});
  std::size_t repeated = 0, different = 0;
  for (const JudgedCase& one : report.cases) {
    repeated += one.repeated.has_value();
    different += one.repeated_verdict == Verdict::win || one.repeated_verdict == Verdict::slower;
  }
  section.blocks.push_back({Paragraph{{fmt::format(
      "All kernels of a case ran in the same rounds. One wins if the rounds show, with 95 % "
      "confidence, that it is faster than every other one by at least the tolerance; smaller "
      "differences do not count. As a check one kernel ran twice in each round: it was found to "
      "differ from itself in {} of {} cases. Of equally fast kernels the one that needs the lower "
      "target is named, then the one with less code.",
      different, repeated)}}});
  return section;
}

Section winners_section(const Report& report) {
  Paragraph legend;
  for (const char* family : {"branching", "branchless", "autovec", "xsimd", "other"})
    legend.text.spans.push_back({family, false, std::string("key f-") + family});
  legend.text.spans.insert(legend.text.spans.end(),
                           {{"colour: the family of a winner or of ties; "},
                            {"tie", false, "key tie"},
                            {"hatched: others are as fast; "},
                            {"undecided", false, "key undecided"},
                            {"grey: the fastest seen, not told apart from others."}});
  Section section{"winners", "Winners by size", {{legend, true}}};
  Table map{fmt::format("The fastest for each operation, type and number of elements ({})",
                        shown_text(report)),
            {{"operation, type", Kind::code}},
            {}};
  map.look = "map";
  const Shown shown = shown_cases(report);
  const std::vector<std::size_t> sizes = sizes_of(shown);
  for (const std::size_t n : sizes) map.columns.push_back({count_text(n)});
  for (const auto& [setting, cases] : shown) {
    Row row{{short_text(setting)}};
    for (const std::size_t n : sizes) row.cells.push_back(cell_of(case_of(cases, n)));
    map.rows.push_back(std::move(row));
  }
  section.blocks.push_back({std::move(map)});
  for (Block& block : public_call(report)) section.blocks.push_back(std::move(block));
  return section;
}

}  // namespace rectifier::reports
