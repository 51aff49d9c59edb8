#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "render.hpp"
#include "text.hpp"

namespace rectifier::reports {
namespace {

/// The smallest, a cached and the largest of the sizes in `cases`, which are in order.
std::vector<const Case*> small_cached_large(const std::vector<const Case*>& cases) {
  constexpr double cached = 4096;  // what a first-level cache holds of the input
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

}  // namespace

std::string render_answer(const Report& report) {
  std::string text;
  auto out = std::back_inserter(text);
  for (std::size_t i = 0; i < std::size(operations); ++i) {
    const auto cases = told(report, Operation(i));
    if (cases.empty()) continue;
    fmt::format_to(out, "{}\n", operations[i].name);
    for (const Case* one : small_cached_large(cases)) {
      const Entrant& best = one->kernels.front();
      fmt::format_to(out, "  n = {:<7} {:<26} {:>8}", count_text(one->key.workload.n),
                     best.implementation, time_text(best.median_ns));
      if (best.share_of_copy)
        fmt::format_to(out, " {:>6} of copy", percent_text(best.share_of_copy));
      if (const std::size_t near_by = count_near(*one); near_by > 0)
        fmt::format_to(out, ", {} near", near_by);
      text += '\n';
    }
  }
  const std::string head =
      text.empty() ? "" : "Fastest seen (textbook, f32, out of place, random signs):\n";
  return head + text + "Undecided: these timings are not paired, small differences may be noise.\n";
}

}  // namespace rectifier::reports
