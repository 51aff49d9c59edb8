#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "reports/answers/advice.hpp"
#include "reports/answers/candidates.hpp"
#include "reports/page/bounds.hpp"
#include "reports/page/external_kernels.hpp"
#include "reports/page/public_call.hpp"
#include "reports/page/render.hpp"
#include "reports/page/text.hpp"
#include "reports/page/verdict_section.hpp"

namespace rectifier::reports {
namespace {

struct Page {
  std::string text;

  template <class... Part>
  void add(fmt::format_string<Part...> format, Part&&... part) {
    fmt::format_to(std::back_inserter(text), format, std::forward<Part>(part)...);
  }
};

/// What the cases of one sentence or table have in common.
std::string heading(const bench::Case& key) {
  return fmt::format("`{}`, `{}`, {}", name(key.operation), name(key.convention), name(key.type));
}

std::string_view verdict_of(const JudgedCase& one) {
  return name(one.verdict().value_or(Verdict::undecided));
}

/// "1.04 (1.01 to 1.08)"
std::string interval_text(const Standing& standing) {
  if (!standing.ratio_to_best) return "-";
  return fmt::format("{:.2f} ({} to {})", *standing.ratio_to_best,
                     standing.ratio_low ? fmt::format("{:.2f}", *standing.ratio_low) : "?",
                     standing.ratio_high ? fmt::format("{:.2f}", *standing.ratio_high) : "?");
}

void add_verdict(Page& page, const Report& report) {
  const std::vector<Told> ranges = told(report);
  page.add("## 1. Verdict\n\n{}\n\nWhat to take ({}):\n\n", summary_text(ranges),
           shown_text(report));
  page.add(
      "| operation | type | elements | take | how sure | for n | time | share of copy |\n"
      "|---|---|---|---|---|--:|--:|--:|\n");
  for (const Told& one : ranges)
    page.add("| `{}` | {} | {} | `{}` | {} | {} | {} | {} |\n", name(one.row->setting.operation),
             name(one.row->setting.type), range_text(report, *one.row), one.chosen->implementation,
             sure_text(one), count_text(one.one->key.n),
             one.chosen->median_ns ? time_text(*one.chosen->median_ns) : "-",
             percent_text(one.chosen->share_of_copy));
  page.add("\n{}\n", explanation_text(report));
}

void add_winners(Page& page, const Report& report) {
  const Winners found = winners(report);
  page.add("\n## 2. Winners by size\n\n| operation | type |");
  for (const std::size_t n : found.sizes) page.add(" {} |", count_text(n));
  page.add("\n|---|---|");
  for (std::size_t i = 0; i < found.sizes.size(); ++i) page.add("---|");
  for (const auto& [setting, cases] : found.rows) {
    page.add("\n| `{}` | {} |", name(setting.operation), name(setting.type));
    for (const JudgedCase* one : cases) {
      if (one == nullptr)
        page.add(" not measured |");
      else
        page.add(" `{}` {} |", one->kernels.front().implementation, verdict_of(*one));
    }
  }
  page.add("\n\n{}\n\n", calls_text(report));
  const auto slow = slow_calls(report);
  for (std::size_t i = 0; i < std::min(slow.size(), slow_calls_shown); ++i)
    page.add("- {}: {}\n", slow[i].where, markdown_text(slow[i].costs));
}

void add_tables(Page& page, const Report& report) {
  page.add("\n## 4. Table: the fastest of each case, beside a copy\n\n");
  page.add(
      "*runner-up* is how many times as long the second fastest takes, and between which bounds\n"
      "that lies. *near* is how many kernels tie with the fastest or could not be told from it.\n"
      "*share of copy* is the time of the fastest copy of the same number of bytes divided by the\n"
      "kernel's, round by round: 100 % is as fast as this machine moves memory. *GB/s* counts each "
      "input read and\n"
      "the output written once. *public call* is the time of the public function divided by the\n"
      "fastest kernel's, and *threads* that of the call divided among all threads. Times are "
      "medians of a call; in place, the `{}` before each call is\n"
      "subtracted round by round (on large arrays the clock stands still meanwhile). All kernels "
      "are in `summary.csv`.\n",
      bench::restore);
  std::string latest;
  for (const JudgedCase& one : report.cases) {
    if (one.kernels.empty()) continue;
    if (const std::string now = heading(one.key); now != latest) {
      page.add("\n### {}\n\n", now);
      page.add(
          "| placement | signs | n | fastest | verdict | runner-up | near | time | GB/s "
          "| copy GB/s | share of copy | public call | threads |\n"
          "|---|---|--:|---|---|---|--:|--:|--:|--:|--:|--:|--:|\n");
      latest = now;
    }
    const Standing& best = one.kernels.front();
    const auto ratio_of = [](const std::optional<Standing>& call) {
      return call ? call->ratio_to_best : std::nullopt;
    };
    const double copy = one.copy ? one.copy->gb_per_s.value_or(0) : 0;
    page.add("| {} | {} | {} | `{}` | {} | {} | {} | {} | {} | {} | {} | {} | {} |\n",
             placement_text(one.key.placement), bench::row(one.key.signs).name,
             count_text(one.key.n), best.implementation, verdict_of(one), interval_text(best),
             count_near(one), best.median_ns ? time_text(*best.median_ns) : "-",
             best.gb_per_s ? rate_text(*best.gb_per_s) : "-", copy > 0 ? rate_text(copy) : "-",
             percent_text(best.share_of_copy), ratio_text(ratio_of(one.public_call)),
             ratio_text(ratio_of(one.threads)));
  }
}

void add_charts(Page& page, const Report& report) {
  page.add("\n## 3. Charts\n\n");
  if (report.charts.empty())
    page.add("There are none{}{}.\n", report.no_charts.empty() ? "" : ": ",
             markdown_text(report.no_charts));
  for (const Chart& chart : report.charts)
    page.add("![{}](charts/{}.svg)\n\n{}\n\n", markdown_text(chart.title), chart.name,
             markdown_text(chart.alternative));
}

void add_line(Page& page, const std::vector<std::string>& cells) {
  for (const std::string& cell : cells) page.add("| {} ", markdown_text(cell));
  page.add("|\n");
}

/// Kernels of other libraries: shown beside the best, never recommended.
void add_others(Page& page, const Report& report) {
  page.add("\n## 11. Kernels from outside\n\n{}\n", others_text(report));
  for (const Beside& beside : beside_the_others(report)) {
    page.add("\n### {}\n\n", setting_text(beside.setting));
    add_line(page, beside.head);
    for (std::size_t i = 0; i < beside.head.size(); ++i) page.add("|{}", i == 0 ? "---" : "--:");
    page.add("|\n");
    for (const auto& line : beside.lines) add_line(page, line);
  }
  for (const Behaviour& one : report.others) {
    page.add("\n### What {} answers\n\n{}\n", markdown_text(one.kernel), markdown_text(one.words));
    if (!one.rows.empty())
      page.add(
          "\n| convention | kind of input | input | answer | the convention's |\n"
          "|---|---|---|---|---|\n");
    for (const auto& row : one.rows)
      add_line(page, {row.convention, row.kind, row.input, row.got, row.expected});
  }
}

void add_environment(Page& page, const Report& report) {
  page.add("\n## 7. Environment\n\n| what | value |\n|---|---|\n");
  for (const auto& [what, value] : report.facts)
    page.add("| {} | {} |\n", markdown_text(what), markdown_text(value));
  std::string knees;
  for (const double bytes : report.knees)
    knees += fmt::format("{}{:.0f} KiB", knees.empty() ? "" : ", ", bytes / 1024);
  page.add("| a copy is markedly slower beyond | {} |\n", knees.empty() ? "-" : knees);
}

void add_verified(Page& page, const Report& report) {
  page.add("\n## 5. What was verified\n\n{}\n", checked_text());
  if (!report.verified)
    page.add(
        "`rectifier-properties --summary=FILE` and `rectifier report --properties FILE` add "
        "what the properties found.\n");
  page.add("\n| what | value |\n|---|---|\n");
  for (const auto& [what, value] : verified_facts(report))
    page.add("| {} | {} |\n", markdown_text(what), markdown_text(value));
}

void add_audit(Page& page, const Report& report) {
  page.add(
      "\n## 6. Instructions\n\nThe tests read from the machine code that each name is true. This "
      "is\n"
      "what is read from the program that made this report, of the kernels that are the fastest\n"
      "somewhere; `index.html` has all.\n");
  if (const std::string missing = not_audited_text(report.audit); !missing.empty())
    page.add("\n{}\n", markdown_text(missing));
  else
    page.add(
        "\n| operation | kernel | instructions | jumps on values | vector bits | calls "
        "| cycles an element |\n|---|---|--:|--:|--:|--:|--:|\n");
  std::set<std::string> fastest;
  for (const JudgedCase& one : report.cases)
    if (!one.kernels.empty())
      fastest.insert(bench::kernel_id(one.key, one.kernels.front().implementation));
  for (const auto& cells : audit_cells(report.audit))
    if (fastest.contains(cells[0] + "/" + cells[1])) add_line(page, cells);
  page.add("\n### What keeps them from being faster\n");
  for (const std::string& note : bounds_notes(report)) page.add("\n{}\n", markdown_text(note));
  page.add(
      "\n| operation, type | kernel | band | n | over instructions | over copy | bound by "
      "| over that |\n|---|---|---|--:|--:|--:|---|--:|\n");
  for (const Bound& bound : bounds(report)) add_line(page, bound_cells(bound));
}

void add_warnings(Page& page, const Report& report) {
  page.add("\n## 8. Warnings\n\n{}", report.warnings.empty() ? "None.\n" : "");
  for (const std::string& warning : report.warnings) page.add("- {}\n", markdown_text(warning));
}

void add_use(Page& page, const Report& report) {
  page.add("\n## 10. How to use the winner\n\n```cmake\n{}```\n", cmake_to_paste());
  for (const Use& use : uses(report))
    page.add("\n{}: `{}`\n\n```cpp\n{}```\n", use.question, use.implementation, use.code);
}

}  // namespace

std::string render_markdown(const Report& report) {
  Page page;
  page.add("# ReLU and Leaky ReLU kernels: the fastest on this machine\n\n");
  add_verdict(page, report);
  add_winners(page, report);
  add_charts(page, report);
  add_tables(page, report);
  add_verified(page, report);
  add_audit(page, report);
  add_environment(page, report);
  add_warnings(page, report);
  page.add(
      "\n## 9. How to reproduce\n\n"
      "With the command of the environment table, or the quick profile:\n\n"
      "```sh\n"
      "rectifier measure --profile quick --out measurements.json\n"
      "rectifier report measurements.json\n"
      "```\n");
  add_use(page, report);
  add_others(page, report);
  return page.text;
}

}  // namespace rectifier::reports
