#include <algorithm>
#include <set>

#include "reports/page/sections.hpp"
#include "reports/page/shown.hpp"
#include "reports/page/text.hpp"

namespace rectifier::reports {
namespace {

/// "1.27: 4.43 ns"; of the fastest the time alone, as its ratio is the runner-up's.
std::string cell_of(const JudgedCase* one, const Standing* standing) {
  if (standing == nullptr || !standing->median_ns) return "-";
  const std::string time = time_text(*standing->median_ns);
  const bool fastest = !one->kernels.empty() && standing == &one->kernels.front();
  return fastest ? time : ratio_text(standing->ratio_to_best) + ": " + time;
}

/// Peers, and the kernels of plug-ins that declare a convention: their names have a part more.
std::vector<const Standing*> from_outside(const JudgedCase& one) {
  std::vector<const Standing*> found;
  for (const auto* standings : {&one.kernels, &one.peers})
    for (const Standing& standing : *standings)
      if (bench::is_from_outside(standing.implementation)) found.push_back(&standing);
  return found;
}

/// A row: at each size what is picked from a case, null where there is nothing.
template <class Pick>
Row row_of(Text title, const std::vector<std::size_t>& sizes,
           const std::vector<const JudgedCase*>& cases, Pick pick) {
  Row row{{{std::move(title), ""}}};
  for (const std::size_t n : sizes) {
    const JudgedCase* one = case_of(cases, n);
    row.cells.push_back(one == nullptr ? "-" : cell_of(one, pick(*one)));
  }
  return row;
}

/// The times of an operation and type at each size, the best of ours first.
Table times_of(const Setting& setting, const std::vector<std::size_t>& sizes,
               const std::vector<const JudgedCase*>& cases, const std::set<std::string>& outside) {
  Table table{setting_text(setting), {{"implementation"}}, {}};
  for (const std::size_t n : sizes) table.columns.push_back({count_text(n), Kind::number});
  table.rows.push_back(
      row_of({"the best of ours"}, sizes, cases, [](const JudgedCase& one) -> const Standing* {
        const auto ours = std::find_if(one.kernels.begin(), one.kernels.end(), [](const auto& k) {
          return !bench::is_from_outside(k.implementation);
        });
        return ours == one.kernels.end() ? nullptr : &*ours;
      }));
  table.rows.push_back(row_of({"the public call"}, sizes, cases, [](const JudgedCase& one) {
    return one.public_call ? &*one.public_call : nullptr;
  }));
  for (const std::string& name : outside)
    table.rows.push_back(row_of({{{name, true}}}, sizes, cases, [&](const JudgedCase& one) {
      const auto all = from_outside(one);
      const auto found = std::find_if(all.begin(), all.end(),
                                      [&](const auto* k) { return k->implementation == name; });
      return found == all.end() ? nullptr : *found;
    }));
  return table;
}

/// What a kernel answers otherwise than a convention does.
Block details_of(const Behaviour& behaviour) {
  Table table{
      "", {{"convention"}, {"kind of input"}, {"input"}, {"answer"}, {"the convention's"}}, {}};
  for (const auto& row : behaviour.rows)
    table.rows.push_back({{row.convention, row.kind, row.input, row.got, row.expected}});
  return {Details{{{{behaviour.kernel, true}, {": " + behaviour.words}}}, std::move(table)}};
}

}  // namespace

Section external_section(const Report& report) {
  std::vector<Block> tables;
  const Shown shown = shown_cases(report);
  for (const auto& [setting, cases] : shown) {
    std::set<std::string> outside;
    for (const JudgedCase* one : cases)
      for (const Standing* other : from_outside(*one)) outside.insert(other->implementation);
    if (!outside.empty()) tables.push_back({times_of(setting, sizes_of(shown), cases, outside)});
  }
  std::string words;
  if (!tables.empty())
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
  Section section{"others", "Kernels from outside", {{Paragraph{marked(words)}}}};
  for (Block& table : tables) section.blocks.push_back(std::move(table));
  for (const Behaviour& one : report.others) section.blocks.push_back(details_of(one));
  return section;
}

}  // namespace rectifier::reports
