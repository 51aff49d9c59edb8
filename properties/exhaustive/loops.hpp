// The inner loops of an exhaustive run: what the definition answers for a block of inputs, and
// whether a kernel answered it. Compiled once per target, as they see every input there is.
#pragma once

#include <cstddef>
#include <cstdint>

#include "rectifier/kernel.hpp"

namespace rectifier {

/// Hashes `hash_lanes` interleaved sequences of answers, so that it is the same for every vector
/// width.
constexpr std::size_t hash_lanes = 64;

template <class T>
struct SweepLoops {
  using Bits = typename TypeTraits<T>::Bits;

  /// `n` bit patterns, one after the other from `first`.
  void (*count_up)(Bits first, T* out, std::size_t n);

  /// What the definition answers for `n` elements, and a mask of ones where that is a NaN made by
  /// a multiplication, for which any NaN is right; 0x7fc00000 (f64: 0x7ff8000000000000) stands
  /// for all of them.
  void (*expect)(Operation operation, Convention convention, const T* x, const T* upstream, T slope,
                 Bits* expected, Bits* any_nan, std::size_t n);

  /// Adds `n` answers (a multiple of `hash_lanes`) to the hash; false if one is wrong.
  bool (*absorb)(const T* out, const Bits* expected, const Bits* any_nan, std::size_t n,
                 Bits* hash);
};

/// The loops for every element type.
struct SweepTable : detail::OfEveryType<SweepLoops> {};

}  // namespace rectifier
