// The data that kernels are timed on: seeded, the same in every run.
#pragma once

#include <sys/mman.h>

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>
#include <numeric>
#include <optional>

#include "bench/workloads.hpp"

namespace rectifier::bench {

/// The conditions of this process. Set before the first data are made.
inline Conditions conditions;

inline constexpr std::size_t cache_line = 64;

/// The 64 random bits of an index (splitmix64).
constexpr std::uint64_t random_bits(std::uint64_t index, std::uint64_t stream) {
  std::uint64_t z = (index + 1) * 0x9e3779b97f4a7c15u + stream * 0xd1342543de82ef95u;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

/// An array that grows, aligned as the conditions say and touched when it is made.
template <class T>
class Array {
 public:
  /// `cache_lines` into a page: arrays that begin at the same place of their pages would make
  /// loads wait for stores to the other array, as CPUs compare the low 12 bits first.
  explicit Array(std::size_t cache_lines) : cache_lines_(cache_lines) {}

  /// Room for at least `count` elements. What was there is lost if it has to grow.
  /// @throws std::bad_alloc
  void reserve(std::size_t count) {
    if (count <= capacity_) return;
    release();
    offset_ = cache_lines_ * cache_line / sizeof(T) + (conditions.alignment < cache_line ? 1 : 0);
    const std::size_t page = conditions.huge_pages ? huge_page : small_page;
    const std::size_t bytes = ((count + offset_) * sizeof(T) + page - 1) / page * page;
    memory_.reset(static_cast<T*>(std::aligned_alloc(page, bytes)));
    if (!memory_) throw std::bad_alloc();
#if defined(MADV_HUGEPAGE)
    // A wish, which the environment of a run records.
    if (conditions.huge_pages) ::madvise(memory_.get(), bytes, MADV_HUGEPAGE);
#endif
    std::fill_n(memory_.get(), count + offset_, T(1));
    capacity_ = count;
  }

  void release() {
    memory_.reset();
    capacity_ = 0;
  }

  T* data() const { return memory_.get() + offset_; }

 private:
  static constexpr std::size_t small_page = 4096;
  static constexpr std::size_t huge_page = std::size_t{2} << 20;
  struct Free {
    void operator()(T* memory) const { std::free(memory); }
  };
  std::size_t cache_lines_;
  std::size_t offset_ = 0;
  std::size_t capacity_ = 0;
  std::unique_ptr<T, Free> memory_;
};

/// The output begins so many bytes further at most: somewhere in a page, at another place in each
/// round, so that what an address does to a time is no answer.
inline constexpr std::size_t most_further = 4096;

/// The inputs and the output of one element type. Only the latest signs are kept.
template <class T>
class Data {
 public:
  /// Input and upstream gradient (`windows` times n elements each) and output (n, or as many
  /// in place or with cold data). The upstream gradient is there for backward operations only.
  const T* x() const { return x_.data(); }
  const T* upstream() const { return upstream_.data(); }
  T* out() const { return out_.data(); }

  /// Makes what a case needs, unless it is there.
  /// @throws std::bad_alloc
  void prepare(const Case& one, bool backward) {
    const std::size_t count = windows(one, conditions.cold) * one.n;
    out_.reserve((writes_all(one) ? count : one.n) + most_further / sizeof(T));
    if (one.signs != signs_) filled_ = 0;
    signs_ = one.signs;
    if (count > filled_) fill(x_, one.signs, 2 * conditions.seed, filled_ = count);
    if (backward && count > filled_upstream_)
      fill(upstream_, Signs::random, 2 * conditions.seed + 1, filled_upstream_ = count);
  }

  /// Gives the memory back.
  void release() {
    x_.release();
    upstream_.release();
    out_.release();
    filled_ = filled_upstream_ = 0;
  }

  /// The bytes that `prepare` needs.
  static double bytes(const Case& one, bool backward) {
    const auto n = static_cast<double>(one.n);
    const double count = static_cast<double>(windows(one, conditions.cold)) * n;
    return sizeof(T) * (count * (backward ? 2 : 1) + (writes_all(one) ? count : n));
  }

  /// Whether the output has as many windows as the input.
  static bool writes_all(const Case& one) { return conditions.cold || row(one.placement).in_place; }

 private:
  static void fill(Array<T>& array, Signs which, std::uint64_t stream, std::size_t count) {
    array.reserve(count);
    for (std::size_t i = 0; i < count; ++i) array.data()[i] = element(which, i, stream);
  }

  /// Magnitudes from 1 to 2: no operation gets zero, NaN or a subnormal, nor makes one, unless
  /// it is asked for.
  static T element(Signs which, std::size_t index, std::uint64_t stream) {
    const std::uint64_t bits = random_bits(index, stream);
    const T magnitude = static_cast<T>(1 + static_cast<double>(bits >> 12) * 0x1p-52);
    switch (which) {
      case Signs::random: return (bits & 1) != 0 ? -magnitude : magnitude;
      case Signs::positive: return magnitude;
      case Signs::negative: return -magnitude;
      case Signs::alternating: break;
      case Signs::subnormal: {
        const T tiny = magnitude * T(Layout<T>::min / 4);
        return (bits & 1) != 0 ? -tiny : tiny;
      }
    }
    return index % 2 != 0 ? -magnitude : magnitude;
  }

  Array<T> x_{0}, upstream_{21}, out_{42};
  Signs signs_{};
  std::size_t filled_ = 0;
  std::size_t filled_upstream_ = 0;
};

/// The data of an element type, one for the whole run.
template <class T>
Data<T>& data() {
  static Data<T> made;
  return made;
}

/// Gives the memory of all element types but one back, or of all.
inline void release_other_types(std::optional<Type> kept) {
  const auto release = []<class... T>(std::optional<Type> type, TypeList<T...>) {
    ((TypeTraits<T>::type == type ? void() : data<T>().release()), ...);
  };
  release(kept, Types{});
}
inline void release_all_types() { release_other_types(std::nullopt); }

}  // namespace rectifier::bench
