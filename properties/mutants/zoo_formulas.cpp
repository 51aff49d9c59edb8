// Formulas that look like a rectifier: max, products, sums, fused operations.
#include "properties/mutants/zoo.hpp"

namespace rectifier::mutants {

void add_formulas(Zoo& zoo) {
  // max(x, a*x) holds for slopes up to 1, and 0 * inf is a NaN
  zoo.each(both, "leaky_relu", "textbook", "max_of_x_and_product", "SlopeTimesXBelowZero",
           [](auto x, auto, auto a) { return x > a * x ? x : a * x; });
  zoo.each(both, "leaky_relu", "pytorch", "max_where_slope_allows", "IdentityAboveZero",
           [](auto x, auto, auto a) {
             if (!(a >= 0 && a <= 1)) return x > 0 ? x : a * x;
             return x > a * x ? x : a * x;
           });
  zoo.each(both, "leaky_relu", "textbook", "min_for_unusual_slopes", "IdentityAboveZero",
           [](auto x, auto, auto a) {
             const auto y = a * x;
             return a > 1 || a < 0 ? (x < y ? x : y) : (x > y ? x : y);
           });

  // max with its operands swapped
  zoo.body_and_tail(
      both, "relu", "textbook", "max_swapped_in_body", "SameAtEveryLengthOffsetAndPosition",
      [](auto x, auto, auto) { return 0 > x ? 0 : x; }, right_relu);
  zoo.each(both, "relu", "textbook", "max_swapped", "SignIsClear",
           [](auto x, auto, auto) { return 0 > x ? 0 : x; });
  zoo.each(both, "relu", "pytorch", "max_swapped", "AgreesWithTheOthers",
           [](auto x, auto, auto) { return x > 0 ? x : 0; });
  zoo.each(both, "relu", "pytorch", "max_of_either_zero", "EqualsDefinition",
           [](auto x, auto, auto) { return x <= 0 ? 0 : x; });

  // a product with the step
  zoo.each(both, "relu", "textbook", "times_step", "SignIsClear",
           [](auto x, auto, auto) { return x * decltype(x)(x > 0); });
  zoo.each(both, "relu", "pytorch", "times_step", "SplitsX",
           [](auto x, auto, auto) { return x * decltype(x)(!(x < 0)); });
  zoo.each(both, "leaky_relu", "textbook", "times_gradient", "HoldsWhenSubnormalsAreFlushed",
           [](auto x, auto, auto a) { return x * opaque(x >= 0 ? decltype(x)(1) : a); });

  // sums with the absolute value
  zoo.each(both, "relu", "textbook", "half_of_sum", "IdentityAboveZero",
           [](auto x, auto, auto) { return (x + std::abs(x)) / 2; });
  zoo.each(both, "relu", "pytorch", "sum_of_halves", "AdditiveAboveZero",
           [](auto x, auto, auto) { return x / 2 + std::abs(x) / 2; });
  zoo.each(both, "leaky_relu", "textbook", "weighted_sum", "IdentityAboveZero",
           [](auto x, auto, auto a) { return (1 + a) / 2 * x + (1 - a) / 2 * std::abs(x); });
  zoo.each(both, "leaky_relu", "pytorch", "minus_min", "SlopeTimesXBelowZero",
           [](auto x, auto, auto a) { return x - (1 - a) * (x < 0 ? x : 0); });

  // max + a * min, plain and fused
  zoo.each(both, "leaky_relu", "textbook", "max_plus_min", "PositiveSlopeKeepsTheSign",
           [](auto x, auto, auto a) { return (x > 0 ? x : 0) + a * (x < 0 ? x : 0); });
  zoo.each(both, "leaky_relu", "textbook", "fused_max_plus_min", "PositiveSlopeKeepsTheSign",
           [](auto x, auto, auto a) { return std::fma(a, x < 0 ? x : 0, x > 0 ? x : 0); });
  zoo.each(both, "leaky_relu", "pytorch", "fused_max_plus_min_signed", "EqualsDefinition",
           [](auto x, auto, auto a) {
             return x == 0 ? a * x : std::fma(a, x > 0 ? 0 : x, x > 0 ? x : 0);
           });
  zoo.each(both, "leaky_relu", "textbook", "fused_difference", "SlopeTimesXBelowZero",
           [](auto x, auto, auto a) { return std::fma(a - 1, x < 0 ? x : 0, x); });

  // other activations, and bends where there should be none
  zoo.each(both, "relu", "textbook", "relu6", "HomogeneousAboveZero", [](auto x, auto, auto) {
    return x > 6 ? 6 : x > 0 ? x : 0;
  });
  zoo.each(both, "relu", "pytorch", "creeps_down", "Idempotent", [](auto x, auto, auto) {
    return x < 0 ? 0 : x > 2 ? std::nextafter(x, decltype(x)(0)) : x;
  });
  zoo.each(both, "relu_gradient", "textbook", "fades_out", "Monotone",
           [](auto x, auto, auto) { return decltype(x)(x >= 0 && x < 100 ? 1 : 0); });
  zoo.each(both, "leaky_relu", "pytorch", "quadratic_near_zero", "AdditiveAboveZero",
           [](auto x, auto, auto a) { return x > 0 ? (x < 1 ? x * x : x) : a * x; });

  // the largest number for infinity
  zoo.each(both, "relu", "textbook", "infinity_clamped", "SplitsX", [](auto x, auto, auto) {
    constexpr auto largest = std::numeric_limits<decltype(x)>::max();
    return x > largest ? largest : x > 0 ? x : 0;
  });
  zoo.each(both, "leaky_relu", "textbook", "minus_infinity_clamped", "SlopeTimesXBelowZero",
           [](auto x, auto, auto a) {
             constexpr auto lowest = std::numeric_limits<decltype(x)>::lowest();
             return x >= 0 ? x : a * (x < lowest ? lowest : x);
           });

  // backward as a product with the mask: an infinite upstream leaks where x does not pass
  zoo.each(both, "relu_backward", "textbook", "times_mask", "EqualsDefinition",
           [](auto x, auto g, auto) { return g * opaque(decltype(x)(x >= 0)); });
  zoo.each(both, "relu_backward", "pytorch", "times_mask", "BackwardFollowsGradient",
           [](auto x, auto g, auto) { return g * opaque(decltype(x)(!(x <= 0))); });
  zoo.each(both, "relu_gradient", "pytorch", "times_mask", nobody,
           [](auto x, auto, auto) { return decltype(x)(x <= 0 ? 0 : 1); });
  zoo.each(both, "leaky_relu_backward", "textbook", "times_mask", "EqualsDefinition",
           [](auto x, auto g, auto a) { return g * opaque(x >= 0 ? decltype(x)(1) : a); });

  // backward from the output: with a slope of 0 or below, y no longer says where x was
  zoo.each(both, "leaky_relu_backward", "textbook", "from_output", "EqualsDefinition",
           [](auto x, auto g, auto a) { return (x >= 0 ? x : a * x) >= 0 ? g : a * g; });
  zoo.each(both, "leaky_relu_gradient", "pytorch", "from_output", "GradientHasTwoValues",
           [](auto x, auto, auto a) { return (x > 0 ? x : a * x) > 0 ? 1 : a; });
  zoo.each(both, "relu_backward", "textbook", "from_output", "BackwardOfOneIsGradient",
           [](auto x, auto g, auto) { return (x > 0 ? x : 0) > 0 ? g : 0; });
  zoo.each(both, "relu_gradient", "textbook", "from_output", nobody, right_gradient);

  // the arguments mixed up
  zoo.each(both, "relu_backward", "textbook", "x_and_upstream_swapped", "BackwardFollowsGradient",
           [](auto x, auto g, auto) { return g >= 0 ? x : 0; });
  zoo.each(both, "relu_gradient", "textbook", "x_and_upstream_swapped", nobody, right_gradient);
  zoo.each(both, "leaky_relu_backward", "pytorch", "slope_times_x", "EqualsDefinition",
           [](auto x, auto g, auto a) { return x > 0 ? g : a * x; });

  // no convention declared: only what all of them agree on is asked
  zoo.each(both, "relu", nullptr, "absolute_value", "SplitsX",
           [](auto x, auto, auto) { return std::abs(x); });
  zoo.each(both, "leaky_relu", nullptr, "subtracts_slope", "EqualsDefinition",
           [](auto x, auto, auto a) { return x > 0 ? x : x - a; });
}

}  // namespace rectifier::mutants
