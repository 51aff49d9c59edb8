// The commands of the `rectifier` tool.
#pragma once

#include "support/command_line.hpp"

namespace rectifier::reports {

/// Each adds one command. Its callback does the work and throws what goes wrong, as `run_program`
/// expects it.
void add_list(CLI::App& app);
void add_measure(CLI::App& app);
void add_report(CLI::App& app);
void add_choose(CLI::App& app);
void add_compare(CLI::App& app);
void add_export(CLI::App& app);

}  // namespace rectifier::reports
