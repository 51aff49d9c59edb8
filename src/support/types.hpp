// What the programs ask of element types, operations and answers, and the library does not.
#pragma once

#include <fmt/format.h>

#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "rectifier/kernel.hpp"

namespace rectifier {

/// An element type in C++, where it is printed as code.
constexpr std::string_view cpp_name(Type type) {
  constexpr std::string_view names[] = {"float", "double"};  // in the order of the enumerators
  static_assert(std::size(names) == types.size(), "an element type has no name in C++");
  return names[static_cast<std::size_t>(type)];
}

/// "0x80000000 (-0)": the bits, and a decimal that reads back as the same number. A type that is
/// not C++'s own needs a `fmt::formatter` here.
template <class T>
std::string show(T value) {
  return fmt::format("0x{:0{}x} ({})", bits(value), 2 * sizeof(T), value);
}

/// Calls `use(T())` with the element type that belongs to `type`.
template <class Use>
constexpr void with_type(Type type, const Use& use) {
  [&]<class... T>(TypeList<T...>) {
    ((TypeTraits<T>::type == type ? void(use(T())) : void()), ...);
  }(Types{});
}

/// Calls `use.operator()<operation>()` with each operation.
template <class Use>
constexpr void for_every_operation(const Use& use) {
  [&]<std::size_t... i>(std::index_sequence<i...>) {
    (use.template operator()<Operation(i)>(), ...);
  }
  (std::make_index_sequence<std::size(operations)>{});
}

/// Whether an answer may be a product (`is_product`): under any of the conventions where none is
/// declared.
template <class T>
bool may_be_any_nan(Operation operation, std::optional<Convention> convention, T x) {
  if (convention) return is_product(operation, *convention, x);
  for (std::size_t c = 0; c < std::size(conventions); ++c)
    if (is_product(operation, Convention(c), x)) return true;
  return false;
}

/// Same bits, or both some NaN where that is all that is promised.
template <class T>
bool same(T a, T b, bool any_nan) {
  return bits(a) == bits(b) || (any_nan && a != a && b != b);
}

}  // namespace rectifier
