// Wrong only around zero and for NaN: the question asked, the value at the kink, the threshold.
#include "properties/mutants/zoo.hpp"

namespace rectifier::mutants {

void add_kinks(Zoo& zoo) {
  // above for at_or_above, and the reverse. Of leaky_relu only a negative slope or -0 shows it.
  zoo.each(both, "leaky_relu", "textbook", "above", "EqualsDefinition",
           [](auto x, auto, auto a) { return x > 0 ? x : a * x; });
  zoo.each(both, "leaky_relu", "pytorch", "at_or_above", "AgreesWithTheOthers",
           [](auto x, auto, auto a) { return x >= 0 ? x : a * x; });
  zoo.each(both, "relu", "textbook", "at_or_above", "SignIsClear",
           [](auto x, auto, auto) { return x >= 0 ? x : 0; });
  zoo.each(both, "relu", "pytorch", "at_or_above", "EqualsDefinition",
           [](auto x, auto, auto) { return x >= 0 ? x : 0; });
  zoo.each(both, "relu_gradient", "textbook", "above", "EqualsDefinition",
           [](auto x, auto, auto) { return decltype(x)(x > 0 ? 1 : 0); });
  zoo.each(both, "relu_gradient", "pytorch", "not_below", "EqualsDefinition",
           [](auto x, auto, auto) { return decltype(x)(x < 0 ? 0 : 1); });
  zoo.each(both, "leaky_relu_gradient", "pytorch", "at_or_above", "EqualsDefinition",
           [](auto x, auto, auto a) { return x >= 0 ? 1 : a; });
  zoo.each(both, "leaky_relu_gradient", "textbook", "not_below", "EqualsDefinition",
           [](auto x, auto, auto a) { return x < 0 ? a : 1; });
  zoo.each(both, "leaky_relu_backward", "textbook", "above", "BackwardOfOneIsGradient",
           [](auto x, auto g, auto a) { return x > 0 ? g : a * g; });
  zoo.each(both, "leaky_relu_gradient", "textbook", "above", nobody,
           [](auto x, auto, auto a) { return x >= 0 ? 1 : a; });
  zoo.each(both, "relu_backward", "pytorch", "above", "BackwardFollowsGradient",
           [](auto x, auto g, auto) { return x > 0 ? g : 0; });
  zoo.each(both, "relu_gradient", "pytorch", "above", nobody,
           [](auto x, auto, auto) { return decltype(x)(x <= 0 ? 0 : 1); });
  zoo.each(both, "leaky_relu_backward", "pytorch", "not_at_or_below", "EqualsDefinition",
           [](auto x, auto g, auto a) { return x <= 0 ? a * g : g; });

  // the body asks one question, the tail another
  zoo.body_and_tail(
      both, "relu_gradient", "textbook", "kink_differs_in_tail",
      "SameAtEveryLengthOffsetAndPosition",
      [](auto x, auto, auto) { return decltype(x)(x > 0 ? 1 : 0); }, right_gradient);
  zoo.body_and_tail(
      both, "leaky_relu_gradient", "pytorch", "kink_differs_in_tail",
      "SameAtEveryLengthOffsetAndPosition", [](auto x, auto, auto a) { return x > 0 ? 1 : a; },
      [](auto x, auto, auto a) { return x >= 0 ? 1 : a; });

  // a value between the two sides
  zoo.each(both, "relu_gradient", "textbook", "half_at_kink", "GradientHasTwoValues",
           [](auto x, auto, auto) {
             return decltype(x)(x > 0 ? 1 : x == 0 ? 0.5 : 0);
           });
  zoo.each(both, "leaky_relu_gradient", "pytorch", "mean_at_kink", "GradientHasTwoValues",
           [](auto x, auto, auto a) { return x > 0    ? 1
                                             : x == 0 ? (1 + a) / 2
                                                      : a; });
  zoo.each(both, "relu_gradient", "pytorch", "nan_for_nan", "GradientHasTwoValues",
           [](auto x, auto, auto) { return x != x  ? x
                                           : x > 0 ? 1
                                                   : 0; });

  // +0 and -0 on different sides
  zoo.each(both, "relu_gradient", "textbook", "by_sign_bit", "EqualsDefinition",
           [](auto x, auto, auto) { return decltype(x)(x != x || std::signbit(x) ? 0 : 1); });
  zoo.each(both, "leaky_relu_gradient", "textbook", "by_sign_bit", "AgreesWithTheOthers",
           [](auto x, auto, auto a) { return x != x || std::signbit(x) ? a : 1; });

  // a tiny threshold for 0
  zoo.each(both, "relu", "textbook", "normal_numbers_only", "IdentityAboveZero",
           [](auto x, auto, auto) { return x >= std::numeric_limits<decltype(x)>::min() ? x : 0; });
  zoo.each(both, "relu", "pytorch", "above_smallest", "IdentityAboveZero", [](auto x, auto, auto) {
    return x == std::numeric_limits<decltype(x)>::denorm_min() || x < 0 ? 0 : x;
  });
  zoo.each(both, "relu_gradient", "textbook", "epsilon", "GradientHasTwoValues",
           [](auto x, auto, auto) {
             return decltype(x)(x >= -std::numeric_limits<decltype(x)>::epsilon() ? 1 : 0);
           });
  zoo.each(both, "leaky_relu_backward", "textbook", "from_smallest_below_zero", "EqualsDefinition",
           [](auto x, auto g, auto a) {
             return x >= -std::numeric_limits<decltype(x)>::denorm_min() ? g : a * g;
           });
}

}  // namespace rectifier::mutants
