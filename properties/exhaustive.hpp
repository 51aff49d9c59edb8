// Every f32 input through a kernel, and every exponent of f64, against the definition.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "property_test.hpp"

namespace rectifier {

/// What an exhaustive run found.
struct ExhaustiveResult {
  std::uint64_t inputs = 0;  ///< elements computed and compared
  std::size_t sweeps = 0;    ///< passes over all patterns, one for each slope or fixed argument
  std::uint64_t hash = 0;    ///< of all answers, each NaN made by arithmetic counted as one
  std::string wrong;         ///< the first wrong input, in one sentence; empty: none
};

/// Runs a kernel of this machine over
/// - f32: all 4,294,967,296 inputs; leaky operations at several slopes; backward over all x with
///   one upstream gradient, over all upstream gradients with x = -1 and x = 1, and over all
///   special values against all special values;
/// - f64: every sign and exponent with structured mantissas, and random bits.
/// On all cores, in blocks that stay in the first cache. `progress`, which may be empty, is told
/// how large a share is done, some hundred times a second.
ExhaustiveResult run_exhaustively(const Kernel& kernel,
                                  const std::function<void(double)>& progress);

/// The hash that every right kernel of this operation, convention and type has; 0: none is known.
std::uint64_t known_hash(Operation operation, Convention convention, Type type);

/// Registers a test `Exhaustive.kernel id` for each kernel. `run` must outlive them.
void register_exhaustive_tests(PropertyRun& run);

}  // namespace rectifier
