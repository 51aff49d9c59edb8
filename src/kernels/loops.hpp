// How a kernel goes through an array: one element at a time, or vectors with a tail, by a walk.
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

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

/// What a walk that takes several pages in turn does before the others' loop: from the first page
/// of the output that begins between two elements to as many as are left of it in whole. Returns
/// where it ends. `move(i, count)` computes `count` vectors from the i-th element on.
template <Walk walk, std::size_t width, class T, class Move>
[[gnu::always_inline]] inline std::size_t walk_pages(const T* out, std::size_t i, std::size_t end,
                                                     const Move& move) {
  if constexpr (row(walk).pages > 1) {
    constexpr std::size_t page = page_bytes / sizeof(T), two_lines = 2 * line_bytes / sizeof(T);
    constexpr std::size_t together = row(walk).pages * page;
    for (; reinterpret_cast<std::uintptr_t>(out + i) % page_bytes != 0 && i < end; i += width)
      move(i, std::make_index_sequence<1>());
    for (; i + together <= end; i += together)
      for (std::size_t lines = i; lines < i + page; lines += two_lines)
        for (std::size_t at = lines; at < lines + together; at += page)
          move(at, std::make_index_sequence<two_lines / width>());
  }
  return i;
}

/// Vectors, any n and any alignment. The first vector and the last are read before the first store
/// and written last, overlapping what is between: no scalar tail, and in place each element is
/// still computed from its own input once (leaky is not idempotent). What is between is stored at
/// multiples of the vector's size, as a store across a cache line costs two. Arrays of few vectors
/// do without that, and those shorter than one take the same road at half the width; below the
/// narrowest, one lane at a time.
template <class Arch, class Idiom, Operation operation, Passes question, Walk walk, class T>
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

  // All of them are read before one is written.
  const auto move = [&]<std::size_t... k>(std::size_t i, std::index_sequence<k...>)
      __attribute__((always_inline)) {
    look_ahead_in<walk, row(operation).has_upstream, sizeof...(k) * sizeof(Vector)>(x, upstream, i);
    look_ahead_out<walk, sizeof...(k) * sizeof(Vector)>(out + i);
    const Vector made[] = {at(i + k * width)...};
    (put<walk>(out + i + k * width, made[k]), ...);
  };

  if (n < width) {
    if constexpr (!std::is_void_v<Half>) {
      walk_vectors<Half, Idiom, operation, question, Walk::plain>(x, upstream, out, n, slope);
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
    i = walk_pages<walk, width>(out, i, end, move);
    for (; i + 4 * width <= end; i += 4 * width) move(i, std::make_index_sequence<4>());
    end_of_stores<walk>();
  }
  for (; i < end; i += width) at(i).store_unaligned(out + i);
  first.store_unaligned(out);
  last.store_unaligned(out + end);
}

}  // namespace
}  // namespace rectifier
