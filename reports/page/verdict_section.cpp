#include <fmt/format.h>

#include <algorithm>

#include "reports/page/answer.hpp"
#include "reports/page/public_call.hpp"
#include "reports/page/sections.hpp"
#include "reports/page/shown_settings.hpp"
#include "support/number_text.hpp"

namespace rectifier::reports {
namespace {

/// So many cases in which the public call loses are named in the first sentence; then, in a list.
constexpr std::size_t calls_named = 2, calls_listed = 8;

/// A figure of summary.csv.
Cell figure(const std::optional<double>& value, const std::string& text) {
  if (!value) return "-";
  return {text, "", "", fmt::format("{:.6g}", *value)};
}

std::string bound_cell(const std::optional<double>& bound) {
  return bound ? "at most " + percent_at_most(*bound) : "-";
}

/// The answer in as few lines as will do.
Table answer_table(const Report& report, const Answer& answer) {
  const Setting main = main_setting(report);
  Table table{
      fmt::format("What to take ({}, {} signs): the fewest kernels that are within the tolerance "
                  "({}) of the fastest at every size and between, for all operations, types and "
                  "placements together; where the result was read after the call too, that counts",
                  name(main.convention), bench::row(main.signs).name, tolerance_text(report)),
      columns("`take`|elements|for|slower than the fastest by #"),
      {}};
  table.id = "take";
  table.look = "stacked";
  for (const AnswerRow& row : answer.rows)
    table.rows.push_back({{{row.implementation, "take"},
                           {range_text(row.n_min, row.n_max), "tight"},
                           row.of + (row.told ? " (told from as many bytes)" : ""),
                           bound_cell(row.bound)}});
  return table;
}

Row row_of(const Range& range) {
  const Decision& row = *range.row;
  const Standing& chosen = *range.chosen;
  return {{short_text(row.setting),
           {range_text(row.n_min, row.n_max), "tight"},
           {row.implementation, "take"},
           {sure_text(row), std::string(name(row.verdict()))},
           bound_cell(row.bound()),
           rests_on_text(row.setting, row.at),
           count_text(range.one->key.n),
           then_text(range.one->key),
           figure(chosen.median_ns, time_text(chosen.median_ns)),
           figure(chosen.gb_per_s, rate_text(chosen.gb_per_s)),
           figure(chosen.share_of_copy, percent_text(chosen.share_of_copy)),
           figure(chosen.bound, bound_cell(chosen.bound))}};
}

/// What each line rests on, an operation and type and range at a time.
Table details_table(const Report& report) {
  Table table{"",
              columns("`operation, type`|elements|`take`|how sure|bound #|rests on|figures at n "
                      "#|then|time per call #|GB/s #|share of copy speed #|bound there #"),
              {}};
  table.id = "rests";
  for (const Range& range : ranges(report)) table.rows.push_back(row_of(range));
  return table;
}

}  // namespace

Section verdict_section(const Report& report) {
  const Answer answer = answer_of(report);
  Section section{"verdict", "Verdict", {}};
  if (const std::string call = public_call_text(report, calls_named); !call.empty())
    section.add({Paragraph{{call}, "lead"}});
  section.add({Paragraph{marked(answer_text(report, answer)), "lead"}});
  const std::size_t warnings = report.warnings.size();
  if (warnings > 0)
    section.add({Paragraph{{warnings == 1 ? "A warning applies: " + report.warnings.front()
                                          : fmt::format("{} warnings apply, the first of them: {}",
                                                        warnings, report.warnings.front())},
                           "warning"}});
  section.add({answer_table(report, answer)});
  section.add(
      {Details{{"What that rests on (" + shown_text(report) + ")"}, details_table(report)}});
  std::size_t repeated = 0, different = 0, pairs = 0, apart = 0;
  for (const JudgedCase& one : report.cases) {
    repeated += one.repeated.has_value();
    different += one.repeated_differs;
    pairs += one.twin_pairs;
    apart += one.twins_told_apart;
  }
  section.add({Paragraph{{fmt::format(
      "All kernels of a case ran in the same rounds. One wins if it is faster than every other "
      "one; it ties if it is within the tolerance of the fastest, whichever that is. As a check "
      "one "
      "kernel ran twice in each round: it was told apart from itself in {} of {} cases. Of {} "
      "pairs of kernels with the same machine code {} were told apart: so often the run makes a "
      "false alarm, and chance alone in {:.0f} % of both. "
      "Between two sizes the kernel is named that is least behind at both. Of equally few kernels "
      "those of lower targets are taken, then those with less code.",
      different, repeated, pairs, apart, 100 * bench::error_rate)}}});
  const auto call = public_call_of(report);
  if (!call || call->exceptions.empty()) return section;
  section.add({Paragraph{{fmt::format(
      "The public call checks its arguments and chooses by size and placement. In {} of {} cases "
      "it is not known to be within the tolerance of the fastest kernel, its checks apart; in "
      "these it takes the most times as long:",
      call->exceptions.size(), call->of + call->below)}}});
  List list;
  for (std::size_t i = 0; i < std::min(call->exceptions.size(), calls_listed); ++i) {
    const JudgedCase& one = *call->exceptions[i];
    list.items.push_back(marked(case_text(report, one) + ": " + loss_text(one)));
  }
  section.add({std::move(list)});
  return section;
}

}  // namespace rectifier::reports
