#include <fmt/format.h>

#include <set>

#include "reports/page/sections.hpp"
#include "reports/page/shown_settings.hpp"
#include "support/number_text.hpp"

namespace rectifier::reports {
namespace {

constexpr char ours[] = "the best of ours", call[] = "the public call";

/// What a row shows of a case; null if there is nothing. Kernels are in order, the best first.
const Standing* standing_of(const JudgedCase& one, const std::string& who) {
  if (who == call) return one.public_call ? &*one.public_call : nullptr;
  for (const auto* standings : {&one.kernels, &one.peers})
    for (const Standing& standing : *standings)
      if (who == ours ? !bench::is_from_outside(standing.implementation)
                      : standing.implementation == who)
        return &standing;
  return nullptr;
}

/// "1.27: 4.43 ns"; of the fastest the time alone.
std::string cell_of(const JudgedCase* one, const std::string& who) {
  const Standing* standing = one == nullptr ? nullptr : standing_of(*one, who);
  if (standing == nullptr || !standing->median_ns) return "-";
  const bool fastest = standing == &one->kernels.front();
  return (fastest ? "" : ratio_text(standing->ratio_to_best) + ": ") +
         time_text(standing->median_ns);
}

/// The times of an operation and type at each size; without rows if no kernel from outside took
/// part. Those of plug-ins that declare a convention are among the library's own.
Table times_of(const Setting& setting, const std::vector<std::size_t>& sizes,
               const std::vector<const JudgedCase*>& cases) {
  std::set<std::string> outside;
  for (const JudgedCase* one : cases)
    for (const auto* standings : {&one->kernels, &one->peers})
      for (const Standing& standing : *standings)
        if (bench::is_from_outside(standing.implementation))
          outside.insert(standing.implementation);
  Table table{setting_text(setting), columns("implementation"), {}};
  for (const std::size_t n : sizes) table.columns.push_back({count_text(n), Kind::number});
  if (outside.empty()) return table;
  std::vector<std::string> all{ours, call};
  all.insert(all.end(), outside.begin(), outside.end());
  for (const std::string& who : all) {
    Row row{{Text{{{who, bench::is_from_outside(who)}}}}};
    for (const std::size_t n : sizes) row.cells.push_back(cell_of(case_of(cases, n), who));
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::string input_text(const Departure& departure) {
  std::string text = "x = " + departure.x;
  if (!departure.upstream.empty()) text += ", upstream = " + departure.upstream;
  if (!departure.slope.empty()) text += ", slope = " + departure.slope;
  if (departure.n > 1) text += fmt::format(", at [{}] of {}", departure.position, departure.n);
  return text;
}

/// What a kernel answers otherwise than a convention does.
Details details_of(const Behaviour& behaviour) {
  Table table{"", columns("convention|kind of input|input|answer|the convention's"), {}};
  for (std::size_t c = 0; c < behaviour.semantics.departures.size(); ++c)
    for (const Departure& one : behaviour.semantics.departures[c])
      table.rows.push_back(
          {{name(Convention(c)), one.kind, input_text(one), one.got, one.expected}});
  return {{{{behaviour.kernel, true}, {": " + in_words(behaviour.semantics)}}}, std::move(table)};
}

}  // namespace

Section external_section(const Report& report) {
  Section section{"others", "Kernels from outside", {{Paragraph{}}}};
  const Shown shown = shown_cases(report);
  for (const auto& [setting, cases] : shown)
    if (Table times = times_of(setting, sizes_of(shown), cases); !times.rows.empty())
      section.add({std::move(times)});
  std::string words;
  if (section.blocks.size() > 1)
    words =
        "Times are medians per call in the same rounds, in one thread; before each stands its "
        "ratio to the fastest kernel that declares a convention. Those that declare none were not "
        "checked and are never recommended. ";
  if (!report.others.empty())
    words +=
        "Each kind of input that a kernel answers otherwise than a convention does is listed with "
        "the plainest input that shows it.";
  if (words.empty())
    words =
        "None took part. `./run report --peers` measures those that are installed; `--plugin FILE` "
        "adds any other to `rectifier measure` and `rectifier report`.";
  section.blocks.front() = {Paragraph{marked(words)}};
  for (const Behaviour& one : report.others) section.add({details_of(one)});
  return section;
}

}  // namespace rectifier::reports
