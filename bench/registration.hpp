// Turns kernels and workloads into benchmarks.
#pragma once

#include <span>

#include "rectifier/kernel.hpp"

namespace rectifier::bench {

/// Which benchmarks to register.
struct Selection {
  bool quick = false;  ///< only the quick rows of workloads.hpp and the `textbook` convention
};

/// Registers every supported kernel of `all`, which must outlive the run, the public calls and the
/// yardsticks, for every workload. The entrants of a case stand together, and the yardsticks
/// that they are held against before them. Returns how many that makes.
/// @throws std::invalid_argument as `kernels` does.
std::size_t register_benchmarks(const Selection& selection, std::span<const Kernel> all);

}  // namespace rectifier::bench
