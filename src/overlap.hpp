// Which overlap the library's calls refuse, asked in one place for C++ and C.
#pragma once

#include <cstddef>
#include <cstdint>

namespace rectifier {

/// Whether an output overlaps an input of `n` elements without being exactly it.
template <class T>
bool overlap(const T* input, const T* out, std::size_t n) {
  const auto a = reinterpret_cast<std::uintptr_t>(input);
  const auto b = reinterpret_cast<std::uintptr_t>(out);
  return a != b && a < b + n * sizeof(T) && b < a + n * sizeof(T);
}

}  // namespace rectifier
