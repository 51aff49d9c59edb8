#include <fmt/format.h>

#include "bench/measure/machine_and_build.hpp"
#include "reports/page/machines.hpp"
#include "reports/page/shown_settings.hpp"
#include "support/accepted_words.hpp"
#include "support/number_text.hpp"

namespace rectifier::reports {
namespace {

std::string cpu_of(const MachineReport& machine) {
  return printable(bench::fact(machine.report.facts, "CPU"), 80);
}

std::string percent(double regret) { return fmt::format("{:.1f} %", 100 * regret); }

Cell fastest_cell(const JudgedCase* one) {
  if (one == nullptr) return "not measured";
  return {{{{one->kernels.front().implementation, true},
            {fmt::format(" {}", name(one->verdict().value_or(Verdict::undecided)))}}}};
}

}  // namespace

Document document_of(const std::vector<MachineReport>& machines) {
  const Report& first = machines.front().report;
  const std::string setting = shown_text(first);
  // What is like the main cases of the first machine: one case a machine, by setting and size.
  std::map<Setting, std::map<std::size_t, std::vector<const JudgedCase*>>> shown;
  List links;
  Table best{"", columns("`operation, type`|`take`|at worst slower by #|on|at n #"), {}};
  Table side{fmt::format("The fastest of each case ({}), and how sure that is; a portable kernel "
                         "and how much slower it is at worst",
                         setting),
             columns("`operation, type`|n #"),
             {}};
  for (std::size_t i = 0; i < machines.size(); ++i) {
    const std::string cpu = cpu_of(machines[i]);
    links.items.push_back(
        std::vector<Span>{{cpu, false, "", machines[i].folder},
                          {": the whole report of this machine. Differences below " +
                           tolerance_text(machines[i].report) + " do not count there."}});
    side.columns.push_back({cpu});
    for (const auto& [of, cases] : shown_cases(machines[i].report, main_setting(first)))
      for (const JudgedCase* one : cases) {
        auto& row = shown[of][one->key.n];
        row.resize(machines.size());
        row[i] = one;
      }
  }
  for (const Column& column : columns("`portable`|at worst slower by #"))
    side.columns.push_back(column);
  for (const auto& [of, sizes] : shown) {
    if (const auto found = portable(machines, of))
      best.rows.push_back({{short_text(of),
                            {found->implementation, "take"},
                            percent(found->regret),
                            cpu_of(machines[found->machine]),
                            count_text(found->n)}});
    for (const auto& [n, cases] : sizes) {
      Row row{{short_text(of), count_text(n)}};
      for (const JudgedCase* one : cases) row.cells.push_back(fastest_cell(one));
      const auto found = portable(machines, of, n);
      row.cells.push_back(found ? found->implementation : "-");
      row.cells.push_back(found ? percent(found->regret) : "-");
      side.rows.push_back(std::move(row));
    }
  }
  return {fmt::format("Which ReLU kernel to take on {} machines", machines.size()),
          {{links}},
          {{"portable",
            "One kernel for all of them",
            {{Paragraph{{fmt::format(
                 "Of the kernels that were measured on every machine, this is the one with the "
                 "smallest worst slowdown against the fastest, over all machines and sizes ({}). A "
                 "program that may choose where it runs does better with the tables of each "
                 "machine.",
                 setting)}}},
             {best}}},
           {"side", "Side by side", {{side}}}}};
}

}  // namespace rectifier::reports
