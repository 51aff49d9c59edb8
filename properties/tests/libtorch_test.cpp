// The kernels of the convention `pytorch` answer what libtorch does, bit for bit. LIBTORCH_PLUGIN
// is the peer's file.
#include <gtest/gtest.h>

#include <cstdio>
#include <random>

#include "properties/numbers.hpp"
#include "rectifier/kernel.hpp"

namespace rectifier {
namespace {

template <class T>
T from_bits(std::uint64_t random) {
  return std::bit_cast<T>(static_cast<typename TypeTraits<T>::Bits>(random));
}

/// All pairs of special values, and a million of random bit patterns.
template <class T>
struct Inputs {
  std::vector<T> x, upstream;

  Inputs() {
    std::vector<T> special;
    std::mt19937_64 random(1);
    for (std::size_t kind = 0; kind < number_classes; ++kind)
      for (auto sign : {typename TypeTraits<T>::Bits(0), Layout<T>::sign})
        for (int draws = 0; draws < 3; ++draws)
          special.push_back(from_bits<T>(
              magnitude<T>(NumberClass(kind), static_cast<typename TypeTraits<T>::Bits>(random())) |
              sign));
    special.push_back(T(1));
    for (T one : special)
      for (T other : special) add(one, other);
    for (int i = 0; i < 1'000'000; ++i) {
      const T one = from_bits<T>(random());
      add(one, from_bits<T>(random()));
    }
  }
  void add(T one, T other) {
    x.push_back(one);
    upstream.push_back(other);
  }
};

template <class T>
std::vector<T> answers(const Kernel& kernel, const std::vector<T>& x,
                       const std::vector<T>& upstream, double slope) {
  std::vector<T> out(x.size(), T(12345));
  kernel.run<T>(x.data(), upstream.data(), out.data(), x.size(), slope);
  return out;
}

/// Libtorch multiplies in leaky_relu_backward where x passes too, by 1: in its vector body a
/// signalling NaN of the upstream gradient comes out quiet, in its scalar tail as it was.
template <class T>
bool quieted(Operation operation, T got, T expected) {
  return operation == Operation::leaky_relu_backward && got != got &&
         (bits(got) | Layout<T>::quiet) == bits(expected);
}

/// Compares one of ours with one of theirs; how many elements that were.
template <class T>
std::size_t compare(const Kernel& ours, const Kernel& theirs) {
  static const Inputs<T> inputs;
  // A gradient is the backward of one.
  const bool gradient = row(ours.operation).gradient;
  const std::vector<T> ones(gradient ? inputs.x.size() : 0, T(1));
  const auto& upstream = gradient ? ones : inputs.upstream;
  std::size_t compared = 0;
  for (double slope : {0.01, 0.0, -0.0, 1.0 / 3.0, 1.0, 1.5, -0.25}) {
    const auto got = answers(ours, inputs.x, upstream, slope);
    const auto expected = answers(theirs, inputs.x, upstream, slope);
    for (std::size_t i = 0; i < got.size(); ++i, ++compared)
      if (!same(got[i], expected[i],
                may_be_any_nan(ours.operation, ours.convention, inputs.x[i])) &&
          !quieted(ours.operation, got[i], expected[i])) {
        ADD_FAILURE() << ours.id << ": x = " << show(inputs.x[i])
                      << ", upstream = " << show(upstream.empty() ? T(0) : upstream[i])
                      << ", slope = " << slope << ": got " << show(got[i]) << ", " << theirs.id
                      << " " << show(expected[i]);
        return compared;
      }
    if (!row(ours.operation).leaky) break;
  }
  return compared;
}

template <class... T>
std::size_t compare_as(TypeList<T...>, const Kernel& ours, const Kernel& theirs) {
  std::size_t compared = 0;
  ((ours.type == TypeTraits<T>::type ? void(compared = compare<T>(ours, theirs)) : void()), ...);
  return compared;
}

/// Libtorch has no gradient alone.
Operation like(Operation operation) {
  if (operation == Operation::relu_gradient) return Operation::relu_backward;
  if (operation == Operation::leaky_relu_gradient) return Operation::leaky_relu_backward;
  return operation;
}

TEST(Pytorch, is_what_libtorch_answers) {
  std::size_t pairs = 0, compared = 0;
  for (const Kernel& theirs : load_plugin(LIBTORCH_PLUGIN))
    for (const Kernel& ours : kernels()) {
      if (!ours.supported() || ours.convention != Convention::pytorch || ours.type != theirs.type ||
          like(ours.operation) != theirs.operation)
        continue;
      ++pairs;
      compared += compare_as(Types{}, ours, theirs);
    }
  EXPECT_GE(pairs, std::size(operations) * types.size());
  std::printf("%zu pairs of kernels, %zu answers compared\n", pairs, compared);
}

}  // namespace
}  // namespace rectifier
