// rectifier/chunks.hpp: the pieces make the whole, meet at cache lines, and give the same bits.
#include "rectifier/chunks.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdint>
#include <thread>
#include <vector>

#include "rectifier/rectifier.hpp"

namespace {

using rectifier::Chunks;

template <class T>
void expect_pieces_of_the_whole() {
  const auto n = *rc::gen::inRange<std::size_t>(0, 3000);
  const auto offset = *rc::gen::inRange<std::size_t>(0, 40);
  const auto most = *rc::gen::inRange<std::size_t>(0, 20);
  const auto least = *rc::gen::inRange<std::size_t>(0, 2000);
  std::vector<T> memory(n + offset);
  const std::span<T> out(memory.data() + offset, n);
  const Chunks chunks(out, most, least);
  RC_ASSERT(chunks.size() <= std::max<std::size_t>(most, 1));
  RC_ASSERT((chunks.size() == 0) == (n == 0));
  const T* next = out.data();
  for (std::size_t i = 0; i < chunks.size(); ++i) {
    const std::span<T> piece = chunks.of(out, i);
    RC_ASSERT(piece.data() == next);
    RC_ASSERT(!piece.empty());
    if (i > 0) RC_ASSERT(reinterpret_cast<std::uintptr_t>(next) % 64 == 0u);
    // The first lacks what would have been on its first line, the last has what is left.
    if (i > 0 && i + 1 < chunks.size()) RC_ASSERT(piece.size_bytes() >= least);
    next += piece.size();
  }
  RC_ASSERT(next == out.data() + n);
}

RC_GTEST_PROP(Chunks, arePiecesOfTheWhole, ()) {
  expect_pieces_of_the_whole<float>();
  expect_pieces_of_the_whole<double>();
}

TEST(Chunks, AreAsManyAsThreadsWhereThatIsWorthIt) {
  const std::vector<float> large(1'000'000), small(1'000);
  for (std::size_t threads : {1, 2, 3, 8, 16}) {
    EXPECT_EQ(Chunks(large, threads).size(), threads);
    EXPECT_EQ(Chunks(small, threads).size(), 1u);
  }
}

TEST(Chunks, AreNoneOfNothingWhereverItIs) {
  const std::vector<float> memory(16);
  for (std::size_t offset = 0; offset < 16; ++offset)
    EXPECT_EQ(Chunks(std::span(memory).subspan(offset, 0), 4).size(), 0u) << offset;
}

TEST(Chunks, RefuseAnotherArray) {
  const std::vector<float> out(100), shorter(99);
  const Chunks chunks(out, 2);
  EXPECT_THROW(chunks.of(shorter, 0), std::invalid_argument);
  EXPECT_THROW(chunks.of(out, 1), std::out_of_range);
  EXPECT_THROW(Chunks(std::vector<float>(), 2).of(std::vector<float>(), 0), std::out_of_range);
}

TEST(Chunks, GiveTheSameBitsOnSeveralThreads) {
  constexpr std::size_t n = 200'003;
  std::vector<double> x(n), upstream(n), one(n), several(n);
  for (std::size_t i = 0; i < n; ++i) {
    x[i] = static_cast<double>(i % 1013) - 500;
    upstream[i] = 1.0 / (1.0 + static_cast<double>(i));
  }
  rectifier::leaky_relu_backward(x, upstream, one);
  const Chunks chunks(several, 4);
  ASSERT_EQ(chunks.size(), 4u);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < chunks.size(); ++i)
    threads.emplace_back([&, i] {
      rectifier::leaky_relu_backward(chunks.of(x, i), chunks.of(upstream, i),
                                     chunks.of(several, i));
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(one, several);
}

}  // namespace
