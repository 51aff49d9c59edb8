// Bit patterns of every class of number, and when two answers count as the same.
#pragma once

#include <fmt/format.h>

#include <array>
#include <limits>
#include <optional>
#include <string>

#include "rectifier/definition.hpp"

namespace rectifier {

/// "0x80000000 (-0)": the bits, and a decimal that reads back as the same number.
template <class T>
std::string show(T value) {
  return fmt::format("0x{:0{}x} ({})", bits(value), 2 * sizeof(T), value);
}

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

/// The layout of a floating-point type.
template <class T>
struct Layout {
  using Bits = typename TypeTraits<T>::Bits;
  static constexpr int mantissa_bits = std::numeric_limits<T>::digits - 1;
  static constexpr Bits sign = Bits(1) << (8 * sizeof(T) - 1);
  static constexpr Bits mantissa = (Bits(1) << mantissa_bits) - 1;
  static constexpr Bits quiet = Bits(1) << (mantissa_bits - 1);
  static constexpr Bits infinity = bits(std::numeric_limits<T>::infinity());
  static constexpr Bits exponents = infinity >> mantissa_bits;  // of infinity and NaN
};

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

/// A NaN that comes out of a multiplication has bits that no one promises. Only leaky_relu and
/// its backward multiply; only where x does not pass, which `convention` decides: any of them
/// where none is declared.
template <class T>
bool may_be_any_nan(Operation operation, std::optional<Convention> convention, T x) {
  if (!row(operation).leaky || row(operation).gradient) return false;
  if (convention) return !passes(question(operation, *convention), x);
  for (std::size_t c = 0; c < std::size(conventions); ++c)
    if (may_be_any_nan(operation, std::optional(Convention(c)), x)) return true;
  return false;
}

/// Same bits, or both some NaN where that is all that is promised.
template <class T>
bool same(T a, T b, bool any_nan) {
  return bits(a) == bits(b) || (any_nan && a != a && b != b);
}

}  // namespace rectifier
