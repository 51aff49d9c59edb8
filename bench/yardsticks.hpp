// What moves the same number of bytes as a kernel and does nothing else, by every road there is.
#pragma once

#include <string>
#include <vector>

#include "bench/workloads.hpp"

namespace rectifier::bench {

/// Bytes of output from which on every walk but the plain one takes part, of kernels and copies.
/// Stores past the caches are, for up to eight vectors, the same as the others, and below this size
/// they lose by far; and what the caches hold need not be asked for early.
inline constexpr std::size_t streamed_bytes = std::size_t{1} << 20;

/// One way to move the bytes of a call.
struct Copy {
  std::string implementation;  ///< "copy/memcpy"; "copy2/stream4_avx2"
  std::string target;          ///< "avx2"; empty: it has none
  AnyKernelFunction function;  ///< its slope must be +0
  std::size_t from_bytes;      ///< of output, from which on it takes part
};

/// Every copy of this machine: memcpy, `rep movsb` where there is one, and each walk by vectors of
/// each width; in place, where none may store past the caches, the cached ones alone. With two
/// inputs, `backward`, their bits are joined, as a copy of both would be a result too long.
std::vector<Copy> copies_of(Type type, Placement placement, bool backward);

}  // namespace rectifier::bench
