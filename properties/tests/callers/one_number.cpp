// What the calls on one number answer, as bits: compiled with whatever flags, beside the
// definition.
//   (nothing)            compare with expected.cpp's table
//   -DSPANS_ALONE        call on spans alone
#include <cstdint>
#include <cstdio>
#include <vector>

#include "properties/tests/callers/expected.hpp"
#include "rectifier/rectifier.hpp"

namespace {

using rectifier::Convention;
using rectifier::Operation;

/// Reads a number that the compiler knows nothing of.
template <class T>
T number(typename rectifier::TypeTraits<T>::Bits bits) {
  const volatile auto hidden = bits;
  return std::bit_cast<T>(static_cast<decltype(bits)>(hidden));
}

#if !defined(SPANS_ALONE)
template <class T>
T one_number(Operation operation, Convention c, T x, T g, double slope) {
  switch (operation) {
    case Operation::relu: return rectifier::relu(x, c);
    case Operation::relu_gradient: return rectifier::relu_gradient(x, c);
    case Operation::relu_backward: return rectifier::relu_backward(x, g, c);
    case Operation::leaky_relu: return rectifier::leaky_relu(x, slope, c);
    case Operation::leaky_relu_gradient: return rectifier::leaky_relu_gradient(x, slope, c);
    case Operation::leaky_relu_backward: break;
  }
  return rectifier::leaky_relu_backward(x, g, slope, c);
}

template <class T>
int wrong_answers() {
  int wrong = 0;
  for (const Expected<T>& row : expected<T>()) {
    const T got = one_number(row.operation, row.convention, number<T>(row.x),
                             number<T>(row.upstream), row.slope);
    if (rectifier::bits(got) == row.bits || (row.any_nan && is_nan_pattern<T>(got))) continue;
    ++wrong;
    std::printf("%s, convention %d, x %llx, upstream %llx, slope %g: got %llx, expected %llx\n",
                rectifier::name(row.operation).data(), static_cast<int>(row.convention),
                static_cast<unsigned long long>(row.x),
                static_cast<unsigned long long>(row.upstream), row.slope,
                static_cast<unsigned long long>(rectifier::bits(got)),
                static_cast<unsigned long long>(row.bits));
  }
  return wrong;
}

// Constants are folded by the compiler, which the flags reach too.
constexpr double nan = std::bit_cast<double>(0x7ff8'0000'0000'0000u);
static_assert(rectifier::bits(rectifier::relu(nan)) == 0);
static_assert(rectifier::bits(rectifier::relu(nan, Convention::pytorch)) == 0x7ff8'0000'0000'0000u);
static_assert(rectifier::bits(rectifier::relu(-0.0)) == 0);
static_assert(rectifier::bits(rectifier::leaky_relu(-0.0, -1.0, Convention::pytorch)) == 0);
#endif

bool spans_answer() {
  std::vector<float> x = {-1, 2}, y(2);
  rectifier::leaky_relu(x, y, 0.5);
  return y[0] == -0.5f && y[1] == 2;
}

}  // namespace

int main() {
#if !defined(SPANS_ALONE)
  const int wrong = wrong_answers<float>() + wrong_answers<double>();
  std::printf("%zu answers, %d wrong\n", expected<float>().size() + expected<double>().size(),
              wrong);
  if (wrong != 0 || expected<float>().empty()) return 1;
#endif
  return spans_answer() ? 0 : 1;
}
