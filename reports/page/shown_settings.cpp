#include "reports/page/shown_settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "reports/page/answer.hpp"
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

Shown advised_cases(const Report& report) {
  Shown shown = shown_cases(report);
  Setting read = main_setting(report);
  if (bench::row(read.then).reads) return shown;
  read.then = bench::Then::read;
  for (const auto& [setting, cases] : shown_cases(report, read)) {
    Setting like = setting;
    like.then = bench::Then::nothing;
    std::map<std::size_t, const JudgedCase*> by_size;
    for (const JudgedCase* one : shown[like]) by_size[one->key.n] = one;
    for (const JudgedCase* one : cases) by_size[one->key.n] = one;
    shown[like].clear();
    for (const auto& [n, one] : by_size) shown[like].push_back(one);
  }
  return shown;
}

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

std::string case_text(const Report& report, const JudgedCase& one) {
  const Setting main = main_setting(report);
  std::string text = short_text(one.key);
  if (one.key.convention != main.convention) text += fmt::format(", {}", name(one.key.convention));
  if (one.key.placement != main.placement) text += ", " + placement_text(one.key.placement);
  if (one.key.signs != main.signs)
    text += fmt::format(", {} signs", bench::row(one.key.signs).name);
  if (bench::row(one.key.then).reads) text += ", the result read";
  return text + ", n = " + count_text(one.key.n);
}

std::string then_text(const Setting& setting) { return std::string(bench::row(setting.then).name); }

std::vector<Range> ranges(const Report& report) {
  std::vector<Range> found;
  for (const auto& [setting, cases] : shown_cases(report))
    for (const Decision* row : recommended(report, setting)) {
      const bench::Case& key = row->at[row->at.size() / 2].measured;
      const auto one = std::find_if(report.cases.begin(), report.cases.end(),
                                    [&](const JudgedCase& other) { return other.key == key; });
      if (one == report.cases.end()) continue;
      if (const Standing* chosen = standing_of(*one, row->implementation))
        found.push_back({row, &*one, chosen});
    }
  return found;
}

std::string sure_text(const Decision& row) {
  std::map<Verdict, std::vector<std::size_t>> sizes;
  for (const RestsOn& size : row.at) sizes[size.verdict].push_back(size.n);
  if (sizes.size() == 1) return std::string(name(sizes.begin()->first));
  std::string text;
  for (const auto& [verdict, at] : sizes) {
    text += fmt::format("{}{} at", text.empty() ? "" : "; ", name(verdict));
    for (const std::size_t n : at)
      text += fmt::format("{} {}", n == at.front() ? "" : ",", count_text(n));
  }
  return text;
}

}  // namespace rectifier::reports
