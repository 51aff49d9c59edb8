// What a compiler says of a call that fits no form: one sentence instead of all candidates.
#pragma once

#include <ranges>
#include <span>
#include <type_traits>
#include <utility>

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

/// Text is no array of numbers.
template <class A>
concept Array = Spannable<A> && !std::is_same_v<std::remove_cv_t<ElementOf<A>>, char>;

/// What is seen of the arrays among the arguments, in their order.
struct SeenArrays {
  bool any = false;
  bool mixed = false;      ///< of several element types
  bool foreign = false;    ///< of an element type without kernels
  bool read_only = false;  ///< the last one
  bool temporary = false;  ///< the last one, with its elements
};

template <class... Argument>
constexpr SeenArrays seen_arrays() {
  SeenArrays seen;
  const auto see = [&]<class Given, class FirstGiven>() {
    using A = std::remove_reference_t<Given>;
    using First = std::remove_reference_t<FirstGiven>;
    if constexpr (Array<A>) {
      using T = std::remove_cv_t<ElementOf<A>>;
      if constexpr (Array<First>)
        seen.mixed = seen.mixed || !std::is_same_v<T, std::remove_cv_t<ElementOf<First>>>;
      seen.any = true;
      seen.foreign = seen.foreign || !is_one_of<T>(Types{});
      seen.read_only = std::is_const_v<ElementOf<A>>;
      seen.temporary = !std::is_reference_v<Given> && !std::ranges::borrowed_range<A>;
    }
  };
  const auto see_all = [&]<class First, class... Rest>() {
    see.template operator()<First, First>();
    (see.template operator()<Rest, First>(), ...);
  };
  if constexpr (sizeof...(Argument) > 0) see_all.template operator()<Argument...>();
  return seen;
}

/// The first thing that is wrong with a call's arguments.
enum class Wrong { pointer, number, element, mixed, read_only, temporary, form };

template <class... Argument>
constexpr Wrong wrong_with() {
  constexpr SeenArrays seen = seen_arrays<Argument...>();
  if ((std::is_pointer_v<std::remove_cvref_t<Argument>> || ...)) return Wrong::pointer;
  if (!seen.any && (std::is_arithmetic_v<std::remove_cvref_t<Argument>> || ...))
    return Wrong::number;
  if (seen.foreign) return Wrong::element;
  if (seen.mixed) return Wrong::mixed;
  if (seen.read_only) return Wrong::read_only;
  return seen.temporary ? Wrong::temporary : Wrong::form;
}

/// Stops the compiler with the sentence that fits. Types: of the arguments, as they are forwarded.
template <class... Argument>
constexpr void explain() {
  constexpr Wrong wrong = wrong_with<Argument...>();
  static_assert(wrong != Wrong::pointer,
                "rectifier: give arrays, not pointers: relu(std::span(x, n), std::span(out, n))");
  static_assert(wrong != Wrong::number,
                "rectifier: numbers must be float or double and all of one type: relu(3.0f)");
  static_assert(wrong != Wrong::element,
                "rectifier: the elements of an array must be float or double");
  static_assert(wrong != Wrong::mixed,
                "rectifier: all arrays of a call must have the same element type");
  static_assert(wrong != Wrong::read_only,
                "rectifier: the last array is the one that is written, so it must not be const; in "
                "place that is the only one, or upstream");
  static_assert(wrong != Wrong::temporary,
                "rectifier: the last array is the one that is written, and a temporary is lost "
                "after the call: give it a name");
  static_assert(wrong != Wrong::form,
                "rectifier: give (x, out), (x) in place or one number, backward operations also "
                "upstream after x; then a leaky operation's slope; then the convention");
}

}  // namespace rectifier::detail
