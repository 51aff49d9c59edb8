#include "reports/page/answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>

#include "support/number_text.hpp"

namespace rectifier::reports {
namespace {

using What = std::set<std::pair<Operation, Type>>;

/// "relu f32, f64; leaky_relu f32"; where it is all that was measured, that.
std::string what_text(const What& what, const What& all) {
  if (what == all && all.size() > 1) return "every operation and type";
  std::string text;
  for (std::size_t o = 0; o < std::size(operations); ++o) {
    std::string of;
    for (const auto& [operation, type] : what)
      if (operation == Operation(o)) of += fmt::format("{} {}", of.empty() ? "" : ",", name(type));
    if (!of.empty())
      text += fmt::format("{}{}{}", text.empty() ? "" : "; ", name(Operation(o)), of);
  }
  return text;
}

/// One line for several rows of one kernel, with the range of the first.
AnswerRow line_of(const std::vector<const Decision*>& rows, std::string of) {
  const Decision& first = *rows.front();
  AnswerRow line{first.implementation, first.n_min, first.n_max, std::move(of), 0, false};
  for (const Decision* row : rows) {
    const auto bound = row->bound();
    line.bound = line.bound && bound ? std::optional(std::max(*line.bound, *bound)) : std::nullopt;
    line.told = line.told || std::any_of(row->at.begin(), row->at.end(),
                                         [&](const RestsOn& at) { return at.told(row->setting); });
  }
  return line;
}

}  // namespace

std::vector<const Decision*> recommended(const Report& report, Setting setting) {
  setting.then = bench::Then::read;
  auto rows = ranges_of(report.decisions, setting);
  if (!rows.empty()) return rows;
  setting.then = bench::Then::nothing;
  return ranges_of(report.decisions, setting);
}

Answer answer_of(const Report& report) {
  const Setting main = main_setting(report);
  std::set<Setting> asked;  // as `recommended` is
  for (const Decision& row : report.decisions.rows)
    if (row.setting.convention == main.convention && row.setting.signs == main.signs) {
      Setting setting = row.setting;
      setting.then = bench::Then::nothing;
      asked.insert(setting);
    }
  using Key = std::tuple<Placement, std::size_t, std::size_t, std::string>;
  std::map<Key, std::vector<const Decision*>> lines;
  std::map<Placement, What> all;
  std::map<std::string, std::size_t> uses;
  std::set<bench::Case> seen;
  Answer answer;
  for (const Setting& setting : asked)
    for (const Decision* row : recommended(report, setting)) {
      lines[{setting.placement, row->n_min, row->n_max.value_or(SIZE_MAX), row->implementation}]
          .push_back(row);
      all[setting.placement].insert({setting.operation, setting.type});
      for (const RestsOn& size : row->at) {
        answer.sizes.insert(size.n);
        if (size.told(setting) || size.n < row->n_min || (row->n_max && size.n > *row->n_max) ||
            !seen.insert(size.measured).second)
          continue;
        ++uses[row->implementation];
        ++answer.of;
        if (size.bound && *size.bound <= report.decisions.tolerance)
          ++answer.within;
        else
          answer.worst = std::max(answer.worst, size.bound.value_or(0));
      }
    }
  for (const auto& [key, rows] : lines) uses.try_emplace(std::get<3>(key), 0);
  const auto most_used = std::max_element(
      uses.begin(), uses.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  std::vector<const Decision*> others;
  for (const auto& [key, rows] : lines) {
    if (lines.size() > 1 && std::get<3>(key) == most_used->first) {
      others.insert(others.end(), rows.begin(), rows.end());
      continue;
    }
    What what;
    for (const Decision* row : rows) what.insert({row->setting.operation, row->setting.type});
    answer.rows.push_back(line_of(rows, fmt::format("{}, {}", placement_text(std::get<0>(key)),
                                                    what_text(what, all[std::get<0>(key)]))));
  }
  if (!others.empty()) {
    AnswerRow rest = line_of(others, answer.rows.empty() ? "everything" : "all that is not below");
    rest.n_min = 1;
    rest.n_max.reset();
    answer.rows.insert(answer.rows.begin(), std::move(rest));
  }
  for (const auto& [implementation, count] : uses) answer.kernels.push_back(implementation);
  std::stable_sort(answer.kernels.begin(), answer.kernels.end(),
                   [&](const auto& a, const auto& b) { return uses[a] > uses[b]; });
  return answer;
}

std::string answer_text(const Report& report, const Answer& answer) {
  if (answer.rows.empty()) return "No kernel can be recommended: none was checked.";
  const Setting main = main_setting(report);
  const std::size_t count = answer.kernels.size();
  std::string text = fmt::format("Where you call {} ({}, {} signs), {} for everything: ",
                                 count == 1 ? "a kernel yourself" : "kernels yourself",
                                 name(main.convention), bench::row(main.signs).name,
                                 count == 1 ? "one does" : fmt::format("{} do", count));
  for (const std::string& kernel : answer.kernels)
    text += fmt::format("{}`{}`", &kernel == &answer.kernels.front() ? "" : ", ", kernel);
  text += fmt::format(
      ". {} within {} of the fastest, at 95 % confidence, in {} of {} cases measured",
      count == 1 ? "It is" : "The one named is", tolerance_text(report), answer.within, answer.of);
  if (answer.within < answer.of)
    text += fmt::format("; in the others the nearest to that is named, at worst {}",
                        answer.worst > 0 ? "at most " + percent_at_most(answer.worst) + " slower"
                                         : "without a bound");
  return text + fmt::format(". The answer has {} row{} and rests on {} size{}.", answer.rows.size(),
                            answer.rows.size() == 1 ? "" : "s", answer.sizes.size(),
                            answer.sizes.size() == 1 ? "" : "s");
}

std::string range_text(std::size_t n_min, const std::optional<std::size_t>& n_max) {
  if (n_min == 1) return n_max ? "up to " + count_text(*n_max) : "any";
  if (!n_max) return "above " + count_text(n_min - 1);
  return *n_max == n_min ? count_text(n_min)
                         : fmt::format("{} to {}", count_text(n_min), count_text(*n_max));
}

}  // namespace rectifier::reports
