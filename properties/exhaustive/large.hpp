// Arrays longer than an int can count: 2^31 bytes and 2^31 elements and some more.
#pragma once

#include "properties/runner.hpp"

namespace rectifier {

/// Registers a test `Large.kernel id` of one f32 kernel for each way to walk an array (the one of
/// each family on the highest target that this machine runs), and of each f32 kernel of a plug-in.
/// They need 9 GiB of free memory and skip where there is less. `run` must outlive them.
void register_large_tests(PropertyRun& run);

}  // namespace rectifier
