// The data that kernels are timed on: seeded, the same in every run.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>

#include "workloads.hpp"

namespace rectifier::bench {

/// Decides every element together with its index, so an array's beginning does not depend on
/// how long it is.
inline constexpr std::uint64_t seed = 1;

/// The 64 random bits of an index (splitmix64).
constexpr std::uint64_t random_bits(std::uint64_t index, std::uint64_t stream) {
  std::uint64_t z = (index + 1) * 0x9e3779b97f4a7c15u + stream * 0xd1342543de82ef95u;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

/// An array that grows, aligned to a cache line and touched when it is made.
template <class T>
class Array {
 public:
  /// `cache_lines` into a page: arrays that begin at the same place of their pages would make
  /// loads wait for stores to the other array, as CPUs compare the low 12 bits first.
  explicit Array(std::size_t cache_lines) : offset_(cache_lines * cache_line / sizeof(T)) {}

  /// Room for at least `count` elements. What was there is lost if it has to grow.
  /// @throws std::bad_alloc
  void reserve(std::size_t count) {
    if (count <= capacity_) return;
    memory_.reset();
    capacity_ = 0;
    const std::size_t bytes = (count + offset_) * sizeof(T);
    memory_.reset(static_cast<T*>(std::aligned_alloc(page, (bytes + page - 1) / page * page)));
    if (!memory_) throw std::bad_alloc();
    std::fill_n(memory_.get(), count + offset_, T(1));
    capacity_ = count;
  }

  T* data() const { return memory_.get() + offset_; }

 private:
  static constexpr std::size_t page = 4096;
  static constexpr std::size_t cache_line = 64;
  struct Free {
    void operator()(T* memory) const { std::free(memory); }
  };
  std::size_t offset_;
  std::size_t capacity_ = 0;
  std::unique_ptr<T, Free> memory_;
};

/// The inputs and the output of one element type. Only the latest signs are kept.
template <class T>
class Data {
 public:
  /// Input, upstream gradient (both `windows(workload) * n` elements) and output (n).
  const T* x() const { return x_.data(); }
  const T* upstream() const { return upstream_.data(); }
  T* out() const { return out_.data(); }

  /// Makes what a workload needs, unless it is there.
  void prepare(const Workload& workload) {
    const std::size_t count = windows(workload) * workload.n;
    out_.reserve(workload.n);
    if (workload.signs == signs_ && count <= filled_) return;
    x_.reserve(count);
    upstream_.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
      x_.data()[i] = element(workload.signs, i, 2 * seed);
      upstream_.data()[i] = element(Signs::random, i, 2 * seed + 1);
    }
    signs_ = workload.signs;
    filled_ = count;
  }

 private:
  /// Magnitudes from 1 to 2: no operation gets zero, NaN or a subnormal, nor makes one.
  static T element(Signs which, std::size_t index, std::uint64_t stream) {
    const std::uint64_t bits = random_bits(index, stream);
    const T magnitude = static_cast<T>(1 + static_cast<double>(bits >> 12) * 0x1p-52);
    switch (which) {
      case Signs::random: return (bits & 1) != 0 ? -magnitude : magnitude;
      case Signs::positive: return magnitude;
      case Signs::negative: return -magnitude;
      case Signs::alternating: break;
    }
    return index % 2 != 0 ? -magnitude : magnitude;
  }

  Array<T> x_{0}, upstream_{21}, out_{42};
  Signs signs_{};
  std::size_t filled_ = 0;
};

/// The data of an element type, one for the whole run.
template <class T>
Data<T>& data() {
  static Data<T> made;
  return made;
}

}  // namespace rectifier::bench
