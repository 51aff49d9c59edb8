// What copies.cpp exports for each target.
#pragma once

#include "rectifier/kernel.hpp"

namespace rectifier::bench {

/// The vector yardsticks of one element type; null where the target is of another architecture.
template <class T>
struct CopyFunctions {
  KernelFunction<T> one_input;   ///< `copy`, and `rewrite` where out is x
  KernelFunction<T> two_inputs;  ///< `copy2`, and `rewrite2` where out is upstream
  /// The same with stores that go past the caches, for out of place alone; null where the target
  /// has none.
  KernelFunction<T> stream_one_input, stream_two_inputs;
};

/// For every element type. The slope given to them must be +0.
using CopyTable = rectifier::detail::OfEveryType<CopyFunctions>;

}  // namespace rectifier::bench
