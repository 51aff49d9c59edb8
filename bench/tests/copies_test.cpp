// A copy that is held against kernels must be one: every byte arrives, and none beside them
// changes.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstring>
#include <random>
#include <set>
#include <vector>

#include "bench/yardsticks.hpp"
#include "support/types.hpp"

namespace rectifier::bench {
namespace {

constexpr std::size_t page = 4096, most = 14 * page;
constexpr std::size_t around = 256;  // bytes that are looked at on each side of the output

/// Bytes around a page's begin, of which no two lines are alike.
class Bytes {
 public:
  explicit Bytes(std::uint64_t seed) : held_((4 * page + most) / sizeof(std::uint64_t)) {
    std::mt19937_64 random(seed);
    for (std::uint64_t& some : held_) some = random();
  }
  unsigned char* at(std::size_t offset) {
    const auto begin = reinterpret_cast<std::uintptr_t>(held_.data());
    return reinterpret_cast<unsigned char*>(held_.data()) + (page - begin % page) + offset;
  }

 private:
  std::vector<std::uint64_t> held_;
};

/// Elements from a page's begin to where arrays are.
struct Offsets {
  std::size_t x, upstream, out;
};

/// Runs a copy and says what is wrong with what it left; nothing is if empty.
template <class T>
std::string wrong(const Copy& copy, bool two, bool in_place, std::size_t n, Offsets offsets) {
  static Bytes inputs[] = {Bytes(1), Bytes(2)}, output(3);
  static std::vector<unsigned char> before, expected;
  unsigned char* const x = inputs[0].at(offsets.x * sizeof(T));
  unsigned char* const upstream = inputs[1].at(offsets.upstream * sizeof(T));
  unsigned char* const out = !in_place ? output.at(offsets.out * sizeof(T)) : two ? upstream : x;
  const std::size_t bytes = n * sizeof(T);
  before.assign(out - around, out + bytes + around);
  expected = before;
  for (std::size_t i = 0; i < bytes; ++i)
    expected[around + i] = static_cast<unsigned char>(two ? x[i] ^ upstream[i] : x[i]);
  // What is there already could not be seen to arrive.
  if (!in_place)
    for (std::size_t i = 0; i < bytes; ++i)
      out[i] = static_cast<unsigned char>(~expected[around + i]);
  std::get<KernelFunction<T>>(copy.function)(reinterpret_cast<const T*>(x),
                                             two ? reinterpret_cast<const T*>(upstream) : nullptr,
                                             reinterpret_cast<T*>(out), n, T(0));
  std::string what;
  if (std::memcmp(out - around, expected.data(), expected.size()) != 0)
    for (std::size_t i = 0; i < expected.size() && what.empty(); ++i)
      if (out[static_cast<std::ptrdiff_t>(i) - std::ptrdiff_t(around)] != expected[i])
        what = fmt::format("byte {} of {} is wrong; x, upstream, out at {}, {}, {}",
                           static_cast<std::ptrdiff_t>(i) - std::ptrdiff_t(around), bytes,
                           offsets.x, offsets.upstream, offsets.out);
  std::memcpy(out - around, before.data(), before.size());
  return what;
}

/// Few elements one by one; and around enough for four pages in turn, once, twice and three times.
template <class T>
std::vector<std::size_t> lengths() {
  std::vector<std::size_t> made;
  for (std::size_t n = 0; n <= 300; ++n) made.push_back(n);
  for (const std::size_t pages : {4, 5, 9, 13})
    for (const std::size_t more : {0, 1, 31, 32, 100})
      made.push_back(pages * page / sizeof(T) + more);
  return made;
}

template <class T>
void expect_copies(Type type, bool two, bool in_place) {
  const auto copies =
      copies_of(type, in_place ? Placement::in_place : Placement::out_of_place, two);
  ASSERT_FALSE(copies.empty());
  const std::size_t last = page / sizeof(T) - 1;
  const Offsets some[] = {{0, 0, 0}, {1, 2, 0},    {0, 0, 1},    {3, 1, 5},
                          {7, 7, 7}, {0, 9, last}, {last, 4, 16}};
  for (const Copy& copy : copies)
    for (const std::size_t n : lengths<T>())
      for (const Offsets& offsets : some)
        if (const std::string what = wrong<T>(copy, two, in_place, n, offsets); !what.empty()) {
          ADD_FAILURE() << copy.implementation << ", " << name(type) << ": " << what;
          return;
        }
}

TEST(Copies, move_every_byte_and_write_no_other) {
  for (std::size_t t = 0; t < types.size(); ++t)
    for (const bool two : {false, true})
      for (const bool in_place : {false, true})
        with_type(Type(t), [&]<class T>(T) { expect_copies<T>(Type(t), two, in_place); });
}

TEST(Copies, have_one_target_for_each_width_of_vectors_and_names_of_their_own) {
  for (const bool two : {false, true}) {
    std::set<std::string> names;
    std::set<std::size_t> widths;
    std::size_t plain = 0;
    for (const Copy& copy : copies_of(Type::f32, Placement::out_of_place, two)) {
      EXPECT_TRUE(names.insert(copy.implementation).second) << copy.implementation;
      plain += copy.implementation.find("/vector_") != std::string::npos;
      for (const Target& target : targets())
        if (target.name == copy.target) widths.insert(target.vector_bits);
    }
    EXPECT_EQ(plain, widths.size());
    std::set<std::size_t> supported;
    for (const Target& target : targets())
      if (target.unsupported.empty()) supported.insert(target.vector_bits);
    if (supported.size() > 1) supported.erase(0);
    EXPECT_EQ(widths, supported);
    EXPECT_EQ(names.contains("copy/memcpy"), !two);
  }
}

}  // namespace
}  // namespace rectifier::bench
