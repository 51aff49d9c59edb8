// Checks of values: the definition, and what is true of every element and every pair of them.
//
// "As numbers" means ==, so that +0 equals -0; everything else is compared by bits.
#pragma once

#include "properties/checks.hpp"

namespace rectifier::checks {

/// What the definition answers; where no convention is declared, what all conventions agree on.
template <class T>
std::optional<T> agreed_definition(const Kernel& kernel, const Element<T>& element, double slope) {
  if (kernel.convention) return defined(kernel, *kernel.convention, element, slope);
  const T first = defined(kernel, Convention(0), element, slope);
  for (std::size_t c = 1; c < std::size(conventions); ++c)
    if (bits(defined(kernel, Convention(c), element, slope)) != bits(first)) return std::nullopt;
  return first;
}

inline const auto equals_definition = [](const Kernel& kernel, KernelList, const auto& input) {
  const auto out = apply(kernel, input);
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto& element = input.elements[i];
    const auto expected = agreed_definition(kernel, element, input.slope);
    if (expected && !same_answer(kernel, element.x, out[i], *expected))
      return differs(at(kernel, input, i), out[i], *expected, "the definition");
  }
  return Complaint();
};

/// Against the other implementations, without the definition. The odd one out is to blame, so a
/// kernel is wrong where at least half of the others answer otherwise.
inline const auto agrees_with_the_others = [](const Kernel& kernel, KernelList all,
                                              const auto& input) {
  const auto out = apply(kernel, input);
  std::vector<std::size_t> against(out.size());
  std::size_t others = 0;
  for (const Kernel& other : all) {
    if (&other == &kernel || !other.supported() || other.operation != kernel.operation ||
        other.convention != kernel.convention || other.type != kernel.type)
      continue;
    ++others;
    const auto theirs = apply(other, input);
    for (std::size_t i = 0; i < out.size(); ++i)
      against[i] += !same_answer(kernel, input.elements[i].x, out[i], theirs[i]);
  }
  for (std::size_t i = 0; i < out.size(); ++i)
    if (others != 0 && 2 * against[i] >= others)
      return Complaint(fmt::format("{}: got {}, otherwise than {} of {} other implementations",
                                   at(kernel, input, i), show(out[i]), against[i], others));
  return Complaint();
};

inline const auto never_below_zero = [](const Kernel& kernel, KernelList, const auto& input) {
  const auto out = apply(kernel, input);
  for (std::size_t i = 0; i < out.size(); ++i)
    if (out[i] < 0)
      return Complaint(at(kernel, input, i) + ": got " + show(out[i]) + ", which is below zero");
  return Complaint();
};

inline const auto sign_is_clear = [](const Kernel& kernel, KernelList, const auto& input) {
  const auto out = apply(kernel, input);
  for (std::size_t i = 0; i < out.size(); ++i)
    if (is_negative(out[i]) || out[i] != out[i])
      return Complaint(at(kernel, input, i) + ": got " + show(out[i]) +
                       ", but the answer is never a NaN and its sign bit is clear");
  return Complaint();
};

inline const auto idempotent = [](const Kernel& kernel, KernelList, const auto& input) {
  auto again = input;
  const auto once = apply(kernel, input);
  for (std::size_t i = 0; i < once.size(); ++i) again.elements[i].x = once[i];
  const auto twice = apply(kernel, again);
  for (std::size_t i = 0; i < once.size(); ++i)
    if (bits(twice[i]) != bits(once[i]))
      return differs(at(kernel, input, i), twice[i], once[i], "applied once, not twice, it");
  return Complaint();
};

inline const auto identity_above_zero = [](const Kernel& kernel, KernelList, const auto& input) {
  const auto out = apply(kernel, input);
  for (std::size_t i = 0; i < out.size(); ++i)
    if (const auto x = input.elements[i].x; x > 0 && bits(out[i]) != bits(x))
      return differs(at(kernel, input, i), out[i], x, "x itself");
  return Complaint();
};

/// f(x + y) = f(x) + f(y) for x, y > 0; y is the next element's magnitude.
inline const auto additive_above_zero = [](const Kernel& kernel, KernelList, const auto& input) {
  using T = std::decay_t<decltype(input.elements[0].x)>;
  const auto positive = with_x(input, [](T x) { return absolute(x); });
  const std::size_t n = positive.elements.size();
  auto sums = positive;
  for (std::size_t i = 0; i < n; ++i) sums.elements[i].x += positive.elements[(i + 1) % n].x;
  const auto of_sum = apply(kernel, sums);
  const auto each = apply(kernel, positive);
  for (std::size_t i = 0; i < n; ++i) {
    const T x = positive.elements[i].x, y = positive.elements[(i + 1) % n].x;
    const T sum = each[i] + each[(i + 1) % n];
    if (x > 0 && y > 0 && bits(of_sum[i]) != bits(sum))
      return differs(at(kernel, sums, i), of_sum[i], sum,
                     "f(x) + f(y) of x = " + show(x) + " and y = " + show(y));
  }
  return Complaint();
};

/// f(c * x) = c * f(x) for c, x, c * x > 0; c is the upstream column's magnitude.
inline const auto homogeneous_above_zero = [](const Kernel& kernel, KernelList, const auto& input) {
  using T = std::decay_t<decltype(input.elements[0].x)>;
  auto scaled = input;
  for (auto& element : scaled.elements) element.x *= absolute(element.upstream);
  const auto of_product = apply(kernel, scaled);
  const auto plain = apply(kernel, input);
  for (std::size_t i = 0; i < plain.size(); ++i) {
    const T c = absolute(input.elements[i].upstream), x = input.elements[i].x;
    const T product = c * plain[i];
    if (c > 0 && x > 0 && c * x > 0 && bits(of_product[i]) != bits(product))
      return differs(at(kernel, scaled, i), of_product[i], product, "c * f(x), c = " + show(c));
  }
  return Complaint();
};

/// x <= y gives f(x) <= f(y), as numbers; y is the next element.
inline const auto monotone = [](const Kernel& kernel, KernelList, const auto& input) {
  using T = std::decay_t<decltype(input.elements[0].x)>;
  const bool leaky = row(kernel.operation).leaky;
  if (leaky && row(kernel.operation).gradient && !(rounded_slope(input) <= 1)) return Complaint();
  if (leaky && !row(kernel.operation).gradient && !(rounded_slope(input) >= 0)) return Complaint();
  const auto out = apply(kernel, input);
  for (std::size_t i = 0; i + 1 < out.size(); ++i) {
    std::size_t low = i, high = i + 1;
    if (input.elements[low].x > input.elements[high].x) std::swap(low, high);
    const T x = input.elements[low].x, y = input.elements[high].x;
    const bool zero_times_infinity = rounded_slope(input) == 0 && is_infinite(x) && leaky;
    if (x <= y && !zero_times_infinity && !(out[low] <= out[high]))
      return Complaint(fmt::format("{}: got {}, but the larger x = {} gives {}",
                                   at(kernel, input, low), show(out[low]), show(y),
                                   show(out[high])));
  }
  return Complaint();
};

/// relu(x) - relu(-x) = x and relu(x) + relu(-x) = |x|, as numbers.
inline const auto splits_x = [](const Kernel& kernel, KernelList, const auto& input) {
  using T = std::decay_t<decltype(input.elements[0].x)>;
  const auto out = apply(kernel, input);
  const auto mirrored = apply(kernel, with_x(input, [](T x) { return -x; }));
  for (std::size_t i = 0; i < out.size(); ++i) {
    const T x = input.elements[i].x;
    if (x != x) continue;
    if (!(out[i] - mirrored[i] == x))
      return differs(at(kernel, input, i), out[i] - mirrored[i], x, "f(x) - f(-x) = x, which");
    if (!(out[i] + mirrored[i] == absolute(x)))
      return differs(at(kernel, input, i), out[i] + mirrored[i], absolute(x),
                     "f(x) + f(-x) = |x|, which");
  }
  return Complaint();
};

/// slope * x, rounded once, wherever x is below zero.
inline const auto slope_times_x_below = [](const Kernel& kernel, KernelList, const auto& input) {
  const auto out = apply(kernel, input);
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto x = input.elements[i].x;
    const auto product = rounded_slope(input) * x;
    if (x < 0 && !same(out[i], product, true))
      return differs(at(kernel, input, i), out[i], product, "slope * x");
  }
  return Complaint();
};

inline const auto keeps_the_sign = [](const Kernel& kernel, KernelList, const auto& input) {
  if (!(rounded_slope(input) > 0)) return Complaint();
  const auto out = apply(kernel, input);
  for (std::size_t i = 0; i < out.size(); ++i)
    if (const auto x = input.elements[i].x; x == x && is_negative(out[i]) != is_negative(x))
      return Complaint(at(kernel, input, i) + ": got " + show(out[i]) +
                       ", but a positive slope keeps the sign");
  return Complaint();
};

/// At slope +0 and -0 leaky_relu equals relu as numbers; 0 * -inf is a NaN and left out.
inline const auto slope_zero_is_relu = [](const Kernel& kernel, KernelList, auto input) {
  for (double slope : {0.0, -0.0}) {
    input.slope = slope;
    const auto out = apply(kernel, input);
    for (std::size_t i = 0; i < out.size(); ++i) {
      const auto x = input.elements[i].x;
      const auto relu = x > 0 ? x : decltype(x)(0);
      if (x == x && !(is_infinite(x) && x < 0) && !(out[i] == relu))
        return differs(at(kernel, input, i), out[i], relu, "relu(x)");
    }
  }
  return Complaint();
};

/// f(x) = f'(x) * x: relu as numbers for finite x, leaky_relu by bits wherever neither is a NaN.
inline const auto is_gradient_times_x = [](const Kernel& kernel, KernelList all,
                                           const auto& input) {
  const auto out = apply(kernel, input);
  const auto gradient = apply(*own_gradient(kernel, all), input);
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto x = input.elements[i].x;
    // A convention may ask the two at zero differently.
    if (x == 0 && row(kernel.operation).leaky && bits(gradient[i]) != bits(decltype(x)(1)) &&
        kernel.convention && passes(question(kernel.operation, *kernel.convention), x))
      continue;
    const auto product = gradient[i] * x;
    const bool fine = row(kernel.operation).leaky
                          ? bits(out[i]) == bits(product) || out[i] != out[i] || product != product
                          : out[i] == product || x - x != 0;
    if (!fine) return differs(at(kernel, input, i), out[i], product, "gradient * x");
  }
  return Complaint();
};

/// A gradient is one of two values, and which one is plain away from the kink.
inline const auto gradient_has_two_values = [](const Kernel& kernel, KernelList,
                                               const auto& input) {
  using T = std::decay_t<decltype(input.elements[0].x)>;
  const T below = row(kernel.operation).leaky ? rounded_slope(input) : T(0);
  const auto out = apply(kernel, input);
  for (std::size_t i = 0; i < out.size(); ++i) {
    const T x = input.elements[i].x;
    const bool one = bits(out[i]) == bits(T(1)), other = bits(out[i]) == bits(below);
    if ((x > 0 && !one) || (x < 0 && !other) || (kernel.convention && !one && !other))
      return Complaint(at(kernel, input, i) + ": got " + show(out[i]) +
                       ", but the gradient is 1 above zero and " + show(below) + " below");
  }
  return Complaint();
};

/// backward(x, 1) = f'(x)
inline const auto backward_of_one_is_gradient = [](const Kernel& kernel, KernelList all,
                                                   const auto& input) {
  const auto ones = with_unit_upstream(input);
  const auto out = apply(kernel, ones);
  const auto gradient = apply(*own_gradient(kernel, all), ones);
  for (std::size_t i = 0; i < out.size(); ++i)
    if (bits(out[i]) != bits(gradient[i]))
      return differs(at(kernel, ones, i), out[i], gradient[i], "the gradient");
  return Complaint();
};

/// The upstream gradient with all its bits where the gradient is 1; else +0, or slope * upstream.
inline const auto backward_follows_gradient = [](const Kernel& kernel, KernelList all,
                                                 const auto& input) {
  using T = std::decay_t<decltype(input.elements[0].x)>;
  const auto out = apply(kernel, input);
  const auto gradient = apply(*own_gradient(kernel, all), input);
  for (std::size_t i = 0; i < out.size(); ++i) {
    const T upstream = input.elements[i].upstream;
    const bool passed = bits(gradient[i]) == bits(T(1));
    const T expected = passed                        ? upstream
                       : row(kernel.operation).leaky ? gradient[i] * upstream
                                                     : T(0);
    // With slope 1 both sides have the gradient 1, and only one of them multiplies.
    const bool any_nan = !passed || (row(kernel.operation).leaky && rounded_slope(input) == 1);
    if (!same(out[i], expected, any_nan))
      return differs(at(kernel, input, i), out[i], expected, "gradient * upstream");
  }
  return Complaint();
};

}  // namespace rectifier::checks
