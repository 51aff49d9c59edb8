// What the checks of all themes share.
#pragma once

#include <algorithm>
#include <string>

#include "properties/properties.hpp"

namespace rectifier::checks {

/// The gradient that belongs to relu, leaky_relu or one of their backwards.
inline Operation gradient_of(Operation operation) {
  return row(operation).leaky ? Operation::leaky_relu_gradient : Operation::relu_gradient;
}

/// The gradient kernel of the same implementation; null if there is none.
inline const Kernel* own_gradient(const Kernel& kernel, KernelList all) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const Kernel& other) {
    return other.operation == gradient_of(kernel.operation) &&
           other.convention == kernel.convention && other.type == kernel.type &&
           other.implementation == kernel.implementation && other.supported();
  });
  return found == all.end() ? nullptr : &*found;
}

template <class T>
Complaint differs(const std::string& where, T got, T expected, const std::string& why) {
  return fmt::format("{}: got {}, but {} is {}", where, show(got), why, show(expected));
}

/// The input with each x replaced.
template <class T, class Change>
Input<T> with_x(Input<T> input, Change change) {
  for (Element<T>& element : input.elements) element.x = change(element.x);
  return input;
}

/// The input with each upstream gradient replaced by 1.
template <class T>
Input<T> with_unit_upstream(Input<T> input) {
  for (Element<T>& element : input.elements) element.upstream = T(1);
  return input;
}

template <class T>
T rounded_slope(const Input<T>& input) {
  return factor<T>(input.slope);
}

/// The element type of a check's input.
template <class Input>
using ElementType = std::decay_t<decltype(std::declval<Input>().elements[0].x)>;

}  // namespace rectifier::checks
