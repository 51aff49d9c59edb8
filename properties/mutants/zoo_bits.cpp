// Tricks on the bit pattern, and bits that get lost.
#include "properties/mutants/zoo.hpp"

namespace rectifier::mutants {
namespace {

template <class T>
using Signed = std::make_signed_t<typename TypeTraits<T>::Bits>;

}  // namespace

void add_bits(Zoo& zoo) {
  // the sign bit decides: a NaN passes or not by a bit that means nothing
  zoo.each(both, "relu", "textbook", "sign_mask", "SignIsClear", [](auto x, auto, auto) {
    return std::bit_cast<decltype(x)>(bits(x) & ~sign_spread(x));
  });
  zoo.each(both, "relu", "pytorch", "sign_mask", "EqualsDefinition", [](auto x, auto, auto) {
    return std::bit_cast<decltype(x)>(bits(x) & ~sign_spread(x));
  });
  zoo.each(both, "leaky_relu", "textbook", "sign_mask", "EqualsDefinition",
           [](auto x, auto, auto a) { return std::signbit(x) ? a * x : x; });
  zoo.each(
      both, "relu_backward", "textbook", "sign_mask", "EqualsDefinition",
      [](auto x, auto g, auto) { return std::bit_cast<decltype(x)>(bits(g) & ~sign_spread(x)); });
  zoo.each(both, "relu", "pytorch", "nan_by_sign_bit", "EqualsDefinition",
           [](auto x, auto, auto) { return x == 0 || !std::signbit(x) ? x : 0; });

  // patterns compared as integers
  zoo.each(both, "relu", "textbook", "integer_max", "SignIsClear", [](auto x, auto, auto) {
    const auto i = static_cast<Signed<decltype(x)>>(bits(x));
    return std::bit_cast<decltype(x)>(i > 0 ? i : 0);
  });
  zoo.each(both, "relu", "pytorch", "integer_max", "AgreesWithTheOthers", [](auto x, auto, auto) {
    const auto i = static_cast<Signed<decltype(x)>>(bits(x));
    return std::bit_cast<decltype(x)>(i > 0 || x != x ? i : 0);
  });
  zoo.each(both, "relu_gradient", "textbook", "integer_compare", "EqualsDefinition",
           [](auto x, auto, auto) {
             const auto i = static_cast<Signed<decltype(x)>>(bits(x));
             return decltype(x)(x == x && i >= 0 ? 1 : 0);
           });
  zoo.each(both, "relu", "textbook", "unsigned_compare", "NeverBelowZero",
           [](auto x, auto, auto) { return bits(x) > 0 && x == x ? x : 0; });
  zoo.each(both, "relu_gradient", "pytorch", "unsigned_compare", "GradientHasTwoValues",
           [](auto x, auto, auto) { return decltype(x)(bits(x) > 0 ? 1 : 0); });
  zoo.each(both, "relu_gradient", "textbook", "infinity_out_of_range", "Monotone",
           [](auto x, auto, auto) {
             constexpr auto infinity = bits(std::numeric_limits<decltype(x)>::infinity());
             return decltype(x)(x == 0 || bits(x) < infinity ? 1 : 0);
           });
  zoo.each(both, "relu_backward", "textbook", "smallest_nan_in_range", "EqualsDefinition",
           [](auto x, auto g, auto) {
             constexpr auto infinity = bits(std::numeric_limits<decltype(x)>::infinity());
             return x == 0 || bits(x) <= infinity + 1 ? g : 0;
           });

  // bits of a NaN that should pass through
  zoo.each(both, "relu", "pytorch", "quiets_nan", "EqualsDefinition", [](auto x, auto, auto) {
    return x != x ? x + opaque(x) : x < 0 ? 0 : x;
  });
  zoo.each(both, "relu", "pytorch", "canonical_nan", "EqualsDefinition", [](auto x, auto, auto) {
    return x != x ? std::numeric_limits<decltype(x)>::quiet_NaN() : x < 0 ? 0 : x;
  });
  zoo.each(both, "relu_backward", "textbook", "quiets_upstream", "EqualsDefinition",
           [](auto x, auto g, auto) { return x >= 0 ? g * opaque(decltype(g)(1)) : 0; });
  zoo.each(both, "leaky_relu_backward", "pytorch", "canonical_upstream", "EqualsDefinition",
           [](auto x, auto g, auto a) {
             if (g != g) g = std::numeric_limits<decltype(g)>::quiet_NaN();
             return x > 0 ? g : a * g;
           });
  zoo.each(f32, "relu_backward", "pytorch", "through_double", "EqualsDefinition",
           [](auto x, auto g, auto) { return x <= 0 ? 0 : static_cast<float>(opaque(double(g))); });
  // the lowest bit of the fraction, kept as a flag elsewhere
  zoo.each(both, "leaky_relu", "textbook", "lowest_bit_lost", "IdentityAboveZero",
           [](auto x, auto, auto a) {
             using Bits = typename TypeTraits<decltype(x)>::Bits;
             return x >= 0 ? std::bit_cast<decltype(x)>(bits(x) & ~Bits(1)) : a * x;
           });
}

}  // namespace rectifier::mutants
