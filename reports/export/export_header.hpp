// One kernel as one header.
#pragma once

#include <string>

#include "rectifier/kernel.hpp"

namespace rectifier::reports {

/// A header that needs nothing of this library: the kernel with its tail handling, in a namespace
/// of its own and with internal linkage, its licence, test vectors and `verify()`.
/// @throws std::invalid_argument if the kernel is of no idiom of src/kernels/idioms.hpp.
std::string export_header(const Kernel& kernel);

}  // namespace rectifier::reports
