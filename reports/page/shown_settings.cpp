#include "reports/page/shown_settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "support/number_text.hpp"

namespace rectifier::reports {
namespace {

const Standing* standing_of(const JudgedCase& one, const std::string& implementation) {
  for (const Standing& kernel : one.kernels)
    if (kernel.implementation == implementation) return &kernel;
  return nullptr;
}

}  // namespace

Shown shown_cases(const Report& report, const Setting& like) {
  Shown shown;
  for (const JudgedCase& one : report.cases) {
    Setting wanted = like;
    wanted.operation = one.key.operation;
    wanted.type = one.key.type;
    if (Setting(one.key) == wanted && !one.kernels.empty()) shown[wanted].push_back(&one);
  }
  return shown;
}

Shown shown_cases(const Report& report) { return shown_cases(report, main_setting(report)); }

std::vector<std::size_t> sizes_of(const Shown& shown) {
  std::set<std::size_t> sizes;
  for (const auto& [setting, cases] : shown)
    for (const JudgedCase* one : cases) sizes.insert(one->key.n);
  return {sizes.begin(), sizes.end()};
}

const JudgedCase* case_of(const std::vector<const JudgedCase*>& cases, std::size_t n) {
  const auto found = std::find_if(cases.begin(), cases.end(),
                                  [&](const JudgedCase* one) { return one->key.n == n; });
  return found == cases.end() ? nullptr : *found;
}

std::string shown_text(const Report& report) {
  const Setting shown = main_setting(report);
  return fmt::format("{}, {}, {} signs", name(shown.convention), placement_text(shown.placement),
                     bench::row(shown.signs).name);
}

std::string short_text(const Setting& setting) {
  return fmt::format("{} {}", name(setting.operation), name(setting.type));
}

std::vector<Range> ranges(const Report& report) {
  std::vector<Range> found;
  for (const auto& [setting, cases] : shown_cases(report))
    for (const Decision* row : ranges_of(report.decisions, setting)) {
      std::vector<const JudgedCase*> inside;
      for (const JudgedCase* one : cases)
        if (one->key.n >= row->n_min && (!row->n_max || one->key.n <= *row->n_max))
          inside.push_back(one);
      if (inside.empty()) continue;
      Range range{row, inside[inside.size() / 2], nullptr, {}};
      range.chosen = standing_of(*range.one, row->implementation);
      for (const JudgedCase* one : inside)
        if (const Standing* kernel = standing_of(*one, row->implementation))
          range.sizes[kernel->verdict.value_or(Verdict::undecided)].push_back(one->key.n);
      if (range.chosen != nullptr) found.push_back(std::move(range));
    }
  return found;
}

std::string range_text(const Report& report, const Decision& row) {
  std::string text;
  if (row.n_min > 1) text = "above " + count_text(row.n_min - 1);
  if (row.n_max) text += (text.empty() ? "up to " : " to ") + count_text(*row.n_max);
  if (text.empty()) text = "any";
  const std::string lone = lone_size_text(report.decisions, row);
  return lone.empty() ? text : text + " (" + lone + ")";
}

std::string sure_text(const Range& range) {
  if (range.sizes.size() == 1) return std::string(name(range.sizes.begin()->first));
  std::string text;
  for (const auto& [verdict, sizes] : range.sizes) {
    text += fmt::format("{}{} at", text.empty() ? "" : "; ", name(verdict));
    for (const std::size_t n : sizes)
      text += fmt::format("{} {}", n == sizes.front() ? "" : ",", count_text(n));
  }
  return text;
}

std::string summary_text(const std::vector<Range>& ranges) {
  std::map<Verdict, std::size_t> count;
  std::size_t all = 0;
  for (const Range& range : ranges)
    for (const auto& [verdict, sizes] : range.sizes) {
      count[verdict] += sizes.size();
      all += sizes.size();
    }
  return fmt::format(
      "In {} of {} cases the kernel named below is the fastest; in {} it is as fast as the "
      "fastest, "
      "within the tolerance; in {} the rounds do not suffice to tell: there it is among the "
      "fastest. What is said of speeds here holds with 95 % confidence.",
      count[Verdict::win], all, count[Verdict::tie],
      all - count[Verdict::win] - count[Verdict::tie]);
}

}  // namespace rectifier::reports
