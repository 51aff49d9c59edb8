// No speed without correctness: each kernel is held against the definition before it is timed.
#pragma once

#include <optional>
#include <string>

#include "rectifier/kernel.hpp"

namespace rectifier::bench {

/// Compares a kernel that declares a convention with the definition: special values in every
/// place, every length from 0 to 300, several slopes, and in place if the kernel allows it. An
/// element next to the output must stay as it was. Returns what is wrong, with the input, in one
/// sentence; empty: nothing.
///
/// This is not what the properties do (every kind of value, memory, environment); it makes sure
/// that what is timed is what it says it is.
std::optional<std::string> what_is_wrong(const Kernel& kernel);

}  // namespace rectifier::bench
