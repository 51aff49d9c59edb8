#include "reports/page/external_kernels.hpp"

#include <fmt/format.h>

#include "properties/semantics/semantics.hpp"
#include "rectifier/kernel.hpp"

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

}  // namespace

std::vector<Behaviour> behaviours(const std::vector<std::string>& plugins) {
  std::vector<Behaviour> made;
  for (const std::string& file : plugins)
    for (const Kernel& kernel : load_plugin(file))
      if (kernel.supported()) made.push_back(behaviour_of(kernel));
  return made;
}

}  // namespace rectifier::reports
