#include "told.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "advice.hpp"
#include "text.hpp"

namespace rectifier::reports {
namespace {

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

const JudgedCase* case_in(const Report& report, const Decision& row) {
  std::vector<const JudgedCase*> inside;
  for (const JudgedCase& one : report.cases)
    if (setting_of(one.key) == row.setting && one.key.workload.n >= row.n_min &&
        (!row.n_max || one.key.workload.n <= *row.n_max) && !one.kernels.empty())
      inside.push_back(&one);
  return inside.empty() ? nullptr : inside[inside.size() / 2];
}

}  // namespace

std::vector<Setting> shown_settings(const Report& report) {
  const Setting shown = main_setting(report);
  std::set<Setting> found;
  for (const JudgedCase& one : report.cases) {
    const Setting setting = setting_of(one.key);
    if (setting.convention == shown.convention && setting.placement == shown.placement &&
        setting.signs == shown.signs && !one.kernels.empty())
      found.insert(setting);
  }
  return {found.begin(), found.end()};
}

std::string shown_text(const Report& report) {
  const Setting shown = main_setting(report);
  return fmt::format("{}, {}, {} signs", name(shown.convention), placement_text(shown.placement),
                     bench::row(shown.signs).name);
}

std::vector<Told> told(const Report& report) {
  std::vector<Told> found;
  for (const Setting& setting : shown_settings(report))
    for (const Decision* row : rows_of(report, setting)) {
      const JudgedCase* one = case_in(report, *row);
      if (one == nullptr) continue;
      for (const Standing& kernel : one->kernels)
        if (kernel.implementation == row->implementation) found.push_back({row, one, &kernel});
    }
  return found;
}

std::string summary_text(const std::vector<Told>& told) {
  std::map<Verdict, std::size_t> verdicts;
  for (const Told& one : told) ++verdicts[one.row->verdict];
  return fmt::format(
      "Take what the table names. Of its {} ranges of sizes {} have a sure winner, in {} any of "
      "several will do, and in {} the fastest could not be told from others: what is named there "
      "is among the fastest.",
      told.size(), verdicts[Verdict::win], verdicts[Verdict::tie], verdicts[Verdict::undecided]);
}

std::string explanation_text(const Report& report) {
  std::size_t repeated = 0, different = 0;
  for (const JudgedCase& one : report.cases) {
    repeated += one.repeated.has_value();
    different += one.repeated_verdict == Verdict::win || one.repeated_verdict == Verdict::slower;
  }
  return fmt::format(
      "All kernels of a case ran in the same rounds. One wins if it is faster than every other "
      "one, surely and by at least {}; smaller differences count for nothing here. As a "
      "check a kernel ran twice in each round: it was found to differ from itself in {} of {} "
      "cases. Of equals, the one that needs the lower target is named, then the one with less "
      "code.",
      delta_text(report), different, repeated);
}

std::string range_text(const Decision& row) {
  if (row.n_max && row.n_min == 1) return fmt::format("up to {}", count_text(*row.n_max));
  if (row.n_max)
    return fmt::format("above {} to {}", count_text(row.n_min - 1), count_text(*row.n_max));
  return row.n_min == 1 ? "any" : fmt::format("above {}", count_text(row.n_min - 1));
}

std::string sure_text(const Decision& row) {
  if (row.verdict != Verdict::tie || row.tied_with.empty()) return std::string(name(row.verdict));
  return fmt::format("{} among {}", name(row.verdict), row.tied_with.size() + 1);
}

Winners winners(const Report& report) {
  std::set<std::size_t> sizes;
  std::map<std::pair<Setting, std::size_t>, const JudgedCase*> cases;
  const std::vector<Setting> settings = shown_settings(report);
  for (const JudgedCase& one : report.cases) {
    const Setting setting = setting_of(one.key);
    if (one.kernels.empty() ||
        std::find(settings.begin(), settings.end(), setting) == settings.end())
      continue;
    sizes.insert(one.key.workload.n);
    cases[{setting, one.key.workload.n}] = &one;
  }
  Winners made{{sizes.begin(), sizes.end()}, {}};
  for (const Setting& setting : settings) {
    made.rows.emplace_back(setting, std::vector<const JudgedCase*>{});
    for (const std::size_t n : made.sizes) {
      const auto found = cases.find({setting, n});
      made.rows.back().second.push_back(found == cases.end() ? nullptr : found->second);
    }
  }
  return made;
}

std::string checked_text() {
  return "Every kernel that wins, ties or loses here was compared bit for bit with the definition "
         "by this build before it was timed: special values, every length up to 300, in place. No "
         "kernel is recommended that was not, or that failed a property.";
}

Facts verified_facts(const Report& report) {
  if (!report.verified) return {};
  const Verified& found = *report.verified;
  Facts facts{{"version", found.version},
              {"properties that held, a kernel each", count_text(found.held)},
              {"that failed", count_text(found.failed)},
              {"random cases", count_text(found.cases)},
              {"seed", found.seed},
              {"inputs of the exhaustive check", count_text(found.exhaustive_inputs)},
              {"skipped, as this machine can't run them", count_text(found.skipped)}};
  for (const std::string& id : found.failed_kernels()) facts.emplace_back("failed a property", id);
  return facts;
}

std::vector<Use> uses(const Report& report) {
  std::vector<Use> made;
  std::set<Operation> seen;
  for (const Told& one : told(report)) {
    const Setting& setting = one.row->setting;
    if (!seen.insert(setting.operation).second) continue;
    const std::size_t n = one.one->key.workload.n;
    const Advice advice = advise(report.decisions, {setting, n, n, {}});
    made.push_back(
        {fmt::format("{}, {}, n = {}", name(setting.operation), name(setting.type), count_text(n)),
         advice.decision.implementation, code_to_paste(advice)});
  }
  return made;
}

}  // namespace rectifier::reports
