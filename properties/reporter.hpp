// What a run of the properties prints.
#pragma once

#include "properties/runner.hpp"

namespace rectifier {

/// Replaces GoogleTest's printer, whose thousands of lines hide the one that matters: failures as
/// they come, progress with the time left on a terminal, and a summary.
void report_calmly(PropertyRun& run);

}  // namespace rectifier
