#include <fmt/format.h>

#include <cmath>
#include <set>

#include "reports/answers/code_bytes.hpp"
#include "reports/page/charts.hpp"
#include "reports/page/sections.hpp"
#include "reports/page/shown_settings.hpp"
#include "support/number_text.hpp"
#include "support/text.hpp"

namespace rectifier::reports {
namespace {

constexpr std::size_t best_shown = 2;

/// Three digits that count, with commas.
std::string ns_text(const std::optional<double>& ns) {
  if (!ns) return "-";
  if (*ns < 100) return fmt::format("{:.{}f}", *ns, *ns < 10 ? 2 : 1);
  const double scale = std::pow(10, std::floor(std::log10(*ns)) - 2);
  return with_commas(static_cast<std::uint64_t>(std::round(*ns / scale) * scale));
}

std::string bound_cell(const Standing& kernel) {
  if (!kernel.bound) return "-";
  std::string text = percent_at_most(*kernel.bound);
  return text.substr(0, text.find(' '));
}

std::string properties_text(const Report& report, const std::string& id) {
  const auto found = report.verified->kernels.find(id);
  if (found == report.verified->kernels.end()) return "-";
  const auto& [held, failed] = found->second;
  return failed == 0 ? fmt::format("{} held", held) : fmt::format("{} FAILED", failed);
}

std::string verdict_text(const Standing& kernel) {
  if (kernel.role == bench::Role::peer) return "peer";
  return std::string(name(kernel.verdict.value_or(Verdict::undecided)));
}

Row row_of(const Report& report, const bench::Case& key, const Standing& kernel) {
  const std::string id =
      bench::kernel_id(key, kernel.implementation, kernel.role != bench::Role::peer);
  const auto bytes = code_bytes(id);
  Row row{{name(key.operation), name(key.convention), name(key.type), placement_text(key.placement),
           bench::row(key.signs).name, then_text(key), count_text(key.n), kernel.implementation,
           kernel.target, ns_text(kernel.min_ns), ns_text(kernel.median_ns),
           fixed_text(kernel.ratio_to_best), bound_cell(kernel), verdict_text(kernel),
           kernel.share_of_copy ? fmt::format("{:.0f}", 100 * *kernel.share_of_copy) : "-",
           bytes ? std::to_string(*bytes) : "-"}};
  if (report.verified) row.cells.push_back(properties_text(report, id));
  return row;
}

/// The best of each case, with what is asked for most, to filter and sort.
Table all_table(const Report& report) {
  Table table{
      "The best two of each case, the best of branching and autovec, and the best peer",
      columns(
          "operation|convention|type|placement|signs|then|n #|`implementation`|target|min, ns #|"
          "median, ns #|ratio #|bound, % #|verdict|share, % #|code, bytes #"),
      {}};
  if (report.verified) table.columns.push_back({"properties"});
  table.id = "all";
  table.look = "dense";
  for (const Target& target : targets())
    table.targets.append(table.targets.empty() ? "" : " ").append(target.name);
  for (const JudgedCase& one : report.cases) {
    const auto add = [&](const Standing& kernel) {
      table.rows.push_back(row_of(report, one.key, kernel));
    };
    std::set<std::string> families;
    for (std::size_t i = 0; i < one.kernels.size(); ++i) {
      const std::string family = family_of(one.kernels[i].implementation);
      const bool first = families.insert(family).second;
      const bool wanted = family == "branching" || family == "autovec";
      if (i < best_shown || (first && wanted)) add(one.kernels[i]);
    }
    for (const auto& call : {one.public_call, one.threads})
      if (call) add(*call);
    if (!one.peers.empty()) add(one.peers.front());
  }
  return table;
}

/// The fastest of each case beside a copy and the public call: a table for each operation,
/// convention and type.
std::vector<Details> fastest_tables(const Report& report) {
  std::vector<Details> tables;
  std::string latest;
  for (const JudgedCase& one : report.cases) {
    if (one.kernels.empty()) continue;
    const std::string of = fmt::format("`{}`, `{}`, {}", name(one.key.operation),
                                       name(one.key.convention), name(one.key.type));
    if (of != latest)
      tables.push_back({marked(of),
                        {"",
                         columns("placement|signs|then|n #|`fastest`|verdict|bound, % #|near #|"
                                 "time per call #|GB/s #|copy GB/s #|share of copy speed #|"
                                 "public call #|threads #"),
                         {},
                         "",
                         "dense"}});
    latest = of;
    const Standing& best = one.kernels.front();
    const auto ratio_of = [](const std::optional<Standing>& call) {
      return ratio_text(call ? call->ratio_to_best : std::nullopt);
    };
    tables.back().table.rows.push_back(
        {{placement_text(one.key.placement), bench::row(one.key.signs).name, then_text(one.key),
          count_text(one.key.n), best.implementation, verdict_text(best), bound_cell(best),
          std::to_string(count_near(one)), time_text(best.median_ns), rate_text(best.gb_per_s),
          rate_text(one.copy ? one.copy->gb_per_s : std::nullopt), percent_text(best.share_of_copy),
          ratio_of(one.public_call), ratio_of(one.threads)}});
  }
  return tables;
}

}  // namespace

Section table_section(const Report& report) {
  Section section{
      "table",
      "Table",
      {{Paragraph{marked("`summary.csv` has every kernel of every case.")}},
       {List{{marked("`ratio`: the kernel's time divided by that of the fastest one; `summary.csv` "
                     "has the interval that it lies in. `bound`: at most so much slower than the "
                     "fastest, whichever that is, at 95 % confidence."),
              marked("`then`: what follows the call and is timed with it; `read`: the whole result "
                     "is read once."),
              marked("`near`: how many kernels tie with the fastest or can't be told from it."),
              marked("`share` of copy speed: the time of the fastest copy of the same bytes "
                     "divided by the kernel's, round by round; 100 % is as fast as this machine "
                     "moves memory. `GB/s` counts each input read and the output written once."),
              marked("`public call`: the time of the public function divided by the fastest "
                     "kernel's; `threads`: the same for the call divided among all threads."),
              marked("Times are medians per call. In place, the elements are restored between "
                     "passes over many calls, while the clock stands still.")}}},
       {all_table(report), true},
       {Heading{{"The fastest of each case, beside a copy and the public call"}}}}};
  if (!report.twins.empty()) {
    // One line a group stands for all of it, wherever one of them is named.
    Table twins{
        "Twins: kernels whose machine code is the same but for addresses, so that they are "
        "one kernel",
        columns("`twins`"),
        {}};
    for (const std::string& group : report.twins) twins.rows.push_back({{group}});
    section.blocks.insert(section.blocks.begin() + 2, Block{std::move(twins)});
  }
  for (Details& table : fastest_tables(report)) section.add({std::move(table)});
  return section;
}

}  // namespace rectifier::reports
