// One property of one kernel as a GoogleTest test, and what is printed when it fails, crashes or
// hangs.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "properties.hpp"

namespace rectifier {

/// What the tests of one run share.
struct PropertyRun {
  std::vector<Kernel> kernels;           ///< the library's and the plug-ins'
  std::string program;                   ///< as it was called
  std::vector<std::string> plugin_args;  ///< "--plugin=…", for the command that repeats a failure
  unsigned timeout_s = 300;              ///< seconds that one test may take
  // Counted as the tests run:
  std::size_t held = 0;
  std::size_t cases = 0;
  std::map<std::string, std::size_t> skipped;  ///< how many for each reason
};

/// Registers a test for every property and every kernel it applies to. `run` must outlive them.
void register_property_tests(PropertyRun& run);

}  // namespace rectifier
