// Every f32 input through a kernel, and every exponent of f64, against the definition.
#pragma once

#include <cstdint>

#include "properties/runner.hpp"

namespace rectifier {

/// The hashes that every right kernel of an operation, convention and type has.
struct KnownHash {
  std::uint64_t first_pass;
  std::uint64_t all;
};

/// 0 where none is known.
KnownHash known_hash(Operation operation, Convention convention, Type type);

/// Registers a test `Exhaustive.kernel id` for each kernel, of
/// - f32: all 4,294,967,296 inputs; leaky operations at several slopes; backward over all x with
///   one upstream gradient, over all upstream gradients with x = -1 and x = 1, and over all
///   special values against all special values;
/// - f64: every sign and exponent with structured mantissas, and random bits.
/// On all cores, in blocks that stay in the first cache. With `first_pass_only`, for slow machines,
/// at one slope and one fixed argument alone. `run` must outlive them.
void register_exhaustive_tests(PropertyRun& run);

/// Registers a test `Large.kernel id` of one f32 kernel for each way to walk an array (the one of
/// each family on the highest target that this machine runs), and of each f32 kernel of a plug-in.
/// They need 9 GiB of free memory and skip where there is less. `run` must outlive them.
void register_large_tests(PropertyRun& run);

}  // namespace rectifier
