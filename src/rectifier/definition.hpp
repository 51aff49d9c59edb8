// The specification: what each operation answers, bit for bit, for every element.
//
// Everything is decided by one question, does x pass? A convention says which of four
// questions each operation asks; they differ only at zero and for NaN. Kernels, properties
// and the public functions on plain numbers all come back to this file.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "rectifier/cxx20.hpp"

namespace rectifier {

/// What is computed, elementwise. *Gradient* is the derivative f'(x); *backward* is the chain
/// rule, an upstream gradient weighted by f'(x).
enum class Operation : std::uint8_t {
  relu,
  relu_gradient,
  relu_backward,
  leaky_relu,
  leaky_relu_gradient,
  leaky_relu_backward,
};

/// What is true of an operation whatever the convention.
struct OperationRow {
  std::string_view name;  ///< as in kernel ids
  bool leaky;             ///< takes a slope
  bool gradient;          ///< is the derivative itself
  bool has_upstream;      ///< takes an upstream gradient beside x
};

/// One row an operation, in the order of the enumerators.
inline constexpr OperationRow operations[] = {
    {"relu", false, false, false},
    {"relu_gradient", false, true, false},
    {"relu_backward", false, false, true},
    {"leaky_relu", true, false, false},
    {"leaky_relu_gradient", true, true, false},
    {"leaky_relu_backward", true, false, true},
};

/// The row of an operation.
constexpr const OperationRow& row(Operation operation) {
  return operations[static_cast<std::size_t>(operation)];
}

/// Whether it multiplies by the slope where x does not pass.
constexpr bool multiplies(Operation operation) {
  return row(operation).leaky && !row(operation).gradient;
}

/// The ways to ask whether x passes. They differ only at zero and for NaN.
enum class Passes : std::uint8_t {
  above,            ///< x > 0: neither zero nor NaN passes
  at_or_above,      ///< x >= 0: both zeros pass, NaN does not
  not_below,        ///< !(x < 0): both zeros and NaN pass
  not_at_or_below,  ///< !(x <= 0): NaN passes, zeros do not
};

/// The answer to one question, for one number.
template <class T>
constexpr bool passes(Passes question, T x) {
  switch (question) {
    case Passes::above: return x > T(0);
    case Passes::at_or_above: return x >= T(0);
    case Passes::not_below: return !(x < T(0));
    case Passes::not_at_or_below: break;
  }
  return !(x <= T(0));
}

/// What the operations answer at the kink (x = 0) and for NaN.
enum class Convention : std::uint8_t { textbook, pytorch };

/// A convention is data: which question each operation asks.
struct ConventionRow {
  std::string_view name;    ///< as in kernel ids
  Passes relu;              ///< relu itself
  Passes relu_derivative;   ///< relu_gradient and relu_backward
  Passes leaky_relu;        ///< leaky_relu itself
  Passes leaky_derivative;  ///< leaky_relu_gradient and leaky_relu_backward
  std::string_view origin;  ///< who answers like this
};

/// One row a convention, in the order of the enumerators.
inline constexpr ConventionRow conventions[] = {
    {"textbook", Passes::above, Passes::at_or_above, Passes::at_or_above, Passes::at_or_above,
     "max(0, x) and f'(x) = 1 for x >= 0, as textbooks and tutorials write it"},
    {"pytorch", Passes::not_below, Passes::not_at_or_below, Passes::above, Passes::above,
     "PyTorch on x86-64: relu keeps NaN and -0, the gradient at 0 is the one from below"},
};

/// The row of a convention.
constexpr const ConventionRow& row(Convention convention) {
  return conventions[static_cast<std::size_t>(convention)];
}

/// The question that an operation asks under a convention.
constexpr Passes question(Operation operation, Convention convention) {
  const ConventionRow& asked = row(convention);
  const OperationRow& what = row(operation);
  const bool derivative = what.gradient || what.has_upstream;
  if (what.leaky) return derivative ? asked.leaky_derivative : asked.leaky_relu;
  return derivative ? asked.relu_derivative : asked.relu;
}

/// Whether an answer is a product. A NaN that comes out of one is some NaN: its bits are not
/// defined.
template <class T>
constexpr bool is_product(Operation operation, Convention convention, T x) {
  return multiplies(operation) && !passes(question(operation, convention), x);
}

/// Element types. In C++: float and double.
enum class Type : std::uint8_t { f32, f64 };

template <class... T>
struct TypeList {};

/// Every element type that has kernels, in the order of `Type`.
using Types = TypeList<float, double>;

/// What is known of an element type: a sign bit, an exponent, and a mantissa of so many bits. All
/// else that a program asks of it follows from that (`Layout`) or stands in support/types.hpp.
template <class T>
struct TypeTraits;

/// IEEE binary32.
template <>
struct TypeTraits<float> {
  using Bits = std::uint32_t;                      ///< as many bits
  static constexpr Type type = Type::f32;          ///< its enumerator
  static constexpr std::string_view name = "f32";  ///< as in kernel ids
  static constexpr int mantissa_bits = 23;         ///< those that are stored
};

/// IEEE binary64.
template <>
struct TypeTraits<double> {
  using Bits = std::uint64_t;                      ///< as many bits
  static constexpr Type type = Type::f64;          ///< its enumerator
  static constexpr std::string_view name = "f64";  ///< as in kernel ids
  static constexpr int mantissa_bits = 52;         ///< those that are stored
};

/// The bit pattern of a number.
template <class T>
constexpr typename TypeTraits<T>::Bits bits(T value) {
  return std::bit_cast<typename TypeTraits<T>::Bits>(value);
}

/// The bits of an element type, as masks and as the ends of its classes of numbers.
template <class T>
struct Layout {
  using Bits = typename TypeTraits<T>::Bits;                              ///< as in `TypeTraits`
  static constexpr int mantissa_bits = TypeTraits<T>::mantissa_bits;      ///< likewise
  static constexpr Bits sign = Bits(Bits(1) << (8 * sizeof(T) - 1));      ///< of -0, too
  static constexpr Bits mantissa = Bits((Bits(1) << mantissa_bits) - 1);  ///< largest subnormal
  static constexpr Bits quiet = Bits(Bits(1) << (mantissa_bits - 1));     ///< set in a quiet NaN
  static constexpr Bits infinity = Bits(sign - mantissa - 1);             ///< above it are NaNs
  static constexpr Bits exponents = infinity >> mantissa_bits;            ///< of infinity and NaN

  static constexpr T denorm_min = std::bit_cast<T>(Bits(1));      ///< the least above 0
  static constexpr T min = std::bit_cast<T>(Bits(mantissa + 1));  ///< the least normal one
  static constexpr T max = std::bit_cast<T>(Bits(infinity - 1));  ///< the largest finite one
};

/// What a kernel multiplies with: the slope, rounded once to the element type.
template <class T>
constexpr T factor(double slope) {
  return static_cast<T>(slope);
}

/// Names, as they stand in kernel ids and on command lines.
constexpr std::string_view name(Operation operation) { return row(operation).name; }
constexpr std::string_view name(Convention convention) { return row(convention).name; }

/// The definition itself. `T` is the element type; the slope is a `factor` already. A
/// selected value keeps every bit (NaN payload, sign of zero); a product is rounded once.
namespace definition {

/// x where it passes, else +0.
template <class T>
constexpr T relu(Convention c, T x) {
  return passes(question(Operation::relu, c), x) ? x : T(0);
}
/// 1 where x passes, else +0.
template <class T>
constexpr T relu_gradient(Convention c, T x) {
  return passes(question(Operation::relu_gradient, c), x) ? T(1) : T(0);
}
/// The upstream gradient where x passes, else +0.
template <class T>
constexpr T relu_backward(Convention c, T x, T upstream) {
  return passes(question(Operation::relu_backward, c), x) ? upstream : T(0);
}
/// x where it passes, else slope * x.
template <class T>
constexpr T leaky_relu(Convention c, T x, T slope) {
  return passes(question(Operation::leaky_relu, c), x) ? x : slope * x;
}
/// 1 where x passes, else the slope.
template <class T>
constexpr T leaky_relu_gradient(Convention c, T x, T slope) {
  return passes(question(Operation::leaky_relu_gradient, c), x) ? T(1) : slope;
}
/// The upstream gradient where x passes, else slope * upstream.
template <class T>
constexpr T leaky_relu_backward(Convention c, T x, T upstream, T slope) {
  return passes(question(Operation::leaky_relu_backward, c), x) ? upstream : slope * upstream;
}

/// Any operation by name; what it does not take is ignored.
template <class T>
constexpr T evaluate(Operation operation, Convention c, T x, T upstream, T slope) {
  switch (operation) {
    case Operation::relu: return relu(c, x);
    case Operation::relu_gradient: return relu_gradient(c, x);
    case Operation::relu_backward: return relu_backward(c, x, upstream);
    case Operation::leaky_relu: return leaky_relu(c, x, slope);
    case Operation::leaky_relu_gradient: return leaky_relu_gradient(c, x, slope);
    case Operation::leaky_relu_backward: break;
  }
  return leaky_relu_backward(c, x, upstream, slope);
}

}  // namespace definition
}  // namespace rectifier
