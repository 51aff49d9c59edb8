#include "page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "advice.hpp"
#include "charts.hpp"
#include "code_bytes.hpp"
#include "environment.hpp"
#include "page_table.hpp"
#include "text.hpp"

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

std::string range_text(const Decision& row) {
  if (row.n_max && row.n_min == 1) return fmt::format("up to {}", count_text(*row.n_max));
  if (row.n_max)
    return fmt::format("above {} to {}", count_text(row.n_min - 1), count_text(*row.n_max));
  return row.n_min == 1 ? "any" : fmt::format("above {}", count_text(row.n_min - 1));
}

std::string sure_text(const Decision& row) {
  switch (row.verdict) {
    case Verdict::win: return "win";
    case Verdict::tie:
      return row.tied_with.empty() ? "tie" : fmt::format("tie among {}", row.tied_with.size() + 1);
    default:
      return row.tied_with.empty() ? "undecided"
                                   : fmt::format("undecided among {}", row.tied_with.size() + 1);
  }
}

/// The rows of a setting under the highest target that there is.
std::vector<const Decision*> rows_of(const Report& report, const Setting& setting) {
  std::vector<const Decision*> rows;
  for (const Decision& row : report.decisions.rows) {
    if (row.setting != setting) continue;
    if (!rows.empty() && rows.front()->max_target != row.max_target) {
      if (target_rank(row.max_target) < target_rank(rows.front()->max_target)) continue;
      rows.clear();
    }
    rows.push_back(&row);
  }
  return rows;
}

/// Of the cases measured in a range the one in the middle.
const JudgedCase* case_in(const Report& report, const Decision& row) {
  std::vector<const JudgedCase*> inside;
  for (const JudgedCase& one : report.cases)
    if (setting_of(one.key) == row.setting && one.key.workload.n >= row.n_min &&
        (!row.n_max || one.key.workload.n <= *row.n_max) && !one.kernels.empty())
      inside.push_back(&one);
  return inside.empty() ? nullptr : inside[inside.size() / 2];
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

/// The settings that differ from the main one in operation and type alone, in order.
std::vector<Setting> shown_settings(const Report& report) {
  const Setting shown = main_setting(report);
  std::set<Setting> found;
  for (const JudgedCase& one : report.cases) {
    Setting setting = setting_of(one.key);
    if (setting.convention == shown.convention && setting.placement == shown.placement &&
        setting.signs == shown.signs && !one.kernels.empty())
      found.insert(setting);
  }
  return {found.begin(), found.end()};
}

void add_verdict(data& page, const Report& report) {
  data take{data::type::list};
  std::map<Verdict, std::size_t> verdicts;
  std::size_t ranges = 0;
  for (const Setting& setting : shown_settings(report))
    for (const Decision* row : rows_of(report, setting)) {
      const JudgedCase* one = case_in(report, *row);
      if (one == nullptr) continue;
      const auto chosen = std::find_if(
          one->kernels.begin(), one->kernels.end(),
          [&](const Standing& kernel) { return kernel.implementation == row->implementation; });
      if (chosen == one->kernels.end()) continue;
      ++ranges;
      ++verdicts[row->verdict];
      take.push_back(object(
          {{"operation", std::string(name(setting.operation))},
           {"type", std::string(name(setting.type))},
           {"range", range_text(*row)},
           {"implementation", row->implementation},
           {"verdict", std::string(name(row->verdict))},
           {"sure", sure_text(*row)},
           {"n", count_text(one->key.workload.n)},
           {"time",
            csv_number(chosen->median_ns, chosen->median_ns ? time_text(*chosen->median_ns) : "")},
           {"rate",
            csv_number(chosen->gb_per_s, chosen->gb_per_s ? rate_text(*chosen->gb_per_s) : "")},
           {"share", csv_number(chosen->share_of_copy, percent_text(chosen->share_of_copy))},
           {"against", against_text(*one, *chosen)}}));
    }
  page.set("take", take);
  page.set("delta", fmt::format("{:.1f} %", 100 * report.delta));
  page.set(
      "summary",
      fmt::format("Take what the table names. Of its {} ranges of sizes {} have a sure winner, "
                  "in {} any of several will do, and in {} the fastest could not be told from "
                  "others: what is named there is among the fastest.",
                  ranges, verdicts[Verdict::win], verdicts[Verdict::tie],
                  verdicts[Verdict::undecided]));
  std::size_t repeated = 0, different = 0;
  for (const JudgedCase& one : report.cases) {
    repeated += one.repeated.has_value();
    different += one.repeated_verdict == Verdict::win || one.repeated_verdict == Verdict::slower;
  }
  page.set(
      "explanation",
      fmt::format("All kernels of a case ran in the same rounds. One wins if it is faster than "
                  "every other one, surely and by at least {:.1f} %; smaller differences count "
                  "for nothing here. As a check a kernel ran twice in each round: it was found "
                  "to differ from itself in {} of {} cases. Of equals, the one that needs the "
                  "lower target is named, then the one with less code.",
                  100 * report.delta, different, repeated));
}

void add_map(data& page, const Report& report) {
  const std::vector<Setting> settings = shown_settings(report);
  std::set<std::size_t> sizes;
  std::map<std::pair<Setting, std::size_t>, const JudgedCase*> cases;
  for (const JudgedCase& one : report.cases) {
    const Setting setting = setting_of(one.key);
    if (std::find(settings.begin(), settings.end(), setting) == settings.end() ||
        one.kernels.empty())
      continue;
    sizes.insert(one.key.workload.n);
    cases[{setting, one.key.workload.n}] = &one;
  }
  data heads{data::type::list}, rows{data::type::list};
  for (const std::size_t n : sizes) heads.push_back(data(count_text(n)));
  for (const Setting& setting : settings) {
    data cells{data::type::list};
    for (const std::size_t n : sizes) {
      const auto found = cases.find({setting, n});
      if (found == cases.end()) {
        cells.push_back(object({{"class", "none"},
                                {"implementation", ""},
                                {"word", "not measured"},
                                {"details", "not measured"}}));
        continue;
      }
      const Standing& best = found->second->kernels.front();
      const Verdict verdict = best.verdict.value_or(Verdict::undecided);
      const std::string word(name(verdict));
      const std::string family(look_of(family_of(best.implementation)).name);
      cells.push_back(
          object({{"class", verdict == Verdict::undecided ? word : "f-" + family + " " + word},
                  {"implementation", best.implementation},
                  {"word", word}}));
    }
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

void add_verified(data& page, const Report& report) {
  page.set(
      "checked",
      "Every kernel that wins, ties or loses here was compared bit for bit with the definition "
      "by this build before it was timed: special values, every length up to 300, in place. "
      "No kernel is recommended that was not, or that failed a property.");
  page.set("verified", data(report.verified.has_value()));
  if (!report.verified) return;
  const Verified& found = *report.verified;
  data facts{data::type::list};
  const auto add = [&](const char* what, const std::string& value) {
    facts.push_back(object({{"what", what}, {"value", value}}));
  };
  add("version", found.version);
  add("properties that held, a kernel each", count_text(found.held));
  add("that failed", count_text(found.failed));
  add("random cases", count_text(found.cases));
  add("seed", found.seed);
  add("inputs of the exhaustive check", count_text(found.exhaustive_inputs));
  add("skipped, as this machine can't run them", count_text(found.skipped));
  for (const std::string& id : found.failed_kernels()) add("failed a property", id);
  page.set("verified_facts", facts);
}

void add_use(data& page, const Report& report) {
  data use{data::type::list};
  std::set<Operation> told;
  for (const Setting& setting : shown_settings(report)) {
    const auto rows = rows_of(report, setting);
    if (rows.empty() || !told.insert(setting.operation).second) continue;
    const JudgedCase* one = case_in(report, *rows[rows.size() / 2]);
    if (one == nullptr) continue;
    const std::size_t n = one->key.workload.n;
    const Advice advice = advise(report.decisions, {setting, n, n, {}});
    use.push_back(object({{"question", fmt::format("{}, {}, n = {}", name(setting.operation),
                                                   name(setting.type), count_text(n))},
                          {"implementation", advice.decision.implementation},
                          {"code", code_to_paste(advice)}}));
  }
  page.set("use", use);
  page.set("cmake", cmake_to_paste());
}

}  // namespace

data page_of(const Report& report) {
  data page{data::type::object};
  const std::string cpu = bench::fact(report.facts, "CPU");
  page.set("title", "Which ReLU kernel to take on " + cpu);
  page.set("hypervisor", bench::fact(report.facts, "hypervisor"));
  page.set("date", bench::fact(report.facts, "date"));
  page.set("version", bench::fact(report.facts, "rectifier"));
  page.set("commit", bench::fact(report.facts, "commit"));
  const Setting shown = main_setting(report);
  page.set("setting", fmt::format("{}, {}, {} signs", name(shown.convention),
                                  placement_text(shown.placement), bench::row(shown.signs).name));
  add_verdict(page, report);
  add_map(page, report);
  add_charts(page, report);
  add_table(page, report);
  add_verified(page, report);
  data facts{data::type::list}, warnings{data::type::list};
  for (const auto& [what, value] : report.facts)
    facts.push_back(object({{"what", what}, {"value", value}}));
  for (const std::string& warning : report.warnings) warnings.push_back(data(warning));
  page.set("facts", facts);
  page.set("warnings", warnings);
  page.set("has_warnings", data(!report.warnings.empty()));
  if (!report.warnings.empty())
    page.set("lead_warning", fmt::format("{} warnings apply, the first of them: {}",
                                         report.warnings.size(), report.warnings.front()));
  add_use(page, report);
  return page;
}

}  // namespace rectifier::reports
