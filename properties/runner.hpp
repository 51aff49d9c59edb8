// One property of one kernel as a GoogleTest test, and what became of it.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "properties/properties.hpp"
#include "properties/summary.hpp"

namespace rectifier {

/// What the tests of one run share.
struct PropertyRun {
  std::vector<Kernel> kernels;           ///< the library's and the plug-ins'
  std::string program;                   ///< as it was called
  std::vector<std::string> plugin_args;  ///< "--plugin=…", for the command that repeats a failure
  unsigned timeout_s = 300;              ///< seconds that one test may take
  bool first_pass_only = false;          ///< of an exhaustive run
  std::function<void(double)> progress;  ///< told the share of a long test that is done
  std::function<void(const Outcome&)> tell;  ///< told each outcome, and before it that it runs
  Summary found;

  /// From now on the test runs: no longer than it may, and if it does not come back, its outcome
  /// has the command that repeats it. `arguments` are those that it needs beside its name.
  void begin(Outcome& outcome, const std::string& rc_params, const std::string& arguments);
};

/// Registers a test. `work` begins it, and says what is wrong, or why it was skipped or not judged;
/// if nothing is, the property held. `run` and `kernel` must outlive it.
void register_test(PropertyRun& run, const char* property, const Kernel& kernel,
                   const std::function<void(Outcome& outcome)>& work);

/// Registers a test for every property and every kernel it applies to.
void register_property_tests(PropertyRun& run);

}  // namespace rectifier
