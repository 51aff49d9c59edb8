// `rectifier measure` from its options to its file.
#pragma once

#include <string>
#include <vector>

#include "bench/measure/selection.hpp"

namespace rectifier::bench {

/// Everything that was given on the command line.
struct MeasureOptions {
  GivenOptions given;
  std::string out = "measurements.json";
  bool resume = false;
  bool for_google_benchmark = false;   ///< write the same for its compare.py too
  bool serve = false;                  ///< this process was started by another one to measure in
  std::vector<std::string> arguments;  ///< of the program, its own name first
};

/// Checks, tries, plans, measures and writes. Progress goes to stderr.
/// @throws std::invalid_argument if something given is wrong, std::runtime_error if something
/// fails; what was complete by then is in the partial file.
Measurements measure(const MeasureOptions& options);

}  // namespace rectifier::bench
