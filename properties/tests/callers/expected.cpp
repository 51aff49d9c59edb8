#include "properties/tests/callers/expected.hpp"

#include <limits>

namespace {

using rectifier::Convention;
using rectifier::Operation;

template <class T>
std::vector<Expected<T>> make() {
  using Limits = std::numeric_limits<T>;
  std::vector<T> values = {
      T(0), T(1), T(0.1), T(3e-30), Limits::max(), Limits::infinity(), Limits::quiet_NaN()};
  for (std::size_t i = 0, count = values.size(); i < count; ++i)
    values.push_back(std::bit_cast<T>(static_cast<typename rectifier::TypeTraits<T>::Bits>(
        rectifier::bits(values[i]) ^ rectifier::bits(T(-0.0)))));
  std::vector<Expected<T>> rows;
  for (std::size_t o = 0; o < std::size(rectifier::operations); ++o)
    for (std::size_t c = 0; c < std::size(rectifier::conventions); ++c)
      for (const T x : values)
        for (const T upstream : values)
          for (const double slope : {0.01, 0.0, -0.0, 1.0, -1.0, 2.0}) {
            const T answer = rectifier::definition::evaluate(Operation(o), Convention(c), x,
                                                             upstream, static_cast<T>(slope));
            // Subnormals are not promised, nor made of these numbers.
            rows.push_back({Operation(o), Convention(c), rectifier::bits(x),
                            rectifier::bits(upstream), slope, rectifier::bits(answer),
                            answer != answer && !passes(question(Operation(o), Convention(c)), x)});
          }
  return rows;
}

}  // namespace

template <>
const std::vector<Expected<float>>& expected<float>() {
  static const auto rows = make<float>();
  return rows;
}
template <>
const std::vector<Expected<double>>& expected<double>() {
  static const auto rows = make<double>();
  return rows;
}
