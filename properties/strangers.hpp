// What is printed of kernels that declare no convention.
#pragma once

#include "properties/runner.hpp"

namespace rectifier {

/// How each of those that were tested behaves, in words, and where it departs from every
/// convention, with the input that shows it.
void print_strangers(const PropertyRun& run);

}  // namespace rectifier
