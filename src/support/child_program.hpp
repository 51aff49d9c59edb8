// Starts programs, and keeps what they print.
#pragma once

#include <csignal>
#include <filesystem>
#include <functional>
#include <string_view>

#include "process.hpp"

namespace rectifier {

/// A program to start.
struct Program {
  std::vector<std::string> arguments;         ///< the first is its file, or a name to be looked for
  std::vector<std::string> environment = {};  ///< "NAME=value", set by `env`
  std::string folder = {};                    ///< that it runs in; empty: this process's
  std::string input = {};                     ///< that it reads
  bool shows_errors = false;                  ///< on this process's standard error
  detail::Limit limit = {};
  /// Once this is not 0, it is asked to stop, by SIGTERM.
  const volatile std::sig_atomic_t* stop = nullptr;
  /// Gets each line that it prints as soon as it is there, without its end; the output is not kept
  /// then. If it throws, the program is ended.
  std::function<void(std::string_view line)> on_line = {};
};

/// How a program ended, and what it printed.
struct Finished : detail::Ended {
  std::string output, errors;
};

/// Runs a program and waits for its end. It does not outlive this process, where the system can
/// see to that.
/// @throws std::system_error if it can't be started, and what `on_line` throws.
Finished run_to_end(const Program& program);

/// What a program prints; nothing if there is none of its name.
/// @throws std::runtime_error with the last line of its errors, if it fails.
std::optional<std::string> output_of(const Program& program);

/// Called in a child: it ends with its parent, where the system can see to that.
void end_with(pid_t parent);

/// A folder that is gone again afterwards.
class TemporaryFolder {
 public:
  TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder();
  std::filesystem::path path;
};

}  // namespace rectifier
