// Kernels whose machine code is the same but for addresses.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "rectifier/kernel.hpp"

namespace rectifier::bench {

/// Whether two functions, which these bytes are where they were loaded, are the same but for
/// addresses: where they differ, and wherever a displacement leads out of them, both lead to one
/// address, to constants that are equal, or to functions that are the same. Padding after the
/// last return does not count. Of functions that are told apart without need, one is timed more.
/// On other architectures than x86-64 every byte must be equal, and no address is looked at.
bool same_code(std::span<const std::byte> a, std::span<const std::byte> b);

/// For each of these kernels, which must be of one operation and type, the implementation of its
/// twin: of those with the same code the one of the lowest target, and there the first; plug-ins
/// come after every target. Empty: it has none, is that one itself, or its code is not known, as
/// in a stripped program (where rows of one and the same function are still twins).
/// @throws std::invalid_argument as `targets` does.
std::vector<std::string> twins_of(std::span<const Kernel* const> kernels);

}  // namespace rectifier::bench
