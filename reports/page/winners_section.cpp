#include <fmt/format.h>

#include "reports/page/charts.hpp"
#include "reports/page/sections.hpp"
#include "reports/page/shown_settings.hpp"
#include "support/number_text.hpp"

namespace rectifier::reports {
namespace {

/// A cell of the map: coloured by family, hatched or grey by verdict, and always with a word.
Cell cell_of(const JudgedCase* one) {
  if (one == nullptr) return {{"not measured"}, "none", "not measured"};
  const Standing& best = one->kernels.front();
  const Verdict verdict = best.verdict.value_or(Verdict::undecided);
  const std::string word(name(verdict));
  const bool read = bench::row(one->key.then).reads;
  return {{{{best.implementation, true}, {" " + word + (read ? ", read" : "")}}},
          verdict == Verdict::undecided
              ? word
              : fmt::format("f-{} {}", look_of(family_of(best.implementation)).name, word),
          best.median_ns ? fmt::format("{}, {} of a copy's speed; {}", time_text(best.median_ns),
                                       percent_text(best.share_of_copy), bound_text(best.bound))
                         : word};
}

}  // namespace

Section winners_section(const Report& report) {
  Paragraph legend;
  for (const FamilyLook& look : family_looks)
    legend.text.spans.push_back(
        {std::string(look.name), false, fmt::format("key f-{}", look.name)});
  legend.text.spans.insert(
      legend.text.spans.end(),
      {{"colour: the family of a winner or of ties; "},
       {"tie", false, "key tie"},
       {"hatched: within the tolerance of the fastest, whichever that is; "},
       {"undecided", false, "key undecided"},
       {"grey: the fastest seen, not told apart from others. read: the result was read "
        "after the call, which is counted."}});
  Section section{"winners", "Winners by size", {{legend, true}}};
  Table map{fmt::format("The fastest for each operation, type and number of elements ({})",
                        shown_text(report)),
            columns("`operation, type`"),
            {}};
  map.look = "map";
  const Shown shown = advised_cases(report);
  const std::vector<std::size_t> sizes = sizes_of(shown);
  for (const std::size_t n : sizes) map.columns.push_back({count_text(n)});
  for (const auto& [setting, cases] : shown) {
    Row row{{short_text(setting)}};
    for (const std::size_t n : sizes) row.cells.push_back(cell_of(case_of(cases, n)));
    map.rows.push_back(std::move(row));
  }
  section.add({std::move(map)});
  return section;
}

}  // namespace rectifier::reports
