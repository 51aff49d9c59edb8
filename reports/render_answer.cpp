#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>

#include "render.hpp"
#include "text.hpp"

namespace rectifier::reports {
namespace {

/// The smallest, a cached and the largest of the sizes in `cases`, which are in order.
std::vector<const Case*> small_cached_large(const std::vector<const Case*>& cases) {
  constexpr double cached = 4096;  // f32, input and output: just what a first-level cache holds
  const auto distance = [](const Case* one) {
    return std::abs(std::log2(static_cast<double>(one->key.workload.n) / cached));
  };
  std::vector<const Case*> chosen{
      cases.front(),
      *std::min_element(cases.begin(), cases.end(),
                        [&](const Case* a, const Case* b) { return distance(a) < distance(b); }),
      cases.back()};
  chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
  return chosen;
}

/// The cases with kernels of an operation that are told on the terminal: textbook, f32, random
/// signs, out of place.
std::vector<const Case*> told(const Report& report, Operation operation) {
  std::vector<const Case*> cases;
  for (const Case& one : report.cases) {
    const CaseKey wanted{operation,
                         Convention::textbook,
                         {Type::f32, Placement::out_of_place, Signs::random, one.key.workload.n}};
    if (one.key == wanted && !one.kernels.empty()) cases.push_back(&one);
  }
  return cases;
}

/// Three lines: what is fastest at which size.
std::string sizes_text(const std::vector<const Case*>& cases) {
  std::string text;
  for (const Case* one : small_cached_large(cases)) {
    const Entrant& best = one->kernels.front();
    text += fmt::format("  n = {:<7} {:<26} {:>8}", count_text(one->key.workload.n),
                        best.implementation, time_text(best.min_ns));
    if (best.share_of_copy) text += fmt::format(" {:>6} of copy", percent_text(best.share_of_copy));
    if (const std::size_t others = count_near(*one); others > 0)
      text += fmt::format(", {} near", others);
    text += '\n';
  }
  return text;
}

/// What is fastest most often, at how many of the sizes.
std::string most_often_text(const std::vector<const Case*>& cases) {
  std::map<std::string, std::size_t> count;
  for (const Case* one : cases) ++count[one->kernels.front().implementation];
  const auto most = std::max_element(
      count.begin(), count.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  if (2 * most->second < cases.size()) return "another one at almost every size";
  return fmt::format("{} at {} of {} sizes", most->first, most->second, cases.size());
}

}  // namespace

std::string render_answer(const Report& report) {
  std::string text;
  for (std::size_t i = 0; i < std::size(operations); ++i) {
    const auto cases = told(report, Operation(i));
    if (cases.empty()) continue;
    if (operations[i].gradient || operations[i].backward)
      text += fmt::format("{}: {}\n", operations[i].name, most_often_text(cases));
    else
      text += fmt::format("{}:\n{}", operations[i].name, sizes_text(cases));
  }
  if (!text.empty()) text.insert(0, "Fastest seen (textbook, f32, out of place, random signs):\n");
  return text + "Undecided: these timings are not paired, small differences may be noise.\n";
}

}  // namespace rectifier::reports
