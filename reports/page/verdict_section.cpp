#include "reports/page/verdict_section.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "reports/answers/advice.hpp"
#include "reports/page/text.hpp"

namespace rectifier::reports {
namespace {

std::vector<const JudgedCase*> cases_in(const Report& report, const Decision& row) {
  std::vector<const JudgedCase*> inside;
  for (const JudgedCase& one : report.cases)
    if (Setting(one.key) == row.setting && one.key.n >= row.n_min &&
        (!row.n_max || one.key.n <= *row.n_max) && !one.kernels.empty())
      inside.push_back(&one);
  return inside;
}

const Standing* standing_of(const JudgedCase& one, const std::string& implementation) {
  for (const Standing& kernel : one.kernels)
    if (kernel.implementation == implementation) return &kernel;
  return nullptr;
}

}  // namespace

std::vector<Setting> shown_settings(const Report& report) {
  const Setting shown = main_setting(report);
  std::set<Setting> found;
  for (const JudgedCase& one : report.cases) {
    const Setting& setting = one.key;
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
    for (const Decision* row : ranges_of(report.decisions, setting)) {
      const auto cases = cases_in(report, *row);
      if (cases.empty()) continue;
      Told one{row, cases[cases.size() / 2], nullptr, {}};
      one.chosen = standing_of(*one.one, row->implementation);
      for (const JudgedCase* inside : cases)
        if (const Standing* kernel = standing_of(*inside, row->implementation))
          one.sizes[kernel->verdict.value_or(Verdict::undecided)].push_back(inside->key.n);
      if (one.chosen != nullptr) found.push_back(std::move(one));
    }
  return found;
}

std::string summary_text(const std::vector<Told>& told) {
  std::map<Verdict, std::size_t> count;
  std::size_t all = 0;
  for (const Told& one : told)
    for (const auto& [verdict, sizes] : one.sizes) {
      count[verdict] += sizes.size();
      all += sizes.size();
    }
  return fmt::format(
      "Take what the table names. Of the {} cases that it covers it surely wins {}, ties with "
      "others in {}, and in {} the rounds did not suffice to tell it from others: there it is "
      "among "
      "the fastest.",
      all, count[Verdict::win], count[Verdict::tie],
      all - count[Verdict::win] - count[Verdict::tie]);
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

std::string range_text(const Report& report, const Decision& row) {
  std::string text;
  if (row.n_min > 1) text = "above " + count_text(row.n_min - 1);
  if (row.n_max) text += (text.empty() ? "up to " : " to ") + count_text(*row.n_max);
  if (text.empty()) text = "any";
  const std::string lone = lone_size_text(report.decisions, row);
  return lone.empty() ? text : text + " (" + lone + ")";
}

std::string sure_text(const Told& told) {
  if (told.sizes.size() == 1) return std::string(name(told.sizes.begin()->first));
  std::string text;
  for (const auto& [verdict, sizes] : told.sizes) {
    text += fmt::format("{}{} at", text.empty() ? "" : "; ", name(verdict));
    for (const std::size_t n : sizes)
      text += fmt::format("{} {}", n == sizes.front() ? "" : ",", count_text(n));
  }
  return text;
}

Winners winners(const Report& report) {
  std::set<std::size_t> sizes;
  std::map<std::pair<Setting, std::size_t>, const JudgedCase*> cases;
  const std::vector<Setting> settings = shown_settings(report);
  for (const JudgedCase& one : report.cases) {
    const Setting& setting = one.key;
    if (one.kernels.empty() ||
        std::find(settings.begin(), settings.end(), setting) == settings.end())
      continue;
    sizes.insert(one.key.n);
    cases[{setting, one.key.n}] = &one;
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
  constexpr char unchecked[] = "not checked";
  const Verified none, &found = report.verified ? *report.verified : none;
  Facts facts;
  if (report.verified)
    facts = {{"version", found.version},
             {"properties that held, a kernel each", count_text(found.held)},
             {"that failed", count_text(found.failed)},
             {"random cases", count_text(found.cases)},
             {"seed", found.seed},
             {"skipped, as this machine can't run them", count_text(found.skipped)}};
  else
    facts = {{"properties", unchecked}};
  facts.emplace_back("inputs of the exhaustive check", found.exhaustive_inputs == 0
                                                           ? unchecked
                                                           : count_text(found.exhaustive_inputs));
  for (const auto& [kind, what] : {std::pair("zoo", "wrong kernels caught"),
                                   std::pair("mechanical", "changes of the source caught")}) {
    const auto score = found.mutants.find(kind);
    facts.emplace_back(what, score == found.mutants.end()
                                 ? unchecked
                                 : fmt::format("{} of {}", count_text(score->second.killed),
                                               count_text(score->second.of)));
  }
  for (const std::string& id : found.failed_kernels()) facts.emplace_back("failed a property", id);
  return facts;
}

std::vector<Use> uses(const Report& report) {
  std::vector<Use> made;
  std::set<Operation> seen;
  for (const Told& one : told(report)) {
    const Setting& setting = one.row->setting;
    if (!seen.insert(setting.operation).second) continue;
    const std::size_t n = one.one->key.n;
    const Advice advice = advise(report.decisions, {setting, n, n, {}});
    made.push_back(
        {fmt::format("{}, {}, n = {}", name(setting.operation), name(setting.type), count_text(n)),
         advice.decision.implementation, code_to_paste(advice)});
  }
  return made;
}

}  // namespace rectifier::reports
