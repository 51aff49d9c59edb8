// The inputs that RapidCheck draws: bit patterns of every class in every lane, slopes of every
// kind, and where the arrays lie.
//
// RapidCheck's own floats never are NaN, infinite, -0 or subnormal, so numbers are drawn here as
// bit patterns, independent of RapidCheck's size.
#pragma once

#include <rapidcheck.h>

#include <ostream>
#include <vector>

#include "properties/guarded_array.hpp"
#include "properties/numbers.hpp"

namespace rectifier {

/// One position of the arrays: a number and the upstream gradient beside it.
template <class T>
struct Element {
  T x;
  T upstream;
};

/// What a property is tried on.
template <class T>
struct Input {
  std::vector<Element<T>> elements;
  double slope;  ///< finite in T
  Placement placement;
};

template <class T>
std::ostream& operator<<(std::ostream& os, const Element<T>& element) {
  return os << "x = " << show(element.x) << ", upstream = " << show(element.upstream);
}
template <class T>
std::ostream& operator<<(std::ostream& os, const Input<T>& input) {
  os << input.elements.size() << " elements, slope " << fmt::format("{}", input.slope) << ", ";
  if (input.placement.at_end)
    os << "flush with the page after";
  else
    os << "at element " << input.placement.offset << " of a page";
  for (std::size_t i = 0; i < input.elements.size(); ++i)
    os << "\n  [" << i << "] " << input.elements[i];
  return os;
}

/// Simpler numbers than this one: +0, 1, the sign cleared, a fraction bit cleared, the exponent
/// half-way to that of 1. Each has a smaller pattern or is 0 or 1, so shrinking ends.
template <class T>
std::vector<T> simpler(T value) {
  using L = Layout<T>;
  using Bits = typename L::Bits;
  constexpr Bits one = bits(T(1));
  constexpr Bits bias = L::exponents / 2;
  const Bits b = bits(value);
  std::vector<T> list;
  const auto propose = [&](Bits candidate) { list.push_back(std::bit_cast<T>(candidate)); };
  if (b == 0) return list;
  propose(0);
  if (b == one) return list;
  propose(one);
  if ((b & L::sign) != 0) propose(b & ~L::sign);
  const Bits fraction = b & L::mantissa;
  const Bits exponent = (b & ~L::sign) >> L::mantissa_bits;
  if (fraction != 0) propose((b & ~L::mantissa) | (fraction & (fraction - 1)));
  if (fraction == 0 && exponent > bias + 1)
    propose((b & L::sign) | ((bias + (exponent - bias) / 2) << L::mantissa_bits));
  return list;
}

template <class T>
rc::Seq<Element<T>> simpler_element(const Element<T>& element) {
  std::vector<Element<T>> list;
  for (T x : simpler(element.x)) list.push_back({x, element.upstream});
  for (T upstream : simpler(element.upstream)) list.push_back({element.x, upstream});
  return rc::seq::fromContainer(std::move(list));
}

/// Fewer elements first, then simpler ones, then the plainest slope and place.
template <class T>
rc::Seq<Input<T>> simpler_input(const Input<T>& input) {
  const auto with_elements = [input](std::vector<Element<T>> elements) {
    return Input<T>{std::move(elements), input.slope, input.placement};
  };
  std::vector<Input<T>> plainer;
  if (input.placement.at_end || input.placement.offset != 0)
    plainer.push_back({input.elements, input.slope, {}});
  for (double slope : slopes<T>()) {
    if (bits(slope) == bits(input.slope)) break;
    plainer.push_back({input.elements, slope, input.placement});
  }
  return rc::seq::concat(
      rc::seq::map(rc::shrink::removeChunks(input.elements), with_elements),
      rc::seq::fromContainer(std::move(plainer)),
      rc::seq::map(rc::shrink::eachElement(input.elements, &simpler_element<T>), with_elements));
}

/// A number of any class, either sign.
template <class T>
T draw_number(rc::Random& random) {
  using Bits = typename Layout<T>::Bits;
  const auto kind = static_cast<NumberClass>(random.next() % number_classes);
  const bool negative = random.next() % 2 != 0;
  return with_sign<T>(magnitude<T>(kind, static_cast<Bits>(random.next())), negative);
}

/// Inputs of 0 to `longest` elements. RapidCheck's size, which grows from case to case, picks the
/// slope, so that 100 cases meet each of them.
template <class T>
rc::Gen<Input<T>> any_input(std::size_t longest) {
  return [longest](const rc::Random& seed, int size) {
    rc::Random random(seed);
    Input<T> input;
    input.elements.resize(random.next() % (longest + 1));
    for (Element<T>& element : input.elements)
      element = {draw_number<T>(random), draw_number<T>(random)};
    static const std::vector<double> every_slope = slopes<T>();
    input.slope = every_slope[static_cast<std::size_t>(size) % every_slope.size()];
    input.placement.at_end = random.next() % 2 != 0;
    if (!input.placement.at_end) input.placement.offset = random.next() % 64;
    return rc::shrinkable::shrinkRecur(std::move(input), &simpler_input<T>);
  };
}

}  // namespace rectifier
