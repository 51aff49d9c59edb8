// How a kernel walks an array: one element at a time, or vectors with a tail.
#pragma once

#include <cstddef>

#include "kernels/idioms.hpp"

namespace rectifier {
namespace {

/// One element an iteration. Whether the compiler may vectorise it is up to the target's flags.
template <class Idiom, Operation operation, Passes question, class T>
[[gnu::always_inline]] inline void walk_elements(const T* x, const T* upstream, T* out,
                                                 std::size_t n, T slope) {
  for (std::size_t i = 0; i < n; ++i) {
    T g{};
    if constexpr (row(operation).has_upstream) g = upstream[i];
    out[i] = Idiom::template choose<question>(x[i], where_it_passes<operation>(x[i], g),
                                              elsewhere<operation>(x[i], g, slope));
  }
}

/// Vectors, any n and any alignment. The first vector and the last are read before the first store
/// and written last, overlapping what is between: no scalar tail, and in place each element is
/// still computed from its own input once (leaky is not idempotent). What is between is stored at
/// multiples of the vector's size, as a store across a cache line costs two. Arrays of few vectors
/// do without that, and those shorter than one take the same road at half the width; below the
/// narrowest, one lane at a time.
template <class Arch, class Idiom, Operation operation, Passes question, Stores stores, class T>
[[gnu::always_inline]] inline void walk_vectors(const T* x, const T* upstream, T* out,
                                                std::size_t n, T slope) {
  using Vector = xsimd::batch<T, Arch>;
  using Half = typename HalfWidth<Arch>::type;
  constexpr std::size_t width = Vector::size;
  constexpr std::size_t few = 8;
  const Vector slopes(slope);

  const auto apply = [&](Vector value, Vector gradient) __attribute__((always_inline)) {
    return Idiom::template choose<question>(value, where_it_passes<operation>(value, gradient),
                                            elsewhere<operation>(value, gradient, slopes));
  };
  const auto at = [&](std::size_t i) __attribute__((always_inline)) {
    const Vector value = in_register(Vector::load_unaligned(x + i));
    if constexpr (row(operation).has_upstream)
      return apply(value, in_register(Vector::load_unaligned(upstream + i)));
    else
      return apply(value, value);
  };

  if (n < width) {
    if constexpr (!std::is_void_v<Half>) {
      walk_vectors<Half, Idiom, operation, question, Stores::cached>(x, upstream, out, n, slope);
    } else {
      for (std::size_t i = 0; i < n; ++i)
        out[i] = first_lane(
            apply(Vector(x[i]), Vector(row(operation).has_upstream ? upstream[i] : T())));
    }
    return;
  }

  const std::size_t end = n - width;
  const Vector first = at(0), last = at(end);
  std::size_t i = width;
  if (const std::size_t past = misalignment<Vector>(out);
      n >= few * width && past % sizeof(T) == 0) {
    i -= past / sizeof(T);
    for (; i + 4 * width <= end; i += 4 * width) {
      look_ahead_in<stores, row(operation).has_upstream ? 2 : 1, 4 * sizeof(Vector)>(x + i);
      look_ahead_out<stores>(out + i);
      const Vector a = at(i), b = at(i + width), c = at(i + 2 * width), d = at(i + 3 * width);
      put<stores>(out + i, a);
      put<stores>(out + i + width, b);
      put<stores>(out + i + 2 * width, c);
      put<stores>(out + i + 3 * width, d);
    }
    end_of_stores<stores>();
  }
  for (; i < end; i += width) at(i).store_unaligned(out + i);
  first.store_unaligned(out);
  last.store_unaligned(out + end);
}

}  // namespace
}  // namespace rectifier
