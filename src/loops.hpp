// How a kernel walks an array: one element at a time, or vectors with a tail.
#pragma once

#include <cstddef>

#include "idioms.hpp"

namespace rectifier {
namespace {

/// One element an iteration. Whether the compiler may vectorise it is up to the target's flags.
template <class Idiom, Operation operation, Passes question, class T>
[[gnu::always_inline]] inline void walk_elements(const T* x, const T* upstream, T* out,
                                                 std::size_t n, T slope) {
  for (std::size_t i = 0; i < n; ++i) {
    T g{};
    if constexpr (row(operation).backward) g = upstream[i];
    out[i] = Idiom::template choose<question>(x[i], where_it_passes<operation>(x[i], g),
                                              elsewhere<operation>(x[i], g, slope));
  }
}

/// Vectors, any n and any alignment. The last vector is read before the first store and written
/// last, overlapping the one before it: no scalar tail, and in place each element is still
/// computed from its own input once (leaky is not idempotent). Arrays shorter than a vector take
/// the same road at half the width; below the narrowest, one lane at a time.
template <class Arch, class Idiom, Operation operation, Passes question, class T>
[[gnu::always_inline]] inline void walk_vectors(const T* x, const T* upstream, T* out,
                                                std::size_t n, T slope) {
  using Vector = xsimd::batch<T, Arch>;
  using Half = typename HalfWidth<Arch>::type;
  constexpr std::size_t width = Vector::size;
  constexpr std::size_t unroll = 4;
  const Vector slopes(slope);

  const auto apply = [&](Vector value, Vector gradient) __attribute__((always_inline)) {
    return Idiom::template choose<question>(value, where_it_passes<operation>(value, gradient),
                                            elsewhere<operation>(value, gradient, slopes));
  };
  const auto at = [&](std::size_t i) __attribute__((always_inline)) {
    const Vector value = Vector::load_unaligned(x + i);
    if constexpr (row(operation).backward)
      return apply(value, Vector::load_unaligned(upstream + i));
    else
      return apply(value, value);
  };

  if (n < width) {
    if constexpr (!std::is_void_v<Half>) {
      walk_vectors<Half, Idiom, operation, question>(x, upstream, out, n, slope);
    } else {
      for (std::size_t i = 0; i < n; ++i)
        out[i] =
            first_lane(apply(Vector(x[i]), Vector(row(operation).backward ? upstream[i] : T())));
    }
    return;
  }

  const Vector last = at(n - width);
  std::size_t i = 0;
  for (; i + unroll * width <= n; i += unroll * width) {
    const Vector a = at(i), b = at(i + width), c = at(i + 2 * width), d = at(i + 3 * width);
    a.store_unaligned(out + i);
    b.store_unaligned(out + i + width);
    c.store_unaligned(out + i + 2 * width);
    d.store_unaligned(out + i + 3 * width);
  }
  for (; i + width < n; i += width) at(i).store_unaligned(out + i);
  last.store_unaligned(out + n - width);
}

}  // namespace
}  // namespace rectifier
