// The operations on one number, with the definition's bits whatever the file is compiled with.
//
// Under -ffast-math or -ffinite-math-only a compiler takes it that there is no NaN, no infinity and
// no -0, and changes comparisons and products accordingly. There the question is asked of the bit
// pattern, and the product hidden. Clang goes further: it takes a NaN that is passed to a function
// for one that is never used. So with it these forms do not compile there.
#pragma once

#include <type_traits>

#include "rectifier/definition.hpp"

namespace rectifier::detail {

/// `passes` without a floating-point comparison.
template <class T>
constexpr bool passes_by_bits(Passes question, T x) {
  using L = Layout<T>;
  const typename L::Bits pattern = bits(x), magnitude = pattern & ~L::sign;
  if (magnitude > L::infinity)
    return question == Passes::not_below || question == Passes::not_at_or_below;
  if (magnitude == 0) return question == Passes::at_or_above || question == Passes::not_below;
  return (pattern & L::sign) == 0;
}

/// Whether a number is finite, without a floating-point comparison.
template <class T>
constexpr bool finite_by_bits(T x) {
  return (bits(x) & Layout<T>::infinity) != Layout<T>::infinity;
}

/// Hides where a number comes from, so that its product is made as the definition says.
template <class T>
constexpr T hidden(T x) {
  if (!std::is_constant_evaluated()) asm("" : "+m"(x));
  return x;
}

#if defined(__clang__) && __FINITE_MATH_ONLY__
template <class T>
inline constexpr bool keeps_special_values = false;
#else
template <class T>
inline constexpr bool keeps_special_values = true;
#endif

/// `definition::evaluate` of one number.
template <class T>
constexpr T one_number(Operation operation, Convention convention, T x, T upstream, T slope) {
  static_assert(keeps_special_values<T>,
                "rectifier: clang loses NaN and infinity in calls on one number under -ffast-math "
                "or -ffinite-math-only; add -fno-finite-math-only, or call on spans");
#if __FINITE_MATH_ONLY__
  const OperationRow& what = row(operation);
  const bool yes = passes_by_bits(question(operation, convention), x);
  const T value = what.gradient ? T(1) : what.has_upstream ? upstream : x;
  if (yes) return value;
  if (!what.leaky) return T(0);
  return what.gradient ? slope : hidden(slope) * hidden(value);
#else
  return definition::evaluate(operation, convention, x, upstream, slope);
#endif
}

}  // namespace rectifier::detail
