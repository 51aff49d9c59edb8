#include "reports/page/document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "bench/measure/machine_and_build.hpp"
#include "reports/answers/advice.hpp"
#include "reports/page/sections.hpp"
#include "reports/page/shown_settings.hpp"
#include "support/number_text.hpp"
#include "support/text.hpp"

namespace rectifier::reports {
namespace {

/// Facts, a row each.
Block facts_table(const Facts& facts) {
  Table table{"", columns("what|value"), {}};
  table.look = "facts";
  for (const auto& [what, value] : facts) table.rows.push_back({{what, value}});
  return {table};
}

Section charts_section(const Report& report) {
  if (report.charts.empty())
    return {"charts",
            "Charts",
            {{Paragraph{{"There are no charts: " + report.no_charts + "."}, "warning"}}}};
  return {
      "charts",
      "Charts",
      {{Paragraph{{"The best kernel of each family; nothing follows the call unless a title says "
                   "that the result is read. Bars show the interval of its ratio to the "
                   "fastest one. The dashed line is the fastest copy of the same bytes: what "
                   "is above it moves memory faster than a plain copy. The edges of the grey "
                   "bands are the sizes at which copying slows down (the ends of the "
                   "caches)."}}},
       {Figures{report.charts}}}};
}

Section verified_section(const Report& report) {
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
  Section section{
      "verified",
      "What was verified",
      {{Paragraph{{"Before it was timed, this build compared every kernel with a verdict bit for "
                   "bit with the definition: special values, every length up to 300, in place. A "
                   "kernel that was not compared, or that failed a property, is not "
                   "recommended."}}},
       facts_table(facts)}};
  if (!report.verified)
    section.add(
        {Paragraph{marked("This report was not given what the properties found. "
                          "`rectifier-properties --summary=properties.json` writes it, `rectifier "
                          "report --properties properties.json` adds it.")}});
  return section;
}

Section environment_section(const Report& report) {
  Facts facts = report.facts;
  std::string knees;
  for (const double bytes : report.knees)
    knees += fmt::format("{}{:.0f} KiB", knees.empty() ? "" : ", ", bytes / 1024);
  facts.emplace_back("a copy is markedly slower beyond", knees.empty() ? "-" : knees);
  return {"environment", "Environment", {facts_table(facts)}};
}

Section warnings_section(const Report& report) {
  if (report.warnings.empty()) return {"warnings", "Warnings", {{Paragraph{{"None."}}}}};
  return {"warnings", "Warnings", {{List{{report.warnings.begin(), report.warnings.end()}}}}};
}

Section reproduce_section(const Report& report) {
  return {"reproduce",
          "How to reproduce",
          {{Code{fmt::format("git checkout {}\n./run report\n",
                             printable(bench::fact(report.facts, "commit"), 60)),
                 "sh"}},
           {Paragraph{{"or, with the arguments of the environment table:"}}},
           {Code{"rectifier measure --profile quick --out measurements.json\n"
                 "rectifier report measurements.json\n",
                 "sh"}}}};
}

/// The code that uses what was chosen for the first range of each operation.
Section use_section(const Report& report) {
  Section section{
      "use",
      "How to use the winner",
      {{Paragraph{{"In CMakeLists.txt:"}}},
       {Code{cmake_to_paste(), "cmake"}},
       {Paragraph{marked("And for each operation; `rectifier choose` prints the same for other "
                         "sizes, conventions and targets.")}}}};
  std::set<Operation> seen;
  for (const Range& range : ranges(report)) {
    const Setting& setting = range.row->setting;
    if (!seen.insert(setting.operation).second) continue;
    const std::size_t n =
        std::clamp(range.row->at.front().n, range.row->n_min, range.row->n_max.value_or(SIZE_MAX));
    const Advice advice = advise(report.decisions, {setting, n, n, {}, setting.then});
    section.add({Heading{
        marked(fmt::format("{}, {}, n = {}: `{}`", name(setting.operation), name(setting.type),
                           count_text(n), advice.decision.implementation))}});
    section.add({Code{code_to_paste(advice), "cpp"}});
  }
  return section;
}

}  // namespace

Text marked(std::string_view words) {
  std::vector<Span> spans;
  for (bool code = false;; code = !code) {
    const std::size_t end = words.find('`');
    if (end != 0 && !words.empty()) spans.push_back({std::string(words.substr(0, end)), code});
    if (end == words.npos) return spans;
    words.remove_prefix(end + 1);
  }
}

std::vector<Column> columns(std::string_view names) {
  std::vector<Column> made;
  for (std::size_t from = 0; from <= names.size();) {
    const std::size_t end = std::min(names.find('|', from), names.size());
    const std::string name(names.substr(from, end - from));
    if (name.starts_with('`'))
      made.push_back({name.substr(1, name.size() - 2), Kind::code});
    else if (name.ends_with(" #"))
      made.push_back({name.substr(0, name.size() - 2), Kind::number});
    else
      made.push_back({name});
    from = end + 1;
  }
  return made;
}

void Section::add(Block block) { blocks.push_back(std::move(block)); }

Document document_of(const Report& report) {
  const auto fact = [&](const char* what) { return bench::fact(report.facts, what); };
  return {"Which ReLU kernel to take on " + fact("CPU"),
          {{Paragraph{{fmt::format("Measured {}, hypervisor: {}, rectifier {}.", fact("date"),
                                   fact("hypervisor"), fact("rectifier"))},
                      "faint"}}},
          {verdict_section(report), winners_section(report), charts_section(report),
           table_section(report), verified_section(report), machine_code_section(report),
           environment_section(report), warnings_section(report), reproduce_section(report),
           use_section(report), external_section(report)}};
}

}  // namespace rectifier::reports
