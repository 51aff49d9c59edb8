// What a compiler says of a call that fits no form: one sentence instead of all candidates.
#pragma once

#include <span>
#include <type_traits>

#include "rectifier/definition.hpp"

namespace rectifier::detail {

template <class Array>
concept Spannable = requires(Array& array) {
  std::span(array);
};

template <class Array>
using ElementOf = typename decltype(std::span(std::declval<Array&>()))::element_type;

template <class T, class... Known>
constexpr bool is_one_of(TypeList<Known...>) {
  return (std::is_same_v<T, Known> || ...);
}

/// What is seen of the arrays among the arguments, in their order.
struct SeenArrays {
  bool mixed = false;      ///< of several element types
  bool foreign = false;    ///< of an element type without kernels
  bool read_only = false;  ///< the last one
};

template <class... Argument>
constexpr SeenArrays seen_arrays() {
  SeenArrays seen;
  const auto see = [&]<class A, class First>() {
    if constexpr (Spannable<A>) {
      using T = std::remove_cv_t<ElementOf<A>>;
      if constexpr (Spannable<First>)
        seen.mixed = seen.mixed || !std::is_same_v<T, std::remove_cv_t<ElementOf<First>>>;
      seen.foreign = seen.foreign || !is_one_of<T>(Types{});
      seen.read_only = std::is_const_v<ElementOf<A>>;
    }
  };
  const auto see_all = [&]<class First, class... Rest>() {
    see.template operator()<First, First>();
    (see.template operator()<Rest, First>(), ...);
  };
  if constexpr (sizeof...(Argument) > 0)
    see_all.template operator()<std::remove_reference_t<Argument>...>();
  return seen;
}

/// Stops the compiler with the sentence that fits. Types: of the arguments.
template <class... Argument>
constexpr void explain() {
  constexpr bool numbers = (std::is_arithmetic_v<std::remove_cvref_t<Argument>> || ...) &&
                           !(Spannable<std::remove_reference_t<Argument>> || ...);
  constexpr SeenArrays seen = seen_arrays<Argument...>();
  static_assert(!numbers,
                "rectifier: numbers must be float or double and all of one type: relu(3.0f)");
  static_assert(numbers || !seen.foreign,
                "rectifier: the elements of an array must be float or double");
  static_assert(numbers || seen.foreign || !seen.mixed,
                "rectifier: all arrays of a call must have the same element type");
  static_assert(numbers || seen.foreign || seen.mixed || !seen.read_only,
                "rectifier: the last array is the one that is written, so it must not be const; in "
                "place that is the only one, or upstream");
  static_assert(numbers || seen.foreign || seen.mixed || seen.read_only,
                "rectifier: give (x, out), (x) in place or one number, backward operations also "
                "upstream after x; then a leaky operation's slope; then the convention");
}

}  // namespace rectifier::detail
