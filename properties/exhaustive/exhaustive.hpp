// Every f32 input through a kernel, and every exponent of f64, against the definition.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "properties/runner.hpp"

namespace rectifier {

/// What an exhaustive run found.
struct ExhaustiveResult {
  std::uint64_t inputs = 0;  ///< elements computed and compared
  std::size_t sweeps = 0;    ///< passes over all patterns, one for each slope or fixed argument
  std::uint64_t hash = 0;    ///< of all answers, each NaN made by arithmetic counted as one
  std::uint64_t first_pass_hash = 0;  ///< likewise, of the first pass alone
  std::string wrong;                  ///< the first wrong input, in one sentence; empty: none
};

/// Runs a kernel of this machine over
/// - f32: all 4,294,967,296 inputs; leaky operations at several slopes; backward over all x with
///   one upstream gradient, over all upstream gradients with x = -1 and x = 1, and over all
///   special values against all special values;
/// - f64: every sign and exponent with structured mantissas, and random bits.
/// On all cores, in blocks that stay in the first cache. With `first_pass_only`, for slow machines,
/// at one slope and one fixed argument alone. `progress`, which may be empty, is told how
/// large a share is done, some hundred times a second.
ExhaustiveResult run_exhaustively(const Kernel& kernel, bool first_pass_only,
                                  const std::function<void(double)>& progress);

/// The hashes that every right kernel of an operation, convention and type has.
struct KnownHash {
  std::uint64_t first_pass;
  std::uint64_t all;
};

/// 0 where none is known.
KnownHash known_hash(Operation operation, Convention convention, Type type);

/// Registers a test `Exhaustive.kernel id` for each kernel. `run` must outlive them.
void register_exhaustive_tests(PropertyRun& run);

}  // namespace rectifier
