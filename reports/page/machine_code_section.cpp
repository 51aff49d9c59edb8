#include <fmt/format.h>

#include <map>
#include <set>

#include "bench/measure/machine_and_build.hpp"
#include "reports/page/sections.hpp"
#include "reports/page/shown_settings.hpp"
#include "reports/page/speed_limits.hpp"
#include "support/number_text.hpp"

namespace rectifier::reports {
namespace {

/// What was read from the machine code, by operation. Markdown has the kernels that are the fastest
/// of a case.
std::map<std::string, Table> audited(const Report& report) {
  std::set<std::string> fastest;
  for (const JudgedCase& one : report.cases)
    if (!one.kernels.empty())
      fastest.insert(bench::kernel_id(one.key, one.kernels.front().implementation));
  std::map<std::string, Table> tables;
  for (const auto& [id, kernel] : report.audit.kernels) {
    const auto slash = id.find('/');
    Table& table = tables[id.substr(0, slash)];
    table.columns = columns(
        "`kernel`|instructions #|jumps on values #|vector bits of the main loop #|"
        "calls #|cycles per element, at least #");
    const CodeFacts& facts = kernel.facts;
    table.rows.push_back(
        {{id.substr(slash + 1), std::to_string(facts.instructions),
          std::to_string(facts.value_jumps), std::to_string(facts.loop_vector_bits),
          std::to_string(facts.calls), kernel.cycles ? fmt::format("{:.3g}", *kernel.cycles) : "-"},
         !fastest.contains(id)});
  }
  return tables;
}

/// How the bounds come about, and what is missing and why.
std::vector<std::string> bounds_notes(const Report& report) {
  std::vector<std::string> notes{
      "Two things bound a kernel: a copy of its bytes, as fast as this machine makes one, timed in "
      "the same rounds; and the cycles that its main loop needs if it never waits. The figures are "
      "the time measured divided by each: 1 is as fast as can be, and the larger bound counts. "
      "Each size at which copying slows down is taken for the end of a cache; bytes in use: " +
      bands_text(report) + "."};
  const Audit& audit = report.audit;
  notes.push_back(
      audit.kernels.empty() || audit.model.empty()
          ? "The cycles of the instructions are not known, so the copy is the only bound."
          : fmt::format("The cycles are those of {}, which is a model: where the figure is below 1 "
                        "the model is wrong, and the copy is taken for the bound. Loops that hold "
                        "other jumps have no such bound.",
                        audit.model));
  notes.insert(notes.end(), audit.unmodelled.begin(), audit.unmodelled.end());
  const std::string clock = bench::fact(report.facts, bench::clock_fact);
  notes.push_back(std::strtod(clock.c_str(), nullptr) > 0
                      ? "The clock was measured before the kernels were: " + clock + " GHz."
                      : "The clock was not measured, so cycles can't be turned into times.");
  return notes;
}

Table bounds_table(const Report& report) {
  Table table{fmt::format("The best of each family at the largest size of each band ({})",
                          shown_text(report)),
              columns("`operation, type`|`kernel`|band|n #|time / instructions' bound #|"
                      "time / copy's bound #|tighter bound|time / tighter bound #"),
              {}};
  for (const Bound& bound : bounds(report))
    table.rows.push_back({{short_text(bound.setting), bound.implementation, bound.band,
                           count_text(bound.n), fixed_text(bound.instructions),
                           fixed_text(bound.copy), bound.by, fixed_text(bound.over)}});
  return table;
}

}  // namespace

Section machine_code_section(const Report& report) {
  Section section{
      "audit",
      "Instructions",
      {{Paragraph{marked(
          "The tests read from the machine code that `branching` branches, that `branchless` is "
          "scalar code without a jump on the value, and that each target uses its own instructions "
          "alone. Here is what was read from the program that made this report; the bytes of code "
          "in the table are of it, too.")}}}};
  if (report.audit.kernels.empty())
    section.add({Paragraph{
        {"Not audited: " +
         (report.audit.missing.empty() ? "the report was not told to" : report.audit.missing) +
         "."},
        "warning"}});
  for (auto& [operation, table] : audited(report)) {
    const std::string summary = fmt::format("`{}`: {} kernels", operation, table.rows.size());
    section.add({Details{marked(summary), std::move(table)}});
  }
  section.add({Heading{{"What keeps them from being faster"}}});
  for (const std::string& note : bounds_notes(report)) section.add({Paragraph{{note}}});
  section.add({bounds_table(report)});
  return section;
}

}  // namespace rectifier::reports
