// What a run of the properties prints.
#pragma once

#include "properties/runner.hpp"

namespace rectifier {

/// What is printed of a property that did not hold.
std::string in_words(const Outcome& outcome);

/// Replaces GoogleTest's printer, whose thousands of lines hide the one that matters: failures as
/// they come, progress with the time left on a terminal, and a summary.
void report_calmly(PropertyRun& run);

/// How each kernel that declares no convention and was tested behaves, in words, and where it
/// departs from every convention, with the input that shows it.
void print_strangers(const PropertyRun& run);

}  // namespace rectifier
