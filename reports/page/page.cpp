#include "reports/page/page.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "bench/measure/facts.hpp"
#include "reports/answers/advice.hpp"
#include "reports/page/charts.hpp"
#include "reports/page/external_kernels.hpp"
#include "reports/page/page_audit.hpp"
#include "reports/page/page_table.hpp"
#include "reports/page/public_call.hpp"
#include "reports/page/text.hpp"
#include "reports/page/verdict_section.hpp"

namespace rectifier::reports {
namespace {

using kainjow::mustache::data;

data object(std::initializer_list<std::pair<const char*, std::string>> fields) {
  data made{data::type::object};
  for (const auto& [name, value] : fields) made.set(name, value);
  return made;
}

/// A number of summary.csv, as it stands there and as people read it.
std::string csv_number(const std::optional<double>& value, const std::string& text) {
  return value ? fmt::format("<span data-csv=\"{:.6g}\">{}</span>", *value, text) : "-";
}

/// How the chosen one stands, by the figures of its own line in summary.csv.
std::string against_text(const JudgedCase& one, const Standing& chosen) {
  if (!chosen.ratio_to_best) return "-";
  const bool fastest = &chosen == &one.kernels.front();
  const std::string ratio =
      csv_number(chosen.ratio_to_best, fmt::format("{:.2f}", *chosen.ratio_to_best));
  const auto bound = [](const std::optional<double>& value) {
    return value ? csv_number(value, fmt::format("{:.2f}", *value)) : std::string("?");
  };
  const std::string bounds =
      fmt::format("({} to {})", bound(chosen.ratio_low), bound(chosen.ratio_high));
  // Names of implementations hold nothing that HTML gives a meaning.
  if (fastest && one.kernels.size() > 1)
    return fmt::format("{}: {} times its time {}", one.kernels[1].implementation, ratio, bounds);
  return fmt::format("{}: it takes {} times as long as that {}", one.kernels.front().implementation,
                     ratio, bounds);
}

void add_verdict(data& page, const Report& report) {
  data take{data::type::list};
  const std::vector<Told> ranges = told(report);
  for (const Told& one : ranges) {
    const Setting& setting = one.row->setting;
    const Standing& chosen = *one.chosen;
    take.push_back(object(
        {{"operation", std::string(name(setting.operation))},
         {"type", std::string(name(setting.type))},
         {"range", range_text(report, *one.row)},
         {"implementation", chosen.implementation},
         {"verdict", std::string(name(one.row->verdict))},
         {"sure", sure_text(one)},
         {"n", count_text(one.one->key.n)},
         {"time",
          csv_number(chosen.median_ns, chosen.median_ns ? time_text(*chosen.median_ns) : "")},
         {"rate", csv_number(chosen.gb_per_s, chosen.gb_per_s ? rate_text(*chosen.gb_per_s) : "")},
         {"share", csv_number(chosen.share_of_copy, percent_text(chosen.share_of_copy))},
         {"against", against_text(*one.one, chosen)}}));
  }
  page.set("take", take);
  page.set("delta", delta_text(report));
  page.set("summary", summary_text(ranges));
  page.set("explanation", explanation_text(report));
}

/// A cell of the map: coloured by family, hatched or grey by verdict, and always with a word.
data cell_of(const JudgedCase* one) {
  if (one == nullptr)
    return object({{"class", "none"},
                   {"implementation", ""},
                   {"word", "not measured"},
                   {"details", "not measured"}});
  const Standing& best = one->kernels.front();
  const Verdict verdict = best.verdict.value_or(Verdict::undecided);
  const std::string word(name(verdict));
  const std::string family(look_of(family_of(best.implementation)).name);
  return object(
      {{"class", verdict == Verdict::undecided ? word : "f-" + family + " " + word},
       {"implementation", best.implementation},
       {"word", word},
       {"details", best.median_ns
                       ? fmt::format("{}, {} of a copy's speed; runner-up {} times",
                                     time_text(*best.median_ns), percent_text(best.share_of_copy),
                                     ratio_text(best.ratio_to_best))
                       : word}});
}

void add_map(data& page, const Report& report) {
  const Winners found = winners(report);
  data heads{data::type::list}, rows{data::type::list};
  for (const std::size_t n : found.sizes) heads.push_back(data(count_text(n)));
  for (const auto& [setting, cases] : found.rows) {
    data cells{data::type::list};
    for (const JudgedCase* one : cases) cells.push_back(cell_of(one));
    data row = object({{"operation", std::string(name(setting.operation))},
                       {"type", std::string(name(setting.type))}});
    row.set("cells", cells);
    rows.push_back(row);
  }
  page.set("map_sizes", heads);
  page.set("map", rows);
}

void add_charts(data& page, const Report& report) {
  data charts{data::type::list};
  for (const Chart& chart : report.charts)
    charts.push_back(object({{"name", chart.name},
                             {"title", chart.title},
                             {"svg", chart.svg},
                             {"alternative", chart.alternative}}));
  page.set("charts", charts);
  page.set("has_charts", data(!report.charts.empty()));
  if (report.charts.empty())
    page.set("no_charts", "There are no charts: " + report.no_charts + ".");
}

data facts_of(const Facts& facts) {
  data list{data::type::list};
  for (const auto& [what, value] : facts)
    list.push_back(object({{"what", what}, {"value", value}}));
  return list;
}

void add_use(data& page, const Report& report) {
  data list{data::type::list};
  for (const Use& use : uses(report))
    list.push_back(object(
        {{"question", use.question}, {"implementation", use.implementation}, {"code", use.code}}));
  page.set("use", list);
  page.set("cmake", cmake_to_paste());
}

data list_of(const std::vector<std::string>& cells) {
  data list{data::type::list};
  for (const std::string& cell : cells) list.push_back(data(cell));
  return list;
}

void add_others(data& page, const Report& report) {
  data timed{data::type::list}, behaviours{data::type::list};
  for (const Beside& beside : beside_the_others(report)) {
    data table = object({{"setting", setting_text(beside.setting)}});
    data lines{data::type::list};
    for (const auto& cells : beside.lines) {
      data line = object({{"name", cells.front()}});
      line.set("cells", list_of({cells.begin() + 1, cells.end()}));
      lines.push_back(line);
    }
    table.set("sizes", list_of({beside.head.begin() + 1, beside.head.end()}));
    table.set("lines", lines);
    timed.push_back(table);
  }
  for (const Behaviour& one : report.others) {
    data behaviour = object({{"kernel", one.kernel}, {"words", one.words}});
    data rows{data::type::list};
    for (const auto& row : one.rows)
      rows.push_back(object({{"convention", row.convention},
                             {"kind", row.kind},
                             {"input", row.input},
                             {"got", row.got},
                             {"expected", row.expected}}));
    behaviour.set("rows", rows);
    behaviour.set("differs", data(!one.rows.empty()));
    behaviours.push_back(behaviour);
  }
  page.set("others_text", others_text(report));
  page.set("timed", timed);
  page.set("behaviours", behaviours);
}

void add_calls(data& page, const Report& report) {
  const auto slow = slow_calls(report);
  data list{data::type::list};
  for (std::size_t i = 0; i < std::min(slow.size(), slow_calls_shown); ++i)
    list.push_back(object({{"where", slow[i].where}, {"costs", slow[i].costs}}));
  data calls{data::type::object};
  calls.set("list", list);
  page.set("calls_text", calls_text(report));
  page.set("slow_calls", slow.empty() ? data(false) : calls);
}

}  // namespace

data page_of(const Report& report) {
  data page{data::type::object};
  const std::string cpu = bench::fact(report.facts, "CPU");
  page.set("scripted", data(true));
  page.set("title", "Which ReLU kernel to take on " + cpu);
  page.set("hypervisor", bench::fact(report.facts, "hypervisor"));
  page.set("date", bench::fact(report.facts, "date"));
  page.set("version", bench::fact(report.facts, "rectifier"));
  page.set("commit", bench::fact(report.facts, "commit"));
  page.set("setting", shown_text(report));
  add_verdict(page, report);
  add_map(page, report);
  add_calls(page, report);
  add_charts(page, report);
  add_table(page, report);
  add_audit(page, report);
  page.set("checked", checked_text());
  page.set("verified", data(report.verified.has_value()));
  page.set("verified_facts", facts_of(verified_facts(report)));
  data warnings{data::type::list};
  for (const std::string& warning : report.warnings) warnings.push_back(data(warning));
  page.set("facts", facts_of(report.facts));
  page.set("warnings", warnings);
  page.set("has_warnings", data(!report.warnings.empty()));
  if (!report.warnings.empty())
    page.set("lead_warning", fmt::format("{} warnings apply, the first of them: {}",
                                         report.warnings.size(), report.warnings.front()));
  add_use(page, report);
  add_others(page, report);
  return page;
}

}  // namespace rectifier::reports
