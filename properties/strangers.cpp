#include "properties/strangers.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <sstream>

#include "properties/semantics/semantics.hpp"

namespace rectifier {

void print_strangers(const PropertyRun& run) {
  for (const Kernel& kernel : run.kernels) {
    if (kernel.convention || !run.tallies.contains(kernel.id)) continue;
    const Semantics semantics = classify(kernel);
    fmt::print("\n{}\n  {}\n", kernel.id, in_words(semantics));
    std::istringstream lines(departures_in_words(semantics));
    for (std::string line; std::getline(lines, line);) fmt::print("  {}\n", line);
    std::fflush(stdout);
  }
}

}  // namespace rectifier
