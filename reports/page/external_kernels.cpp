#include "reports/page/external_kernels.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "properties/semantics/semantics.hpp"
#include "rectifier/kernel.hpp"
#include "reports/page/text.hpp"
#include "reports/page/verdict_section.hpp"

namespace rectifier::reports {
namespace {

std::string input_text(const Departure& departure) {
  std::string text = "x = " + departure.x;
  if (!departure.upstream.empty()) text += ", upstream = " + departure.upstream;
  if (!departure.slope.empty()) text += ", slope = " + departure.slope;
  if (departure.n > 1) text += fmt::format(", at [{}] of {}", departure.position, departure.n);
  return text;
}

Behaviour behaviour_of(const Kernel& kernel) {
  const Semantics semantics = classify(kernel);
  Behaviour made{kernel.id, in_words(semantics), {}};
  for (std::size_t c = 0; c < semantics.departures.size(); ++c)
    for (const Departure& departure : semantics.departures[c])
      made.rows.push_back({std::string(name(Convention(c))), departure.kind, input_text(departure),
                           departure.got, departure.expected});
  return made;
}

/// "1.27: 4.43 ns"; of the fastest the time alone, as its ratio is the runner-up's.
std::string cell(const Standing* standing, bool fastest) {
  if (standing == nullptr || !standing->median_ns) return "-";
  const std::string time = time_text(*standing->median_ns);
  return fastest ? time : ratio_text(standing->ratio_to_best) + ": " + time;
}

const Standing* fastest(const JudgedCase* one) {
  return one == nullptr || one->kernels.empty() ? nullptr : &one->kernels.front();
}

/// Peers, and the kernels of plug-ins that declare a convention: their names have a part more.
std::vector<const Standing*> from_outside(const JudgedCase* one) {
  std::vector<const Standing*> found;
  if (one == nullptr) return found;
  for (const auto* standings : {&one->kernels, &one->peers})
    for (const Standing& standing : *standings)
      if (bench::is_from_outside(standing.implementation)) found.push_back(&standing);
  return found;
}

const Standing* find(const JudgedCase* one, const std::string& implementation) {
  for (const Standing* standing : from_outside(one))
    if (standing->implementation == implementation) return standing;
  return nullptr;
}

/// The best of the library's own; null if none took part.
const Standing* best_of_ours(const JudgedCase* one) {
  if (one != nullptr)
    for (const Standing& standing : one->kernels)
      if (!bench::is_from_outside(standing.implementation)) return &standing;
  return nullptr;
}

}  // namespace

std::string others_text(const Report& report) {
  const bool timed = !beside_the_others(report).empty();
  std::string text;
  if (timed)
    text +=
        "Times are medians of a call in the same rounds, in one thread; before each is its "
        "ratio to the fastest kernel that declares a convention. Those that declare none were "
        "not checked and are never recommended. ";
  if (!report.others.empty())
    text +=
        "Each kind of input that a kernel answers otherwise than a convention does is listed "
        "with the plainest input that shows it.";
  if (!timed && report.others.empty())
    text =
        "None took part. `./run report --peers` measures those that are installed; "
        "`--plugin FILE` adds any other to `rectifier measure` and `rectifier report`.";
  return text;
}

std::vector<Behaviour> behaviours(const std::vector<std::string>& plugins) {
  std::vector<Behaviour> made;
  for (const std::string& file : plugins)
    for (const Kernel& kernel : load_plugin(file))
      if (kernel.supported()) made.push_back(behaviour_of(kernel));
  return made;
}

std::vector<Beside> beside_the_others(const Report& report) {
  std::vector<Beside> made;
  const Winners shown = winners(report);
  for (const auto& [setting, cases] : shown.rows) {
    std::set<std::string> others;
    for (const JudgedCase* one : cases)
      for (const Standing* other : from_outside(one)) others.insert(other->implementation);
    if (others.empty()) continue;
    Beside beside{setting, {"implementation"}, {{"the best of ours"}, {"the public call"}}};
    for (std::size_t i = 0; i < cases.size(); ++i) {
      const JudgedCase* one = cases[i];
      beside.head.push_back(count_text(shown.sizes[i]));
      beside.lines[0].push_back(cell(best_of_ours(one), best_of_ours(one) == fastest(one)));
      beside.lines[1].push_back(
          cell(one == nullptr || !one->public_call ? nullptr : &*one->public_call, false));
    }
    for (const std::string& other : others) {
      beside.lines.push_back({other});
      for (const JudgedCase* one : cases)
        beside.lines.back().push_back(
            cell(find(one, other), one != nullptr && find(one, other) == fastest(one)));
    }
    made.push_back(std::move(beside));
  }
  return made;
}

}  // namespace rectifier::reports
