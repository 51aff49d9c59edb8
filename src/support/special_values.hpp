// The numbers and slopes at which a wrong kernel shows itself: the only lists of them. Who tries
// which of them in which order is part of the row, as drawn inputs, exported headers, hashes and
// what is printed first depend on it.
#pragma once

#include <algorithm>
#include <vector>

#include "rectifier/definition.hpp"

namespace rectifier {
namespace detail {

/// A magnitude, which is tried with either sign.
template <class T>
struct SpecialNumber {
  typename TypeTraits<T>::Bits magnitude;
  int few;     ///< its place where few must do; 0: left out
  bool swept;  ///< part of an exhaustive run's pairs
};

template <class T>
std::vector<SpecialNumber<T>> special_numbers() {
  using L = Layout<T>;
  using Bits = typename L::Bits;
  constexpr Bits least = L::mantissa + 1, one = bits(T(1)), nan = L::infinity | L::quiet;
  return {{0, 1, true},
          {1, 3, true},
          {2, 0, true},
          {least / 2, 4, false},
          {Bits(least - 2), 0, true},
          {L::mantissa, 0, true},
          {least, 5, true},
          {Bits(least + 1), 0, true},
          {bits(T(1e-3)), 13, false},
          {Bits(one - 1), 0, true},
          {one, 2, true},
          {Bits(one + 1), 11, true},
          {bits(T(0.01)), 0, true},
          {bits(T(3)), 0, true},
          {bits(T(3.25)), 12, false},
          {Bits(L::infinity - 2), 0, true},
          {Bits(L::infinity - 1), 6, true},
          {L::infinity, 7, true},
          {Bits(L::infinity + 1), 10, true},  // a signalling NaN, as those below
          {Bits(nan - 1), 0, true},
          {nan, 8, true},
          {Bits(nan | 1), 0, true},
          {Bits(nan | (0x1234 & (L::quiet - 1))), 9, false},
          {Bits(L::infinity | L::mantissa), 0, true}};
}

/// A slope, and its place with each that tries some; 0: left out.
struct SpecialSlope {
  double slope;
  int drawn = 0;     ///< by properties, plainest first
  int swept = 0;     ///< by an exhaustive run of leaky_relu
  int observed = 0;  ///< where a kernel is asked what it answers
  int exported = 0;  ///< by an exported header
};

template <class T>
std::vector<SpecialSlope> special_slopes() {
  using L = Layout<T>;
  return {{0.01, 1, 1, 1, 1},
          {0.1, 2, 2},
          {0.0, 3, 3, 3},
          {-0.0, 4},
          {1.0, 5, 4},
          {1.5, 6, 5, 4},
          {100.0, 7},
          {-0.25, 8, 6, 5},
          {-1.0, 9},
          {-3.0, 10},
          {1.0 / 3.0, 11, 0, 2},
          {double(L::denorm_min), 12, 7},
          {double(L::min) / 4, 13},
          {double(L::max), 14},
          {-double(L::max), 15},
          {-0.5, 0, 0, 0, 2}};
}

/// The rows that have a place, in its order.
template <class Row>
std::vector<Row> in_order(std::vector<Row> rows, int Row::*place) {
  std::erase_if(rows, [=](const Row& row) { return row.*place == 0; });
  std::sort(rows.begin(), rows.end(),
            [=](const Row& one, const Row& other) { return one.*place < other.*place; });
  return rows;
}

}  // namespace detail

/// A number made of a magnitude's bits. Not a negation, which could make a signalling NaN quiet.
template <class T>
constexpr T with_sign(typename TypeTraits<T>::Bits magnitude, bool negative) {
  using Bits = typename TypeTraits<T>::Bits;
  return std::bit_cast<T>(static_cast<Bits>(magnitude | (negative ? Layout<T>::sign : 0)));
}

/// Some of them, the positive ones first: what a kernel is compared with the definition on before
/// it is timed, and what an exported one brings along.
template <class T>
std::vector<T> special_values() {
  std::vector<T> values;
  for (const bool negative : {false, true})
    for (const auto& row :
         detail::in_order(detail::special_numbers<T>(), &detail::SpecialNumber<T>::few))
      values.push_back(with_sign<T>(row.magnitude, negative));
  return values;
}

/// Those of which an exhaustive run tries every pair, each beside its negative.
template <class T>
std::vector<T> swept_values() {
  std::vector<T> values;
  for (const auto& row : detail::special_numbers<T>())
    for (const bool negative : {false, true})
      if (row.swept) values.push_back(with_sign<T>(row.magnitude, negative));
  return values;
}

/// The slopes of one of the lists: none, tiny, small, one, above one, negative, huge, and not
/// representable in the element type; every one becomes a finite factor.
template <class T>
std::vector<double> slopes(int detail::SpecialSlope::*place = &detail::SpecialSlope::drawn) {
  std::vector<double> list;
  for (const auto& row : detail::in_order(detail::special_slopes<T>(), place))
    list.push_back(row.slope);
  return list;
}

}  // namespace rectifier
