#include <fmt/format.h>

#include <iterator>
#include <set>

#include "bench/measure/facts.hpp"
#include "reports/page/machines.hpp"
#include "reports/page/page.hpp"
#include "reports/page/text.hpp"
#include "reports/page/verdict_section.hpp"
#include "support/words.hpp"
#include "templates.hpp"

namespace rectifier::reports {
namespace {

/// One case on every machine.
struct Row {
  Setting setting;
  std::size_t n;
  std::vector<const JudgedCase*> cases;  ///< one a machine; null: not measured there
};

std::string cpu_of(const MachineReport& machine) {
  return printable(bench::fact(machine.report.facts, "CPU"), 80);
}

std::string what(const Setting& setting) {
  return fmt::format("{} {}", name(setting.operation), name(setting.type));
}

std::string percent(double regret) { return fmt::format("{:.1f} %", 100 * regret); }

/// The cases that differ from the main ones of the first machine in operation, type and size alone.
std::vector<Row> rows_of(const std::vector<MachineReport>& machines) {
  const Setting shown = main_setting(machines.front().report);
  std::set<std::pair<Setting, std::size_t>> keys;
  const auto wanted = [&](const JudgedCase& one) {
    const Setting& setting = one.key;
    return setting.convention == shown.convention && setting.placement == shown.placement &&
           setting.signs == shown.signs && !one.kernels.empty();
  };
  for (const MachineReport& machine : machines)
    for (const JudgedCase& one : machine.report.cases)
      if (wanted(one)) keys.emplace(one.key, one.key.n);
  std::vector<Row> rows;
  for (const auto& [setting, n] : keys) {
    Row row{setting, n, {}};
    for (const MachineReport& machine : machines) {
      row.cases.push_back(nullptr);
      for (const JudgedCase& one : machine.report.cases)
        if (wanted(one) && Setting(one.key) == setting && one.key.n == n) row.cases.back() = &one;
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<Setting> settings_of(const std::vector<Row>& rows) {
  std::set<Setting> settings;
  for (const Row& row : rows) settings.insert(row.setting);
  return {settings.begin(), settings.end()};
}

}  // namespace

std::string render_machines_html(const std::vector<MachineReport>& machines) {
  using kainjow::mustache::data;
  data page{data::type::object}, list{data::type::list}, best{data::type::list},
      side{data::type::list};
  for (const MachineReport& machine : machines) {
    data one{data::type::object};
    one.set("folder", machine.folder);
    one.set("cpu", cpu_of(machine));
    one.set("delta", delta_text(machine.report));
    list.push_back(one);
  }
  const std::vector<Row> rows = rows_of(machines);
  for (const Setting& setting : settings_of(rows))
    if (const auto found = portable(machines, setting)) {
      data one{data::type::object};
      one.set("what", what(setting));
      one.set("implementation", found->implementation);
      one.set("regret", percent(found->regret));
      one.set("machine", cpu_of(machines[found->machine]));
      one.set("n", count_text(found->n));
      best.push_back(one);
    }
  for (const Row& row : rows) {
    data one{data::type::object}, cells{data::type::list};
    for (const JudgedCase* at : row.cases) {
      data cell{data::type::object};
      cell.set("implementation", at == nullptr ? "-" : at->kernels.front().implementation);
      cell.set("verdict", at == nullptr
                              ? std::string("not measured")
                              : std::string(name(at->verdict().value_or(Verdict::undecided))));
      cells.push_back(cell);
    }
    const auto found = portable(machines, row.setting, row.n);
    one.set("what", what(row.setting));
    one.set("n", count_text(row.n));
    one.set("cells", cells);
    one.set("portable", found ? found->implementation : "-");
    one.set("regret", found ? percent(found->regret) : "-");
    side.push_back(one);
  }
  page.set("title", fmt::format("Which ReLU kernel to take on {} machines", machines.size()));
  page.set("setting", shown_text(machines.front().report));
  page.set("machines", list);
  page.set("portable", best);
  page.set("rows", side);
  return fill("machines.html", templates::machines_html, std::move(page));
}

std::string render_machines_markdown(const std::vector<MachineReport>& machines) {
  std::string text = "# ReLU and Leaky ReLU kernels on several machines\n\n";
  const auto add = [&]<class... Part>(fmt::format_string<Part...> format, Part&&... part) {
    fmt::format_to(std::back_inserter(text), format, std::forward<Part>(part)...);
  };
  for (const MachineReport& machine : machines)
    add("- [{}]({}/report.md)\n", markdown_text(cpu_of(machine)), machine.folder);
  const std::vector<Row> rows = rows_of(machines);
  add("\n## One kernel for all of them\n\n"
      "The one that is at worst least slower than the fastest, over all machines and "
      "sizes\n({}).\n\n"
      "| operation, type | take | at worst slower by |\n|---|---|--:|\n",
      shown_text(machines.front().report));
  for (const Setting& setting : settings_of(rows))
    if (const auto found = portable(machines, setting))
      add("| `{}` | `{}` | {} |\n", what(setting), found->implementation, percent(found->regret));
  add("\n## Side by side\n\n| operation, type | n |");
  for (const MachineReport& machine : machines) add(" {} |", markdown_text(cpu_of(machine)));
  add("\n|---|--:|");
  for (std::size_t i = 0; i < machines.size(); ++i) add("---|");
  add("\n");
  for (const Row& row : rows) {
    add("| `{}` | {} |", what(row.setting), count_text(row.n));
    for (const JudgedCase* at : row.cases) {
      if (at == nullptr)
        add(" - |");
      else
        add(" `{}` {} |", at->kernels.front().implementation,
            name(at->verdict().value_or(Verdict::undecided)));
    }
    add("\n");
  }
  return text;
}

}  // namespace rectifier::reports
