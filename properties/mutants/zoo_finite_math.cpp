// Kernels that are right as they stand here, and wrong because this file is compiled with
// -ffinite-math-only: what asks for a NaN is taken out. The rest asks bit patterns alone, so that
// no choice between two compares can make them right again.
#include "properties/mutants/zoo.hpp"

namespace rectifier::mutants {
namespace {

template <class T>
bool pattern_is_positive(T x) {
  return bits(x) != 0 && sign_spread(x) == 0;
}

}  // namespace

void add_finite_math(Zoo& zoo) {
  zoo.each(both, "relu", "textbook", "finite_math", "SignIsClear",
           [](auto x, auto, auto) { return !std::isnan(x) && pattern_is_positive(x) ? x : 0; });
  zoo.each(both, "relu_gradient", "textbook", "finite_math", "EqualsDefinition",
           [](auto x, auto, auto) {
             return decltype(x)(!std::isnan(x) && (x == 0 || pattern_is_positive(x)) ? 1 : 0);
           });
  zoo.each(both, "relu_backward", "pytorch", "finite_math", "EqualsDefinition",
           [](auto x, auto g, auto) { return std::isnan(x) || pattern_is_positive(x) ? g : 0; });
}

}  // namespace rectifier::mutants
