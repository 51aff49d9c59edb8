// What a kernel is compared with the definition on before it is timed, and what an exported one
// brings along.
#pragma once

#include <limits>
#include <vector>

#include "rectifier/definition.hpp"

namespace rectifier {

/// Values at which a wrong kernel shows itself, and ordinary ones of both signs.
template <class T>
std::vector<T> special_values() {
  using Limits = std::numeric_limits<T>;
  using Bits = typename TypeTraits<T>::Bits;
  // A NaN one pattern above infinity is a signalling one.
  const T signalling = std::bit_cast<T>(static_cast<Bits>(bits(Limits::infinity()) + 1));
  const T payload = std::bit_cast<T>(static_cast<Bits>(bits(Limits::quiet_NaN()) + 0x1234));
  std::vector<T> values{T(0),          T(1),          Limits::denorm_min(),     Limits::min() / 2,
                        Limits::min(), Limits::max(), Limits::infinity(),       Limits::quiet_NaN(),
                        payload,       signalling,    T(1) + Limits::epsilon(), T(3.25),
                        T(1e-3)};
  const std::size_t positive = values.size();
  for (std::size_t i = 0; i < positive; ++i) {
    // Not a negation, which could make a signalling NaN a quiet one.
    const Bits sign = Bits(1) << (8 * sizeof(T) - 1);
    values.push_back(std::bit_cast<T>(static_cast<Bits>(bits(values[i]) | sign)));
  }
  return values;
}

/// Whether an answer is a product, whose NaN is some NaN: its bits are not defined.
template <class T>
constexpr bool is_product(Operation operation, Convention convention, T x) {
  return row(operation).leaky && !row(operation).gradient &&
         !passes(question(operation, convention), x);
}

}  // namespace rectifier
