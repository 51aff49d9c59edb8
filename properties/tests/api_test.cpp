// The public functions: every form compiles and answers the definition, and a wrong call is
// refused with a sentence that says what was given.
#include <gtest/gtest.h>

#include <array>
#include <limits>
#include <numbers>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "rectifier/rectifier.hpp"

namespace {

using rectifier::Convention;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// One number is the constexpr definition.
static_assert(rectifier::relu(-3.0f) == 0.0f);
static_assert(rectifier::relu(3.0) == 3.0);
static_assert(rectifier::relu_gradient(0.0f) == 1.0f);
static_assert(rectifier::relu_gradient(0.0f, Convention::pytorch) == 0.0f);
static_assert(rectifier::relu_backward(-1.0, 5.0) == 0.0);
static_assert(rectifier::leaky_relu(-2.0, 0.5) == -1.0);
static_assert(rectifier::leaky_relu(-2.0f) == -2.0f * static_cast<float>(0.01));
static_assert(rectifier::leaky_relu_gradient(0.0, 0.5) == 1.0);
static_assert(rectifier::leaky_relu_gradient(0.0, 0.5, Convention::pytorch) == 0.5);
static_assert(rectifier::leaky_relu_backward(-1.0, 8.0, 0.5) == 4.0);
static_assert(rectifier::relu(nan) == 0.0);
static_assert(rectifier::relu(nan, Convention::pytorch) != 0.0);

/// The sentence of the std::invalid_argument that a call throws.
template <class Call>
std::string refusal(Call call) {
  try {
    call();
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "not refused";
}

// First, while nobody has asked the registry yet.
TEST(Api, FirstCallMayComeFromSeveralThreads) {
  constexpr std::size_t n = 1000;
  std::vector<std::vector<float>> arrays(4, std::vector<float>(n, -2));
  std::vector<std::thread> threads;
  for (auto& mine : arrays) threads.emplace_back([&mine] { rectifier::leaky_relu(mine, 0.25); });
  for (std::thread& thread : threads) thread.join();
  for (const auto& theirs : arrays) EXPECT_EQ(theirs, std::vector<float>(n, -0.5f));
}

TEST(Api, TakesWhateverConvertsToASpan) {
  const std::vector<float> vector = {-1, 2, -3};
  const std::array<float, 3> array = {-1, 2, -3};
  const float c_array[] = {-1, 2, -3};
  const std::vector<float> expected = {0, 2, 0};
  std::vector<float> out(3);
  std::array<float, 3> out_array;
  float out_c_array[3];

  rectifier::relu(vector, out);
  EXPECT_EQ(out, expected);
  rectifier::relu(array, out_array);
  EXPECT_EQ(out_array[1], 2);
  rectifier::relu(c_array, out_c_array);
  EXPECT_EQ(out_c_array[2], 0);
  rectifier::relu(std::span(vector).first(2), std::span(out).first(2));
  EXPECT_EQ(out, expected);
}

TEST(Api, AnswersEveryOperationInAndOutOfPlace) {
  const std::vector<double> x = {-2, 0, 4}, upstream = {8, 16, 32};
  std::vector<double> out(3), in_place = x;

  rectifier::relu(in_place);
  EXPECT_EQ(in_place, (std::vector<double>{0, 0, 4}));
  rectifier::relu_gradient(x, out);
  EXPECT_EQ(out, (std::vector<double>{0, 1, 1}));
  rectifier::relu_gradient(x, out, Convention::pytorch);
  EXPECT_EQ(out, (std::vector<double>{0, 0, 1}));
  rectifier::relu_backward(x, upstream, out);
  EXPECT_EQ(out, (std::vector<double>{0, 16, 32}));
  rectifier::leaky_relu(x, out);
  EXPECT_EQ(out, (std::vector<double>{-0.02, 0, 4}));
  rectifier::leaky_relu(x, out, 0.25);
  EXPECT_EQ(out, (std::vector<double>{-0.5, 0, 4}));
  in_place = x;
  rectifier::leaky_relu(in_place, 0.25);
  EXPECT_EQ(in_place, out);
  rectifier::leaky_relu_gradient(x, out, 0.25, Convention::pytorch);
  EXPECT_EQ(out, (std::vector<double>{0.25, 0.25, 1}));
  rectifier::leaky_relu_backward(x, upstream, out, 0.25);
  EXPECT_EQ(out, (std::vector<double>{2, 16, 32}));
  in_place = upstream;
  rectifier::leaky_relu_backward(x, in_place, 0.25);
  EXPECT_EQ(in_place, out);
  in_place = upstream;
  rectifier::relu_backward(x, in_place, Convention::pytorch);
  EXPECT_EQ(in_place, (std::vector<double>{0, 0, 32}));
}

TEST(Api, AllowsNoElements) {
  std::vector<float> none;
  rectifier::relu(none, none);
  rectifier::relu(none);
  rectifier::leaky_relu_backward(none, none, none);
}

TEST(Api, RefusesSizesThatDiffer) {
  const std::vector<float> x(3), upstream(4);
  std::vector<float> out(2), right(3);
  EXPECT_EQ(refusal([&] { rectifier::relu(x, out); }),
            "relu: x has 3 elements and out has 2; they must have the same number");
  EXPECT_EQ(refusal([&] { rectifier::relu_backward(x, upstream, right); }),
            "relu_backward: upstream has 4 elements and out has 3; they must have the same number");
}

TEST(Api, RefusesOverlapThatIsNotExact) {
  std::vector<float> memory(16), other(8);
  const auto span = std::span(memory);
  EXPECT_EQ(
      refusal([&] { rectifier::relu(span.subspan(0, 8), span.subspan(1, 8)); }),
      "relu: out overlaps x, shifted by 4 bytes; out must be exactly an input or overlap none");
  EXPECT_EQ(refusal([&] { rectifier::leaky_relu(span.subspan(7, 8), span.subspan(0, 8)); }),
            "leaky_relu: out overlaps x, shifted by 28 bytes; out must be exactly an input or "
            "overlap none");
  EXPECT_EQ(
      refusal([&] { rectifier::relu_backward(other, span.subspan(4, 8), span.subspan(0, 8)); }),
      "relu_backward: out overlaps upstream, shifted by 16 bytes; out must be exactly an "
      "input or overlap none");
  EXPECT_EQ(refusal([&] { rectifier::relu(span.subspan(0, 8), span.subspan(8, 8)); }),
            "not refused");
  EXPECT_EQ(refusal([&] {  // x and upstream may overlap at will
              rectifier::relu_backward(span.subspan(0, 8), span.subspan(3, 8), other);
            }),
            "not refused");
}

TEST(Api, RefusesASlopeThatIsNotFiniteInTheElementType) {
  const std::vector<float> x(1);
  std::vector<float> out(1);
  const std::vector<double> wide(1);
  std::vector<double> wide_out(1);
  EXPECT_EQ(refusal([&] { rectifier::leaky_relu(x, out, infinity); }),
            "leaky_relu: the slope inf is not finite in f32; a slope must be a finite number");
  EXPECT_NE(refusal([&] { rectifier::leaky_relu(x, out, nan); }), "not refused");
  EXPECT_NE(refusal([&] { rectifier::leaky_relu(x, out, 1e39); }), "not refused");
  EXPECT_NE(refusal([&] { rectifier::leaky_relu_gradient(-1.0f, -1e300); }), "not refused");
  EXPECT_NE(refusal([&] { rectifier::leaky_relu_backward(wide, wide, wide_out, -infinity); }),
            "not refused");
  EXPECT_EQ(refusal([&] { rectifier::leaky_relu(wide, wide_out, 1e39); }), "not refused");
}

TEST(Api, RefusesAConventionThatThereIsNot) {
  std::vector<float> x = {-1, 2}, out = {9, 9};
  for (const int number : {2, 3, 100, 255}) {
    const auto none = Convention(number);
    EXPECT_EQ(refusal([&] { rectifier::relu(x, out, none); }),
              "relu: there is no convention of number " + std::to_string(number) +
                  "; there are, from 0 on, textbook, pytorch");
    EXPECT_NE(refusal([&] { rectifier::leaky_relu_backward(x, x, out, 0.5, none); }),
              "not refused");
    EXPECT_NE(refusal([&] { rectifier::leaky_relu_gradient(-1.0, 0.5, none); }), "not refused");
    EXPECT_NE(refusal([&] { rectifier::relu(-1.0f, none); }), "not refused");
  }
  EXPECT_EQ(out, (std::vector<float>{9, 9}));
  EXPECT_EQ(refusal([] {
              rectifier::best(rectifier::Operation::relu, Convention(2), rectifier::Type::f32, 64);
            }),
            "there is no convention of number 2");
}

TEST(Registry, FindsEveryKernelByItsId) {
  ASSERT_FALSE(rectifier::kernels().empty());
  for (const rectifier::Kernel& kernel : rectifier::kernels())
    EXPECT_EQ(rectifier::find(kernel.id), &kernel) << kernel.id;
  EXPECT_EQ(rectifier::find("relu/textbook/f32/no_such"), nullptr);
}

TEST(Registry, IdsHaveNoCharacterThatFiltersUnderstand) {
  for (const rectifier::Kernel& kernel : rectifier::kernels())
    EXPECT_EQ(kernel.id.find_first_of("-:*? "), std::string::npos) << kernel.id;
}

TEST(Registry, BestIsSupportedAndOfTheHighestTarget) {
  std::string_view highest;
  for (const rectifier::Target& target : rectifier::targets())
    if (target.unsupported.empty()) highest = target.name;
  for (std::size_t o = 0; o < std::size(rectifier::operations); ++o) {
    const rectifier::Kernel& best =
        rectifier::best(rectifier::Operation(o), Convention::textbook, rectifier::Type::f32);
    EXPECT_TRUE(best.supported()) << best.id;
    EXPECT_EQ(best.target, highest) << best.id;
  }
}

TEST(Registry, FindsTheHighestTargetsWhereTheNameLeavesItOut) {
  using rectifier::Operation, rectifier::Type, rectifier::find;
  if (best(Operation::leaky_relu, Convention::pytorch, Type::f64).target == "scalar")
    GTEST_SKIP() << "there are no vectors here";
  const auto* without = find(Operation::leaky_relu, Convention::pytorch, Type::f64, "xsimd_select");
  ASSERT_NE(without, nullptr);
  EXPECT_EQ(without->implementation, "xsimd_select_" + std::string(without->target));
  EXPECT_EQ(without->target, best(Operation::leaky_relu, Convention::pytorch, Type::f64).target);
  EXPECT_EQ(find(Operation::leaky_relu, Convention::pytorch, Type::f64, without->implementation),
            without);
  EXPECT_EQ(find(Operation::leaky_relu, Convention::pytorch, Type::f64, "xsimd"), nullptr);
  EXPECT_EQ(find(Operation::leaky_relu, Convention::pytorch, Type::f64, ""), nullptr);
}

TEST(Dispatch, StreamsBeyondTheCachesAndNeverInPlace) {
  using namespace rectifier;
  for (std::size_t o = 0; o < std::size(operations); ++o)
    for (const Convention convention : {Convention::textbook, Convention::pytorch})
      for (std::size_t t = 0; t < types.size(); ++t) {
        const auto operation = Operation(o);
        const auto type = Type(t);
        const std::string& usual = best(operation, convention, type).id;
        EXPECT_EQ(best(operation, convention, type, 64).id, usual);
        EXPECT_EQ(best(operation, convention, type, std::size_t{1} << 40, true).id, usual);
        const Kernel* stream = find(operation, convention, type, "xsimd_select_stream");
        const Kernel& large = best(operation, convention, type, std::size_t{1} << 40);
        EXPECT_EQ(large.id, stream != nullptr ? stream->id : usual);
        EXPECT_TRUE(large.supported());
      }
}

TEST(Dispatch, LargeArraysGetTheDefinitionToo) {
  constexpr std::size_t n = (std::size_t{6} << 20) + 7;
  std::vector<float> x(n), out(n);
  for (std::size_t i = 0; i < n; ++i) x[i] = static_cast<float>(i % 1013) - 500;
  rectifier::leaky_relu(x, out, 0.1);
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < n; ++i) wrong += out[i] != rectifier::leaky_relu(x[i], 0.1);
  EXPECT_EQ(wrong, 0u);
}

}  // namespace
