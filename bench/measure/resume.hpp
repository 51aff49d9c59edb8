// Going on with a run that was not finished.
#pragma once

#include <optional>

#include "bench/measure/measurements.hpp"
#include "support/atomic_file.hpp"

namespace rectifier::bench {

/// What a run goes on with: what is in FILE.partial, or in FILE. Empty if it is to begin anew.
/// @param resume  whether a person asked for it
/// @param here    the machine, the build and the arguments of this run
/// @throws std::invalid_argument if there is nothing to go on with, or something that was begun
/// otherwise; and if a run is to begin anew where another one was not finished.
std::optional<Measurements> to_resume(const OutputFile& output, bool resume,
                                      const Measurements& here);

/// What was typed, as a shell takes it.
std::string shell_command(const std::vector<std::string>& arguments);

}  // namespace rectifier::bench
