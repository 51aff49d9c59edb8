// The kernels at other addresses are the same kernels.
#include "bench/layouts/layouts.hpp"

#include <gtest/gtest.h>

#include <set>

#include "support/types.hpp"

namespace rectifier::bench {
namespace {

std::uintptr_t address(const Kernel& kernel) {
  return std::visit([](auto function) { return reinterpret_cast<std::uintptr_t>(function); },
                    kernel.function);
}

std::vector<std::vector<Kernel>> everywhere() {
  std::vector<std::vector<Kernel>> made;
  for (std::size_t i = 0; i < layouts(); ++i) made.push_back(in_layout(kernels(), i));
  return made;
}

TEST(Layouts, put_each_kernel_at_as_many_places_of_a_page) {
  const auto all = everywhere();
  ASSERT_EQ(all.size(), 16u) << "modules of the build are missing";
  for (std::size_t k = 0; k < kernels().size(); ++k) {
    if (address(kernels()[k]) == 0) continue;  // of another architecture
    std::set<std::uintptr_t> places;
    for (const auto& kernels : all) {
      EXPECT_EQ(kernels[k].id, rectifier::kernels()[k].id);
      EXPECT_NE(address(kernels[k]), address(rectifier::kernels()[k])) << kernels[k].id;
      EXPECT_EQ(address(kernels[k]) % 64, 0u) << kernels[k].id;
      places.insert(address(kernels[k]) % 4096);
    }
    EXPECT_EQ(places.size(), all.size()) << kernels()[k].id;
  }
}

TEST(Layouts, hold_the_same_kernels) {
  constexpr std::size_t n = 100;
  for (const auto& all : everywhere())
    for (std::size_t k = 0; k < all.size(); ++k)
      with_type(all[k].type, [&]<class T>(T) {
        if (!all[k].supported()) return;
        std::vector<T> x(n), g(n), one(n), other(n);
        for (std::size_t i = 0; i < n; ++i) x[i] = T(i % 7) - 3, g[i] = T(i + 1);
        all[k].run(x.data(), g.data(), one.data(), n, 0.25);
        kernels()[k].run(x.data(), g.data(), other.data(), n, 0.25);
        EXPECT_EQ(one, other) << all[k].id;
      });
}

}  // namespace
}  // namespace rectifier::bench
