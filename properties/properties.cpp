// What is true of every kernel: the only list of properties, at the end of this file.
//
// "As numbers" means ==, so that +0 equals -0; everything else is compared by bits.
#include "properties.hpp"

#include <algorithm>
#include <cmath>

namespace rectifier {
namespace {

// ---- which kernels a property is claimed of

bool every(const Kernel&, KernelList) { return true; }

template <Operation... operation>
bool of(const Kernel& kernel, KernelList) {
  return ((kernel.operation == operation) || ...);
}

bool declared(const Kernel& kernel, KernelList) { return kernel.convention.has_value(); }

bool in_place(const Kernel& kernel, KernelList) { return !kernel.out_of_place_only; }

bool textbook_relu(const Kernel& kernel, KernelList all) {
  return kernel.convention == Convention::textbook &&
         of<Operation::relu, Operation::relu_gradient>(kernel, all);
}

/// The gradient that belongs to relu, leaky_relu or one of their backwards.
Operation gradient_of(Operation operation) {
  return row(operation).leaky ? Operation::leaky_relu_gradient : Operation::relu_gradient;
}

/// The gradient kernel of the same implementation; null if there is none.
const Kernel* own_gradient(const Kernel& kernel, KernelList all) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const Kernel& other) {
    return other.operation == gradient_of(kernel.operation) &&
           other.convention == kernel.convention && other.type == kernel.type &&
           other.implementation == kernel.implementation && other.supported();
  });
  return found == all.end() ? nullptr : &*found;
}

template <Operation... operation>
bool beside_its_gradient(const Kernel& kernel, KernelList all) {
  return of<operation...>(kernel, all) && own_gradient(kernel, all) != nullptr;
}

// ---- helpers

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
  return static_cast<T>(input.slope);
}

// ---- checks; generic over the element type

/// Against the definition; where no convention is declared, where all conventions agree.
const auto equals_definition = [](const Kernel& kernel, KernelList, const auto& input) {
  const auto out = apply(kernel, input);
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto& element = input.elements[i];
    const Convention first = kernel.convention.value_or(Convention(0));
    const auto expected = defined(kernel, first, element, input.slope);
    bool agreed = true;
    for (std::size_t c = 0; c < std::size(conventions) && !kernel.convention; ++c)
      agreed =
          agreed && bits(expected) == bits(defined(kernel, Convention(c), element, input.slope));
    if (agreed &&
        !same(out[i], expected, may_be_any_nan(kernel.operation, kernel.convention, element.x)))
      return differs(at(kernel, input, i), out[i], expected, "the definition");
  }
  return Complaint();
};

/// Against the other implementations, without the definition. The odd one out is to blame, so a
/// kernel is wrong where at least half of the others answer otherwise.
const auto agrees_with_the_others = [](const Kernel& kernel, KernelList all, const auto& input) {
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
      against[i] += !same(out[i], theirs[i],
                          may_be_any_nan(kernel.operation, kernel.convention, input.elements[i].x));
  }
  for (std::size_t i = 0; i < out.size(); ++i)
    if (others != 0 && 2 * against[i] >= others)
      return Complaint(fmt::format("{}: got {}, otherwise than {} of {} other implementations",
                                   at(kernel, input, i), show(out[i]), against[i], others));
  return Complaint();
};

/// An element's answer depends on that element alone: not on how many stand beside it, on where
/// it stands among them, or on where the array lies.
const auto same_at_every_length = [](const Kernel& kernel, KernelList, auto input) {
  using T = decltype(input.elements[0].x);
  if (input.elements.empty()) return Complaint();
  const auto alone = [&](const Element<std::decay_t<T>>& element) {
    return run_guarded<std::decay_t<T>>(kernel, {&element, 1}, input.slope, {}).out[0];
  };
  std::vector<std::decay_t<T>> expected;
  for (const auto& element : input.elements) expected.push_back(alone(element));

  // All lengths through eight vectors of the widest target, in a window that slides over the
  // elements, so that each meets every lane.
  constexpr std::size_t widest = 64 / sizeof(T);
  auto window = input;
  for (std::size_t n = 0; n <= 8 * widest + 3; ++n) {
    const std::size_t start = (n * 7 + 3) % input.elements.size();
    window.elements.resize(n);
    for (std::size_t i = 0; i < n; ++i)
      window.elements[i] = input.elements[(start + i) % input.elements.size()];
    window.placement = {n % 2 == 0, n % 17};
    const auto out = apply(kernel, window);
    for (std::size_t i = 0; i < n; ++i)
      if (const auto alike = expected[(start + i) % input.elements.size()];
          !same(out[i], alike,
                may_be_any_nan(kernel.operation, kernel.convention, window.elements[i].x)))
        return differs(at(kernel, window, i), out[i], alike, "its answer alone, at n = 1,");
  }
  return Complaint();
};

const auto in_place_equals_out_of_place = [](const Kernel& kernel, KernelList, const auto& input) {
  using T = std::decay_t<decltype(input.elements[0].x)>;
  const auto expected = apply(kernel, input);
  for (Writes writes : {Writes::x, Writes::upstream}) {
    if (writes == Writes::upstream && !row(kernel.operation).backward) continue;
    const auto run = run_guarded<T>(kernel, input.elements, input.slope, input.placement, writes);
    const std::string where = writes == Writes::x ? " (out is x)" : " (out is upstream)";
    for (std::size_t i = 0; i < expected.size(); ++i)
      if (!same(run.out[i], expected[i],
                may_be_any_nan(kernel.operation, kernel.convention, input.elements[i].x)))
        return differs(at(kernel, input, i) + where, run.out[i], expected[i],
                       "the answer out of place");
    if (!run.surroundings_untouched)
      return Complaint("memory next to an array was written" + where);
    if (!run.inputs_untouched)
      return Complaint("the input that is not the output was written" + where);
  }
  return Complaint();
};

const auto writes_its_output_alone = [](const Kernel& kernel, KernelList, const auto& input) {
  using T = std::decay_t<decltype(input.elements[0].x)>;
  const auto run = run_guarded<T>(kernel, input.elements, input.slope, input.placement);
  if (!run.inputs_untouched) return Complaint("an input was written");
  if (!run.surroundings_untouched) return Complaint("memory next to an array was written");
  return Complaint();
};

const auto never_below_zero = [](const Kernel& kernel, KernelList, const auto& input) {
  const auto out = apply(kernel, input);
  for (std::size_t i = 0; i < out.size(); ++i)
    if (out[i] < 0)
      return Complaint(at(kernel, input, i) + ": got " + show(out[i]) + ", which is below zero");
  return Complaint();
};

const auto sign_is_clear = [](const Kernel& kernel, KernelList, const auto& input) {
  const auto out = apply(kernel, input);
  for (std::size_t i = 0; i < out.size(); ++i)
    if (std::signbit(out[i]) || out[i] != out[i])
      return Complaint(at(kernel, input, i) + ": got " + show(out[i]) +
                       ", but the answer is never a NaN and its sign bit is clear");
  return Complaint();
};

const auto idempotent = [](const Kernel& kernel, KernelList, const auto& input) {
  auto again = input;
  const auto once = apply(kernel, input);
  for (std::size_t i = 0; i < once.size(); ++i) again.elements[i].x = once[i];
  const auto twice = apply(kernel, again);
  for (std::size_t i = 0; i < once.size(); ++i)
    if (bits(twice[i]) != bits(once[i]))
      return differs(at(kernel, input, i), twice[i], once[i], "applied once, not twice, it");
  return Complaint();
};

const auto identity_above_zero = [](const Kernel& kernel, KernelList, const auto& input) {
  const auto out = apply(kernel, input);
  for (std::size_t i = 0; i < out.size(); ++i)
    if (const auto x = input.elements[i].x; x > 0 && bits(out[i]) != bits(x))
      return differs(at(kernel, input, i), out[i], x, "x itself");
  return Complaint();
};

/// f(x + y) = f(x) + f(y) for x, y > 0; y is the next element's magnitude.
const auto additive_above_zero = [](const Kernel& kernel, KernelList, const auto& input) {
  using T = std::decay_t<decltype(input.elements[0].x)>;
  const auto positive = with_x(input, [](T x) { return std::abs(x); });
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
const auto homogeneous_above_zero = [](const Kernel& kernel, KernelList, const auto& input) {
  using T = std::decay_t<decltype(input.elements[0].x)>;
  auto scaled = input;
  for (auto& element : scaled.elements) element.x *= std::abs(element.upstream);
  const auto of_product = apply(kernel, scaled);
  const auto plain = apply(kernel, input);
  for (std::size_t i = 0; i < plain.size(); ++i) {
    const T c = std::abs(input.elements[i].upstream), x = input.elements[i].x;
    const T product = c * plain[i];
    if (c > 0 && x > 0 && c * x > 0 && bits(of_product[i]) != bits(product))
      return differs(at(kernel, scaled, i), of_product[i], product, "c * f(x), c = " + show(c));
  }
  return Complaint();
};

/// x <= y gives f(x) <= f(y), as numbers; y is the next element.
const auto monotone = [](const Kernel& kernel, KernelList, const auto& input) {
  using T = std::decay_t<decltype(input.elements[0].x)>;
  const bool leaky = row(kernel.operation).leaky;
  if (leaky && row(kernel.operation).gradient && !(rounded_slope(input) <= 1)) return Complaint();
  if (leaky && !row(kernel.operation).gradient && !(rounded_slope(input) >= 0)) return Complaint();
  const auto out = apply(kernel, input);
  for (std::size_t i = 0; i + 1 < out.size(); ++i) {
    std::size_t low = i, high = i + 1;
    if (input.elements[low].x > input.elements[high].x) std::swap(low, high);
    const T x = input.elements[low].x, y = input.elements[high].x;
    const bool zero_times_infinity = rounded_slope(input) == 0 && std::isinf(x) && leaky;
    if (x <= y && !zero_times_infinity && !(out[low] <= out[high]))
      return Complaint(fmt::format("{}: got {}, but the larger x = {} gives {}",
                                   at(kernel, input, low), show(out[low]), show(y),
                                   show(out[high])));
  }
  return Complaint();
};

/// relu(x) - relu(-x) = x and relu(x) + relu(-x) = |x|, as numbers.
const auto splits_x = [](const Kernel& kernel, KernelList, const auto& input) {
  using T = std::decay_t<decltype(input.elements[0].x)>;
  const auto out = apply(kernel, input);
  const auto mirrored = apply(kernel, with_x(input, [](T x) { return -x; }));
  for (std::size_t i = 0; i < out.size(); ++i) {
    const T x = input.elements[i].x;
    if (x != x) continue;
    if (!(out[i] - mirrored[i] == x))
      return differs(at(kernel, input, i), out[i] - mirrored[i], x, "f(x) - f(-x) = x, which");
    if (!(out[i] + mirrored[i] == std::abs(x)))
      return differs(at(kernel, input, i), out[i] + mirrored[i], std::abs(x),
                     "f(x) + f(-x) = |x|, which");
  }
  return Complaint();
};

/// slope * x, rounded once, wherever x is below zero.
const auto slope_times_x_below = [](const Kernel& kernel, KernelList, const auto& input) {
  const auto out = apply(kernel, input);
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto x = input.elements[i].x;
    const auto product = rounded_slope(input) * x;
    if (x < 0 && !same(out[i], product, true))
      return differs(at(kernel, input, i), out[i], product, "slope * x");
  }
  return Complaint();
};

const auto keeps_the_sign = [](const Kernel& kernel, KernelList, const auto& input) {
  if (!(rounded_slope(input) > 0)) return Complaint();
  const auto out = apply(kernel, input);
  for (std::size_t i = 0; i < out.size(); ++i)
    if (const auto x = input.elements[i].x; x == x && std::signbit(out[i]) != std::signbit(x))
      return Complaint(at(kernel, input, i) + ": got " + show(out[i]) +
                       ", but a positive slope keeps the sign");
  return Complaint();
};

/// At slope +0 and -0 leaky_relu equals relu as numbers; 0 * -inf is a NaN and left out.
const auto slope_zero_is_relu = [](const Kernel& kernel, KernelList, auto input) {
  for (double slope : {0.0, -0.0}) {
    input.slope = slope;
    const auto out = apply(kernel, input);
    for (std::size_t i = 0; i < out.size(); ++i) {
      const auto x = input.elements[i].x;
      const auto relu = x > 0 ? x : decltype(x)(0);
      if (x == x && !(std::isinf(x) && x < 0) && !(out[i] == relu))
        return differs(at(kernel, input, i), out[i], relu, "relu(x)");
    }
  }
  return Complaint();
};

/// f(x) = f'(x) * x: relu as numbers for finite x, leaky_relu by bits wherever neither is a NaN.
const auto is_gradient_times_x = [](const Kernel& kernel, KernelList all, const auto& input) {
  const auto out = apply(kernel, input);
  const auto gradient = apply(*own_gradient(kernel, all), input);
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto x = input.elements[i].x;
    const auto product = gradient[i] * x;
    const bool fine = row(kernel.operation).leaky
                          ? bits(out[i]) == bits(product) || out[i] != out[i] || product != product
                          : out[i] == product || !std::isfinite(x);
    if (!fine) return differs(at(kernel, input, i), out[i], product, "gradient * x");
  }
  return Complaint();
};

/// A gradient is one of two values, and which one is plain away from the kink.
const auto gradient_has_two_values = [](const Kernel& kernel, KernelList, const auto& input) {
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
const auto backward_of_one_is_gradient = [](const Kernel& kernel, KernelList all,
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
const auto backward_follows_gradient = [](const Kernel& kernel, KernelList all, const auto& input) {
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

template <class Check, class... T>
Checks for_every_type(Check, TypeList<T...>) {
  return {static_cast<Complaint (*)(const Kernel&, KernelList, const Input<T>&)>(
      [](const Kernel& kernel, KernelList all, const Input<T>& input) -> Complaint {
        return Check{}(kernel, all, input);
      })...};
}

template <class Check>
Property property(const char* name, bool (*applies)(const Kernel&, KernelList), Check check) {
  return {name, applies, for_every_type(check, Types{})};
}

}  // namespace

std::span<const Property> properties() {
  using enum Operation;
  static const Property list[] = {
      property("EqualsDefinition", every, equals_definition),
      property("AgreesWithTheOthers", declared, agrees_with_the_others),
      property("SameAtEveryLengthOffsetAndPosition", every, same_at_every_length),
      property("InPlaceEqualsOutOfPlace", in_place, in_place_equals_out_of_place),
      property("WritesItsOutputAlone", every, writes_its_output_alone),
      property("NeverBelowZero", of<relu, relu_gradient>, never_below_zero),
      property("SignIsClear", textbook_relu, sign_is_clear),
      property("Idempotent", of<relu>, idempotent),
      property("IdentityAboveZero", of<relu, leaky_relu>, identity_above_zero),
      property("AdditiveAboveZero", of<relu, leaky_relu>, additive_above_zero),
      property("HomogeneousAboveZero", of<relu, leaky_relu>, homogeneous_above_zero),
      property("Monotone", of<relu, relu_gradient, leaky_relu, leaky_relu_gradient>, monotone),
      property("SplitsX", of<relu>, splits_x),
      property("SlopeTimesXBelowZero", of<leaky_relu>, slope_times_x_below),
      property("PositiveSlopeKeepsTheSign", of<leaky_relu>, keeps_the_sign),
      property("SlopeZeroIsRelu", of<leaky_relu>, slope_zero_is_relu),
      property("IsGradientTimesX", beside_its_gradient<relu, leaky_relu>, is_gradient_times_x),
      property("GradientHasTwoValues", of<relu_gradient, leaky_relu_gradient>,
               gradient_has_two_values),
      property("BackwardOfOneIsGradient", beside_its_gradient<relu_backward, leaky_relu_backward>,
               backward_of_one_is_gradient),
      property("BackwardFollowsGradient", beside_its_gradient<relu_backward, leaky_relu_backward>,
               backward_follows_gradient),
  };
  return list;
}

}  // namespace rectifier
