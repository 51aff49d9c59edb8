// An array between inaccessible pages, so that one element read or written outside it is a
// crash at once, and with canaries where the array does not reach a page's edge.
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstring>
#include <new>
#include <span>

namespace rectifier {

/// Where an array lies within its pages.
struct Placement {
  bool at_end = false;     ///< flush with the inaccessible page after it
  std::size_t offset = 0;  ///< else: elements from the page's start
};

/// Memory for up to `capacity` elements, with an inaccessible page on both sides.
template <class T>
class GuardedArray {
 public:
  /// Asks for memory that no canary is written to, so that what is not used costs nothing.
  struct Untouched {};
  GuardedArray(std::size_t capacity, Untouched) {
    const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    bytes_ = (capacity * sizeof(T) + page - 1) / page * page;
    mapped_ = bytes_ + 2 * page;
    base_ = mmap(nullptr, mapped_, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (base_ == MAP_FAILED) throw std::bad_alloc();
    data_ = static_cast<unsigned char*>(base_) + page;
    unlock();
  }
  explicit GuardedArray(std::size_t capacity) : GuardedArray(capacity, Untouched{}) {
    place(0, {});
  }
  ~GuardedArray() { munmap(base_, mapped_); }
  GuardedArray(const GuardedArray&) = delete;
  GuardedArray& operator=(const GuardedArray&) = delete;

  std::size_t capacity() const { return bytes_ / sizeof(T); }

  /// `n` elements at a place, everything around them and in them set to a canary that no
  /// operation answers.
  std::span<T> place(std::size_t n, Placement where) {
    std::memset(data_, canary, bytes_);
    const std::size_t first = where.at_end ? bytes_ - n * sizeof(T) : where.offset * sizeof(T);
    placed_ = {reinterpret_cast<T*>(data_ + first), n};
    return placed_;
  }

  /// `n` elements flush with the inaccessible page after them, as they were; no canary anywhere.
  std::span<T> at_end(std::size_t n) {
    return {reinterpret_cast<T*>(data_ + bytes_ - n * sizeof(T)), n};
  }

  /// Whether everything around the placed elements is still the canary.
  bool surroundings_untouched() const {
    const auto* begin = reinterpret_cast<const unsigned char*>(placed_.data());
    const auto* end = begin + placed_.size_bytes();
    return all_canary(data_, begin) && all_canary(end, data_ + bytes_);
  }

  /// Makes the memory read-only, and writable again.
  void lock() { protect(PROT_READ); }
  void unlock() { protect(PROT_READ | PROT_WRITE); }

 private:
  static constexpr unsigned char canary = 0xA5;

  void protect(int how) {
    if (mprotect(data_, bytes_, how) != 0) throw std::bad_alloc();
  }
  static bool all_canary(const unsigned char* begin, const unsigned char* end) {
    return begin == end ||
           (*begin == canary && std::memcmp(begin, begin + 1, std::size_t(end - begin) - 1) == 0);
  }

  void* base_ = nullptr;
  std::size_t mapped_ = 0;
  unsigned char* data_ = nullptr;
  std::size_t bytes_ = 0;
  std::span<T> placed_;
};

}  // namespace rectifier
