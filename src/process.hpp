// Foreign code is tried in a child process first, so that what it does to its process it does to
// that one.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

namespace rectifier::detail {

/// Says what is about to be done, for the case that it never comes back. Cut after 255 bytes.
using Doing = std::function<void(std::string_view what)>;

/// What became of a child.
struct ChildResult {
  std::string told;   ///< what the work returned
  std::string death;  ///< how it ended before it could return: "crashed (Segmentation fault)",
                      ///< "ended the process (status 0)", "threw an exception: …",
                      ///< "did not come back within 60 s"; empty: it did not
  std::string doing;  ///< what it was doing last
};

/// Runs `work` in a copy of this process, with standard output and error closed to it, and waits.
/// @throws std::system_error if no process can be started.
ChildResult in_child(const std::function<std::string(const Doing& doing)>& work,
                     std::chrono::seconds limit);

}  // namespace rectifier::detail
