// The definition's answers for special and normal numbers, made by a file without unusual flags.
#pragma once

#include <vector>

#include "rectifier/definition.hpp"

/// One answer, in bits.
template <class T>
struct Expected {
  using Bits = typename rectifier::TypeTraits<T>::Bits;
  rectifier::Operation operation;
  rectifier::Convention convention;
  Bits x, upstream;
  double slope;
  Bits bits;
  bool any_nan;  ///< a product made it, so that any NaN will do
};

/// All of a type.
template <class T>
const std::vector<Expected<T>>& expected();

/// Asked of the bits, as a comparison may be taken for a constant.
template <class T>
bool is_nan_pattern(T value) {
  const auto infinity = rectifier::bits(static_cast<T>(__builtin_huge_val()));
  const auto magnitude = rectifier::bits(value) << 1;
  return magnitude > static_cast<decltype(infinity)>(infinity << 1);
}
