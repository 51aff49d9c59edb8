#include <fmt/format.h>

#include <algorithm>

#include "reports/page/charts.hpp"
#include "reports/page/sections.hpp"
#include "reports/page/shown_settings.hpp"
#include "support/number_text.hpp"

namespace rectifier::reports {
namespace {

constexpr std::size_t calls_shown = 8;

double lost_ns(const JudgedCase* one) {
  return *one->public_call->median_ns - *one->kernels.front().median_ns;
}

/// What the public call costs beside the fastest kernel: its checks, and what it chooses. Nothing
/// if it was not measured.
void add_public_call(Section& section, const Report& report) {
  std::size_t measured = 0;
  std::vector<const JudgedCase*> slow;
  for (const JudgedCase& one : report.cases) {
    if (one.kernels.empty() || !one.public_call || !one.public_call->median_ns ||
        !one.kernels.front().median_ns)
      continue;
    ++measured;
    if (one.public_call->ratio_low.value_or(0) >= 1 + one.tolerance) slow.push_back(&one);
  }
  if (measured == 0) return;
  std::stable_sort(slow.begin(), slow.end(), [](const JudgedCase* a, const JudgedCase* b) {
    return lost_ns(a) > lost_ns(b);
  });
  section.add({Paragraph{{fmt::format(
      "The public call, with its checks and its choice by size and placement, is slower than the "
      "fastest kernel by at least the tolerance in {} of {} cases.{}",
      slow.size(), measured, slow.empty() ? "" : " Most time is lost in these:")}}});
  List list;
  for (std::size_t i = 0; i < std::min(slow.size(), calls_shown); ++i) {
    const bench::Case& key = slow[i]->key;
    list.items.push_back(marked(fmt::format(
        "{}, n = {}: {} times the time of `{}`, {} more", setting_text(key), count_text(key.n),
        ratio_text(slow[i]->public_call->ratio_to_best), slow[i]->kernels.front().implementation,
        time_text(std::max(lost_ns(slow[i]), 0.0)))));
  }
  if (!slow.empty()) section.add({std::move(list)});
}

/// A cell of the map: coloured by family, hatched or grey by verdict, and always with a word.
Cell cell_of(const JudgedCase* one) {
  if (one == nullptr) return {{"not measured"}, "none", "not measured"};
  const Standing& best = one->kernels.front();
  const Standing* const second = one->second();
  const Verdict verdict = best.verdict.value_or(Verdict::undecided);
  const std::string word(name(verdict));
  return {{{{best.implementation, true}, {" " + word}}},
          verdict == Verdict::undecided
              ? word
              : fmt::format("f-{} {}", look_of(family_of(best.implementation)).name, word),
          best.median_ns
              ? fmt::format("{}, {} of a copy's speed; the next best takes {} times as long",
                            time_text(best.median_ns), percent_text(best.share_of_copy),
                            ratio_text(second != nullptr ? second->ratio_to_best : std::nullopt))
              : word};
}

}  // namespace

Section winners_section(const Report& report) {
  Paragraph legend;
  for (const FamilyLook& look : family_looks)
    legend.text.spans.push_back(
        {std::string(look.name), false, fmt::format("key f-{}", look.name)});
  legend.text.spans.insert(legend.text.spans.end(),
                           {{"colour: the family of a winner or of ties; "},
                            {"tie", false, "key tie"},
                            {"hatched: others are as fast; "},
                            {"undecided", false, "key undecided"},
                            {"grey: the fastest seen, not told apart from others."}});
  Section section{"winners", "Winners by size", {{legend, true}}};
  Table map{fmt::format("The fastest for each operation, type and number of elements ({})",
                        shown_text(report)),
            columns("`operation, type`"),
            {}};
  map.look = "map";
  const Shown shown = shown_cases(report);
  const std::vector<std::size_t> sizes = sizes_of(shown);
  for (const std::size_t n : sizes) map.columns.push_back({count_text(n)});
  for (const auto& [setting, cases] : shown) {
    Row row{{short_text(setting)}};
    for (const std::size_t n : sizes) row.cells.push_back(cell_of(case_of(cases, n)));
    map.rows.push_back(std::move(row));
  }
  section.add({std::move(map)});
  add_public_call(section, report);
  return section;
}

}  // namespace rectifier::reports
