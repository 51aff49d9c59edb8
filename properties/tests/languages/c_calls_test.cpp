// The C functions, as the shared library exports them: each answers what the C++ call of this
// program's own, static library does, for every operation and type that there is.
#include <dlfcn.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include "rectifier/plugin.h"  // beside the other C header
#include "rectifier/rectifier.h"
#include "rectifier/rectifier.hpp"

namespace {

using rectifier::Convention;
using rectifier::Operation;

/// A function that the shared library exports.
template <class Function>
Function* exported(const std::string& name) {
  static void* const library = dlopen(SHARED_LIBRARY, RTLD_NOW | RTLD_LOCAL);
  void* const found = library == nullptr ? nullptr : dlsym(library, name.c_str());
  if (found == nullptr) throw std::runtime_error(dlerror());
  return reinterpret_cast<Function*>(found);
}

/// Everything that a C function takes; each operation has some of it.
template <class T>
struct Arguments {
  const T* x;
  const T* upstream;
  T* out;
  std::size_t n;
  double slope = 0.25;
  std::int32_t convention = RECTIFIER_TEXTBOOK;
};

template <class T>
std::int32_t call(Operation operation, const Arguments<T>& a) {
  using rectifier::row;
  const auto name = "rectifier_" + std::string(row(operation).name) + "_" +
                    std::string(rectifier::TypeTraits<T>::name);
  using Status = std::int32_t;
  if (!row(operation).leaky && !row(operation).has_upstream)
    return exported<Status(const T*, T*, std::size_t, Status)>(name)(a.x, a.out, a.n, a.convention);
  if (!row(operation).leaky)
    return exported<Status(const T*, const T*, T*, std::size_t, Status)>(name)(
        a.x, a.upstream, a.out, a.n, a.convention);
  if (!row(operation).has_upstream)
    return exported<Status(const T*, T*, std::size_t, double, Status)>(name)(a.x, a.out, a.n,
                                                                             a.slope, a.convention);
  return exported<Status(const T*, const T*, T*, std::size_t, double, Status)>(name)(
      a.x, a.upstream, a.out, a.n, a.slope, a.convention);
}

template <class T>
class CCalls : public testing::Test {
 public:
  CCalls() {
    const T infinity = std::numeric_limits<T>::infinity();
    const T values[] = {0,   T(-0.0),   1,
                        -3,  infinity,  -infinity,
                        0.1, T(-1e-30), std::numeric_limits<T>::denorm_min()};
    for (std::size_t i = 0; i < 77; ++i) {
      x.push_back(values[i % std::size(values)]);
      upstream.push_back(values[(i / 3 + 4) % std::size(values)]);
    }
    out.assign(x.size(), 9);
  }
  Arguments<T> arguments() { return {x.data(), upstream.data(), out.data(), x.size()}; }
  bool untouched() const { return out == std::vector<T>(x.size(), 9); }

  std::vector<T> x, upstream, out;
};
template <class List>
struct EveryType;
template <class... T>
struct EveryType<rectifier::TypeList<T...>> {
  using Types = testing::Types<T...>;
};
TYPED_TEST_SUITE(CCalls, EveryType<rectifier::Types>::Types);

TYPED_TEST(CCalls, AnswerWhatTheDefinitionSays) {
  for (std::size_t o = 0; o < std::size(rectifier::operations); ++o)
    for (std::size_t c = 0; c < std::size(rectifier::conventions); ++c)
      for (bool in_place : {false, true}) {
        std::vector<TypeParam> written = in_place ? this->x : this->out;
        Arguments<TypeParam> all = this->arguments();
        all.out = written.data();
        if (in_place) all.x = all.out;
        all.convention = static_cast<std::int32_t>(c);
        ASSERT_EQ(call(Operation(o), all), RECTIFIER_DONE);
        for (std::size_t i = 0; i < this->x.size(); ++i) {
          const auto expected = rectifier::definition::evaluate<TypeParam>(
              Operation(o), Convention(c), this->x[i], this->upstream[i], TypeParam(0.25));
          EXPECT_EQ(rectifier::bits(written[i]), rectifier::bits(expected))
              << rectifier::name(Operation(o)) << " [" << i << "]";
        }
      }
}

TYPED_TEST(CCalls, RefuseWhatCppRefusesAndWriteNothing) {
  for (std::size_t o = 0; o < std::size(rectifier::operations); ++o) {
    const rectifier::OperationRow& row = rectifier::operations[o];
    const auto status = [&](auto change) {
      Arguments<TypeParam> all = this->arguments();
      change(all);
      return call(Operation(o), all);
    };
    EXPECT_EQ(status([](auto& a) { a.convention = 2; }), RECTIFIER_BAD_CONVENTION);
    EXPECT_EQ(status([](auto& a) { a.convention = -1; }), RECTIFIER_BAD_CONVENTION);
    EXPECT_EQ(status([](auto& a) { a.x = nullptr; }), RECTIFIER_NULL_ARRAY);
    EXPECT_EQ(status([](auto& a) { a.out = nullptr; }), RECTIFIER_NULL_ARRAY);
    EXPECT_EQ(status([](auto& a) { a.n = static_cast<std::size_t>(-1); }), RECTIFIER_TOO_LARGE);
    EXPECT_EQ(status([](auto& a) { a.n = SIZE_MAX / 2 / sizeof(TypeParam) + 1; }),
              RECTIFIER_TOO_LARGE);
    EXPECT_EQ(status([](auto& a) { a.x = a.out + 1, a.n -= 1; }), RECTIFIER_OVERLAP);
    EXPECT_EQ(status([](auto& a) { a.x = a.upstream = a.out = nullptr, a.n = 0; }), RECTIFIER_DONE);
    if (row.has_upstream) {
      EXPECT_EQ(status([](auto& a) { a.upstream = nullptr; }), RECTIFIER_NULL_ARRAY);
      EXPECT_EQ(status([](auto& a) { a.upstream = a.out + 1, a.n -= 1; }), RECTIFIER_OVERLAP);
    }
    if (row.leaky) {
      const double infinity = std::numeric_limits<double>::infinity();
      EXPECT_EQ(status([&](auto& a) { a.slope = -infinity; }), RECTIFIER_BAD_SLOPE);
      EXPECT_EQ(status([&](auto& a) { a.slope = infinity - infinity; }), RECTIFIER_BAD_SLOPE);
    }
    EXPECT_TRUE(this->untouched());
  }
}

TEST(CStatus, HasATextWhateverTheNumber) {
  const auto text = exported<const char*(std::int32_t)>("rectifier_status_text");
  for (std::int32_t status = -1; status <= RECTIFIER_TOO_LARGE + 1; ++status)
    EXPECT_STRNE(text(status), "");
  EXPECT_STREQ(text(RECTIFIER_DONE), "done");
  EXPECT_STREQ(text(-1), text(RECTIFIER_TOO_LARGE + 1));
  EXPECT_STRNE(text(RECTIFIER_OTHER), text(RECTIFIER_TOO_LARGE + 1));
}

TEST(CStatus, NumbersAndNamesAreFixed) {
  EXPECT_EQ(RECTIFIER_DONE, 0);
  EXPECT_EQ(RECTIFIER_OVERLAP, 1);
  EXPECT_EQ(RECTIFIER_BAD_SLOPE, 2);
  EXPECT_EQ(RECTIFIER_BAD_CONVENTION, 3);
  EXPECT_EQ(RECTIFIER_NULL_ARRAY, 4);
  EXPECT_EQ(RECTIFIER_BAD_ENVIRONMENT, 5);
  EXPECT_EQ(RECTIFIER_NO_MEMORY, 6);
  EXPECT_EQ(RECTIFIER_OTHER, 7);
  EXPECT_EQ(RECTIFIER_TOO_LARGE, 8);
  EXPECT_EQ(RECTIFIER_TEXTBOOK, 0);
  EXPECT_EQ(RECTIFIER_PYTORCH, 1);
}

TEST(CKernels, AreThoseOfTheRegistryByIndex) {
  const auto id = exported<const char*(std::size_t)>("rectifier_kernel_id");
  const auto why_not = exported<const char*(std::size_t)>("rectifier_kernel_why_not");
  const auto kernels = rectifier::kernels();
  ASSERT_EQ(exported<std::size_t()>("rectifier_kernel_count")(), kernels.size());
  for (std::size_t i = 0; i < kernels.size(); ++i) {
    EXPECT_EQ(id(i), kernels[i].id);
    EXPECT_EQ(why_not(i), kernels[i].unsupported);
  }
  EXPECT_EQ(id(kernels.size()), nullptr);
  EXPECT_EQ(why_not(kernels.size()), nullptr);
  EXPECT_EQ(exported<const char*()>("rectifier_version")(), rectifier::version());
}

// Last: it asks the shared library of a child, which has not asked the CPU yet.
TEST(CEnvironmentDeathTest, AWrongTargetIsAStatusAtEveryCall) {
  testing::FLAGS_gtest_death_test_style = "threadsafe";
  EXPECT_EXIT(
      {
        setenv("RECTIFIER_TARGET", "itanium", 1);
        float x = 1;
        bool right = exported<std::size_t()>("rectifier_kernel_count")() == 0;
        for (int i = 0; i < 2; ++i)
          right = right && call(Operation::relu, Arguments<float>{&x, &x, &x, 1}) ==
                               RECTIFIER_BAD_ENVIRONMENT;
        std::_Exit(right ? 0 : 1);
      },
      testing::ExitedWithCode(0), "");
}

}  // namespace
