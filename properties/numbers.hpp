// Bit patterns of every class of number.
#pragma once

#include <array>

#include "support/special_values.hpp"
#include "support/types.hpp"

namespace rectifier {

/// A class of numbers that a rectifier may treat wrongly as a whole.
enum class NumberClass {
  zero,
  subnormal,
  smallest_subnormal,
  largest_subnormal,
  smallest_normal,
  largest_finite,
  infinity,
  quiet_nan,
  signalling_nan,
  smallest_nan,  // one pattern above infinity
  largest_nan,   // all ones but the sign
  power_of_two,
  ordinary,
  uniform_bits,
};
constexpr std::size_t number_classes = 14;

/// A class's name, for the coverage gate's complaint.
constexpr std::array<const char*, number_classes> number_class_names = {
    "zero",           "subnormal",    "smallest subnormal", "largest subnormal", "smallest normal",
    "largest finite", "infinity",     "quiet NaN",          "signalling NaN",    "smallest NaN",
    "largest NaN",    "power of two", "ordinary",           "uniform bits"};

/// What a number's bits say of it, without a floating-point instruction.
template <class T>
bool is_negative(T value) {
  return (bits(value) & Layout<T>::sign) != 0;
}
template <class T>
T absolute(T value) {
  return with_sign<T>(bits(value) & ~Layout<T>::sign, false);
}
template <class T>
bool is_infinite(T value) {
  return bits(absolute(value)) == Layout<T>::infinity;
}
template <class T>
bool is_subnormal(T value) {
  return bits(absolute(value)) != 0 && bits(absolute(value)) <= Layout<T>::mantissa;
}

/// A magnitude of a class, made from random bits.
template <class T>
constexpr typename TypeTraits<T>::Bits magnitude(NumberClass kind,
                                                 typename TypeTraits<T>::Bits random) {
  using L = Layout<T>;
  using Bits = typename L::Bits;
  const Bits payload = (random & (L::quiet - 1)) | 1;
  const Bits exponent = (random >> L::mantissa_bits) % L::exponents;
  switch (kind) {
    case NumberClass::zero: return 0;
    case NumberClass::subnormal: return (random & L::mantissa) | 1;
    case NumberClass::smallest_subnormal: return 1;
    case NumberClass::largest_subnormal: return L::mantissa;
    case NumberClass::smallest_normal: return L::mantissa + 1;
    case NumberClass::largest_finite: return L::infinity - 1;
    case NumberClass::infinity: return L::infinity;
    case NumberClass::quiet_nan: return L::infinity | L::quiet | payload;
    case NumberClass::signalling_nan: return L::infinity | payload;
    case NumberClass::smallest_nan: return L::infinity + 1;
    case NumberClass::largest_nan: return L::infinity | L::mantissa;
    case NumberClass::power_of_two: return exponent << L::mantissa_bits;
    case NumberClass::ordinary:  // 2^-8 to 2^8
      return ((L::exponents / 2 - 8 + exponent % 16) << L::mantissa_bits) | (random & L::mantissa);
    case NumberClass::uniform_bits: break;
  }
  return random & ~L::sign;
}

}  // namespace rectifier
