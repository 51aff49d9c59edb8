// What copies.cpp exports for each target.
#pragma once

#include "kernels/walks.hpp"
#include "rectifier/kernel.hpp"

namespace rectifier::bench {

/// The vector yardsticks of one element type and target: by every walk, or null where the target
/// has none of its stores; all null where it is of another architecture.
template <class T>
struct CopyFunctions {
  KernelFunction<T> one_input[walk_count];   ///< `copy`, and `rewrite` where out is x
  KernelFunction<T> two_inputs[walk_count];  ///< `copy2`, and `rewrite2` where out is upstream
};

/// For every element type. The slope given to them must be +0.
using CopyTable = rectifier::detail::OfEveryType<CopyFunctions>;

}  // namespace rectifier::bench
