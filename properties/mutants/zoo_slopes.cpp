// What can be done wrong with the slope, and with the precision of the element type.
#include "properties/mutants/zoo.hpp"

namespace rectifier::mutants {

void add_slopes(Zoo& zoo) {
  // used in the wrong precision
  zoo.array(f32, "leaky_relu", "textbook", "slope_in_double", "SlopeTimesXBelowZero",
            [](const auto* x, const auto*, auto* out, std::size_t n, double slope) {
              for (std::size_t i = 0; i < n; ++i)
                out[i] = x[i] >= 0 ? x[i] : static_cast<float>(slope * x[i]);
            });
  zoo.array(f32, "leaky_relu", "pytorch", "slope_in_double_in_body",
            "SameAtEveryLengthOffsetAndPosition",
            [](const auto* x, const auto*, auto* out, std::size_t n, double slope) {
              for (std::size_t i = 0; i < n; ++i)
                out[i] = x[i] > 0        ? x[i]
                         : i < n / 8 * 8 ? static_cast<float>(slope * x[i])
                                         : static_cast<float>(slope) * x[i];
            });
  zoo.each(f64, "leaky_relu", "textbook", "slope_in_float", "SlopeTimesXBelowZero",
           [](auto x, auto, auto a) { return x >= 0 ? x : double(float(a)) * x; });
  zoo.each(f64, "leaky_relu_gradient", "pytorch", "slope_in_float", "GradientHasTwoValues",
           [](auto x, auto, auto a) { return x > 0 ? 1 : double(float(a)); });
  zoo.each(f64, "leaky_relu_backward", "textbook", "product_in_float", "EqualsDefinition",
           [](auto x, auto g, auto a) { return x >= 0 ? g : double(float(a) * float(g)); });
  zoo.each(f64, "relu", "textbook", "through_float", "IdentityAboveZero",
           [](auto x, auto, auto) { return x > 0 ? double(float(x)) : 0; });
  zoo.each(f64, "relu_gradient", "textbook", "compares_in_float", "GradientHasTwoValues",
           [](auto x, auto, auto) { return float(x) >= 0 ? 1.0 : 0.0; });
  zoo.each(f64, "relu_backward", "pytorch", "float_threshold", "EqualsDefinition",
           [](auto x, auto g, auto) {
             return x <= double(std::numeric_limits<float>::denorm_min()) ? 0 : g;
           });

  // ignored, replaced, bent
  zoo.each(both, "leaky_relu", "textbook", "slope_fixed", "SlopeTimesXBelowZero",
           [](auto x, auto, auto) { return x >= 0 ? x : decltype(x)(0.01) * x; });
  zoo.each(both, "leaky_relu_backward", "pytorch", "slope_fixed", "EqualsDefinition",
           [](auto x, auto g, auto) { return x > 0 ? g : decltype(x)(0.01) * g; });
  zoo.each(both, "leaky_relu", "pytorch", "slope_zero_is_default", "SlopeZeroIsRelu",
           [](auto x, auto, auto a) { return x > 0 ? x : (a == 0 ? decltype(x)(0.01) : a) * x; });
  zoo.each(both, "leaky_relu", "pytorch", "slope_zero_is_plain_relu", "EqualsDefinition",
           [](auto x, auto, auto a) { return x > 0              ? x
                                             : a == 0 && x == x ? 0
                                                                : a * x; });
  zoo.each(both, "leaky_relu_gradient", "textbook", "slope_ignored", "GradientHasTwoValues",
           [](auto x, auto, auto) { return decltype(x)(x >= 0 ? 1 : 0); });
  zoo.each(both, "leaky_relu_backward", "textbook", "slope_ignored", "EqualsDefinition",
           [](auto x, auto g, auto) { return x >= 0 ? g : 0; });
  zoo.each(both, "leaky_relu", "textbook", "slope_magnitude", "SlopeTimesXBelowZero",
           [](auto x, auto, auto a) { return x >= 0 ? x : std::abs(a) * x; });
  zoo.each(both, "leaky_relu_gradient", "textbook", "slope_up_to_one", "GradientHasTwoValues",
           [](auto x, auto, auto a) { return x >= 0 || a > 1 ? 1 : a; });
  zoo.each(both, "leaky_relu_backward", "pytorch", "slope_squared", "BackwardFollowsGradient",
           [](auto x, auto g, auto a) { return x > 0 ? g : a * a * g; });
  zoo.each(both, "leaky_relu_gradient", "pytorch", "slope_squared", nobody,
           [](auto x, auto, auto a) { return x > 0 ? 1 : a; });
  zoo.each(both, "leaky_relu", "textbook", "slope_above_zero_too", "IsGradientTimesX",
           [](auto x, auto, auto a) { return x > 1    ? x * a
                                             : x >= 0 ? x
                                                      : a * x; });
  zoo.each(both, "leaky_relu_gradient", "textbook", "slope_above_zero_too", nobody,
           [](auto x, auto, auto a) { return x >= 0 ? 1 : a; });

  // a quotient for the product
  zoo.each(both, "leaky_relu", "textbook", "divides_by_inverse", "SlopeTimesXBelowZero",
           [](auto x, auto, auto a) { return x >= 0 ? x : x / (1 / a); });
}

}  // namespace rectifier::mutants
