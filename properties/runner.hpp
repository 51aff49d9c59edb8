// One property of one kernel as a GoogleTest test, and what is printed when it fails, crashes or
// hangs.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "properties/properties.hpp"

namespace rectifier {

/// What was found of one kernel.
struct Tally {
  std::size_t held = 0;
  std::size_t failed = 0;
};

/// What the tests of one run share.
struct PropertyRun {
  std::vector<Kernel> kernels;           ///< the library's and the plug-ins'
  std::string program;                   ///< as it was called
  std::vector<std::string> plugin_args;  ///< "--plugin=…", for the command that repeats a failure
  unsigned timeout_s = 300;              ///< seconds that one test may take
  bool first_pass_only = false;          ///< of an exhaustive run
  std::function<void(double)> progress;  ///< told the share of a long test that is done
  // Counted as the tests run:
  std::size_t held = 0;
  std::size_t cases = 0;
  std::uint64_t exhaustive_inputs = 0;
  std::map<std::string, std::size_t> skipped;  ///< how many for each reason
  std::map<std::string, Tally> tallies;        ///< by kernel id
};

/// From now on until `unwatch`, a crash, or more than the timeout, prints the test and the command
/// that repeats it, and ends the process with status 1. `arguments` are those that the test needs
/// beside its name.
void watch(const PropertyRun& run, const std::string& test, const std::string& arguments);
void unwatch();

/// Runs `work` in a child process and returns its status: 1, with the test that was running and
/// the command that repeats it, if a kernel ended the process by whatever way.
/// @throws std::system_error if no process can be started.
int supervised(const std::function<int()>& work);

/// Registers a test for every property and every kernel it applies to. `run` must outlive them.
void register_property_tests(PropertyRun& run);

}  // namespace rectifier
