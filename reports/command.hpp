// The commands of the `rectifier` tool.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "rectifier/kernel.hpp"

namespace rectifier::reports {

/// Exit statuses of every tool.
enum Status : int { done = 0, failed = 1, bad_input = 2 };

/// Thrown by a command that did its work, in the place of status 0.
struct Outcome {
  int status;
};

/// Each adds one command. Its callback does the work and throws what goes wrong:
/// std::invalid_argument for what a person gave (status 2), any other exception for the rest (1).
/// An exception without a text has already been explained.
void add_list(CLI::App& app);
void add_measure(CLI::App& app);
void add_report(CLI::App& app);
void add_choose(CLI::App& app);
void add_compare(CLI::App& app);
void add_export(CLI::App& app);

/// Adds --version to a command, and an example to its help.
inline void finish_command(CLI::App& command, const char* example) {
  command.set_version_flag("--version", "rectifier " + std::string(version()));
  command.footer(std::string("Example:\n  ") + example);
}

}  // namespace rectifier::reports
