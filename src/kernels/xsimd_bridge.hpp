// The one place that knows xsimd's versions (8.1 to 14) and single instructions.
//
// Everything here has internal linkage or is forced inline: inline functions compiled with one
// target's flags must never be the copy that the linker keeps for another target.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#if defined(__x86_64__)
#include <immintrin.h>
#endif
#if defined(__x86_64__) || defined(__aarch64__)
#include <xsimd/xsimd.hpp>
#else
#include "kernels/no_xsimd.hpp"
#endif

#include "kernels/walks.hpp"

namespace rectifier {
namespace {

/// Stands in for an arch in the scalar target.
struct NoVectors {
  static constexpr bool supported() { return true; }
};

/// What targets are of, by the names of cmake/rectifierArchitecture.cmake.
enum class Architecture { x86_64, aarch64, other };
#if defined(__x86_64__)
constexpr Architecture compiled_for = Architecture::x86_64;
#elif defined(__aarch64__)
constexpr Architecture compiled_for = Architecture::aarch64;
#else
constexpr Architecture compiled_for = Architecture::other;
#endif

/// Stands in for the arch of another architecture's target, whose kernels have names alone.
template <Architecture>
struct Foreign {
  static constexpr bool supported() { return false; }
};

template <class Arch>
constexpr Architecture architecture_of = compiled_for;
template <Architecture of>
constexpr Architecture architecture_of<Foreign<of>> = of;

/// Whether a target belongs to x86, where a single max is exactly what some conventions ask.
template <class Arch>
constexpr bool is_x86 = architecture_of<Arch> == Architecture::x86_64;

/// Whether a target belongs to the architecture that is being compiled for.
template <class Arch>
constexpr bool is_native = architecture_of<Arch> == compiled_for;

/// Whether there are vectors of an element type; without them it has the scalar loops alone.
template <class T>
constexpr bool has_vectors = std::is_floating_point_v<T>;

/// Keeps a vector that was loaded in its register. A compiler may read the same memory again for
/// each use instead, and g++ 12 does: backward kernels then need three loads where two will do.
template <class T, class Arch>
[[gnu::always_inline]] inline xsimd::batch<T, Arch> in_register(xsimd::batch<T, Arch> v) {
  typename xsimd::batch<T, Arch>::register_type contents = v;
#if defined(__x86_64__)
  asm("" : "+v"(contents));
#elif defined(__aarch64__)
  asm("" : "+w"(contents));
#endif
  return xsimd::batch<T, Arch>(contents);
}

/// Clang up to 18 rewrites "yes or slope * yes" as yes * (1 or slope), which makes a signalling
/// NaN quiet and a subnormal zero under FTZ (seen in 14, gone in 19). Hiding where the product
/// comes from keeps it from doing so.
#if defined(__clang__) && __clang_major__ < 19
constexpr bool compiler_multiplies_by_one = true;
template <class T>
[[gnu::always_inline]] inline T opaque(T value) {
#if defined(__x86_64__)
  asm("" : "+x"(value));
#elif defined(__aarch64__)
  asm("" : "+w"(value));
#else
  asm("" : "+m"(value));
#endif
  return value;
}
#else
constexpr bool compiler_multiplies_by_one = false;
template <class T>
[[gnu::always_inline]] inline T opaque(T value) {
  return value;
}
#endif
template <class T, class Arch>
[[gnu::always_inline]] inline xsimd::batch<T, Arch> opaque(xsimd::batch<T, Arch> v) {
  return xsimd::batch<T, Arch>(opaque<typename xsimd::batch<T, Arch>::register_type>(v));
}

/// The arch with vectors half as wide that a target includes, for short arrays; void if none.
template <class Arch>
struct HalfWidth {
  using type = void;
};
#if defined(__x86_64__)
template <>
struct HalfWidth<xsimd::avx> {
  using type = xsimd::sse4_1;
};
template <>
struct HalfWidth<xsimd::avx2> {
  using type = xsimd::sse4_1;
};
template <>
struct HalfWidth<xsimd::avx512bw> {
  using type = xsimd::avx2;
};
#endif

/// The targets with stores past the caches.
template <class Arch>
constexpr bool can_stream = is_native<Arch>&& is_x86<Arch>;
template <>
constexpr bool can_stream<NoVectors> = false;

/// The targets with streaming kernels.
template <class Arch>
constexpr bool has_streaming_kernels = false;
#if defined(__x86_64__)
template <>
constexpr bool has_streaming_kernels<xsimd::sse2> = true;
template <>
constexpr bool has_streaming_kernels<xsimd::avx2> = true;
#endif

/// Asks early for what a loop reaches `distance` bytes further on: for `bytes` of it, or for its
/// page. No address is too far: a prefetch does not fault.
template <Ask ask, std::size_t distance, std::size_t bytes>
[[gnu::always_inline]] inline void look_ahead([[maybe_unused]] const void* address) {
  [[maybe_unused]] const auto at = reinterpret_cast<std::uintptr_t>(address) + distance;
  if constexpr (ask == Ask::page)
    __builtin_prefetch(reinterpret_cast<const void*>(at & ~(page_bytes - 1)), 0, 3);
  else if constexpr (ask != Ask::nothing)
    for (std::size_t line = 0; line < bytes; line += line_bytes)
      __builtin_prefetch(reinterpret_cast<const void*>(at + line), 0,
                         ask == Ask::lines_once ? 0 : 3);
}

/// What a walk asks for early at the i-th element: of its input or of both, and of its output.
template <Walk walk, bool two, std::size_t bytes, class T>
[[gnu::always_inline]] inline void look_ahead_in(const T* x, [[maybe_unused]] const T* upstream,
                                                 std::size_t i) {
  constexpr LookAhead look = row(walk).input;
  if constexpr (!two || look.inputs == 2) look_ahead<look.ask, look.bytes, bytes>(x + i);
  if constexpr (two && look.inputs == 2) look_ahead<look.ask, look.bytes, bytes>(upstream + i);
}
template <Walk walk, std::size_t bytes>
[[gnu::always_inline]] inline void look_ahead_out(const void* out) {
  constexpr LookAhead look = row(walk).output;
  look_ahead<look.ask, look.bytes, bytes>(out);
}

/// Bytes from the last multiple of the vector's size to an address.
template <class Vector>
[[gnu::always_inline]] inline std::size_t misalignment(const void* address) {
  return reinterpret_cast<std::uintptr_t>(address) % sizeof(Vector);
}

/// Stores a vector as a walk does, to an address aligned to its size if it streams. After the last
/// one, `end_of_stores` puts streaming stores in order with all that follow.
template <Walk walk, class T, class Arch>
[[gnu::always_inline]] inline void put(T* out, xsimd::batch<T, Arch> v) {
  if constexpr (row(walk).stores == Stores::cached) {
    v.store_unaligned(out);
  } else {
#if defined(__x86_64__)
    constexpr std::size_t widest = row(walk).widest_store;
    const typename xsimd::batch<T, Arch>::register_type contents = v;
    const auto at = reinterpret_cast<__m128i*>(out);
    if constexpr (sizeof contents == 64 && widest >= 64) {
      _mm512_stream_si512(reinterpret_cast<__m512i*>(out), std::bit_cast<__m512i>(contents));
    } else if constexpr (sizeof contents == 64) {
      const auto whole = std::bit_cast<__m512i>(contents);
      _mm_stream_si128(at, _mm512_castsi512_si128(whole));
      _mm_stream_si128(at + 1, _mm512_extracti32x4_epi32(whole, 1));
      _mm_stream_si128(at + 2, _mm512_extracti32x4_epi32(whole, 2));
      _mm_stream_si128(at + 3, _mm512_extracti32x4_epi32(whole, 3));
    } else if constexpr (sizeof contents == 32 && widest >= 32) {
      _mm256_stream_si256(reinterpret_cast<__m256i*>(out), std::bit_cast<__m256i>(contents));
    } else if constexpr (sizeof contents == 32) {
      const auto whole = std::bit_cast<__m256i>(contents);
      _mm_stream_si128(at, _mm256_castsi256_si128(whole));
      _mm_stream_si128(at + 1, _mm256_extractf128_si256(whole, 1));
    } else {
      _mm_stream_si128(at, std::bit_cast<__m128i>(contents));
    }
#endif
  }
}
template <Walk walk>
[[gnu::always_inline]] inline void end_of_stores() {
#if defined(__x86_64__)
  if constexpr (row(walk).stores == Stores::streaming) _mm_sfence();
#endif
}

#if defined(__x86_64__)
/// One MAXPS or MAXPD: x > y ? x : y, so y where either is NaN and where both are zeros.
template <class T, class Arch>
[[gnu::always_inline]] inline xsimd::batch<T, Arch> max_or_second(xsimd::batch<T, Arch> x,
                                                                  xsimd::batch<T, Arch> y) {
#if XSIMD_VERSION_MAJOR >= 14
  return xsimd::max(y, x);
#else
  return xsimd::max(x, y);
#endif
}

/// yes where the mask is set, else no.
template <class T, class Arch>
[[gnu::always_inline]] inline xsimd::batch<T, Arch> select(xsimd::batch_bool<T, Arch> mask,
                                                           xsimd::batch<T, Arch> yes,
                                                           xsimd::batch<T, Arch> no) {
  // g++ takes the blend of AVX for a compare of integers, which came with AVX2 only, and falls
  // back to eight jumps. The audit of the machine code caught it.
  if constexpr (std::is_same_v<Arch, xsimd::avx> && std::is_same_v<T, float>)
    return _mm256_or_ps(_mm256_and_ps(mask, yes), _mm256_andnot_ps(mask, no));
  else if constexpr (std::is_same_v<Arch, xsimd::avx> && std::is_same_v<T, double>)
    return _mm256_or_pd(_mm256_and_pd(mask, yes), _mm256_andnot_pd(mask, no));
  else
    return xsimd::select(mask, yes, no);
}

/// One MAXSS or MAXSD, with the same answer.
[[gnu::always_inline]] inline float max_or_second(float x, float y) {
  return _mm_cvtss_f32(_mm_max_ss(_mm_set_ss(x), _mm_set_ss(y)));
}
[[gnu::always_inline]] inline double max_or_second(double x, double y) {
  return _mm_cvtsd_f64(_mm_max_sd(_mm_set_sd(x), _mm_set_sd(y)));
}

/// The first lane of the narrowest vector.
template <class Arch>
[[gnu::always_inline]] inline float first_lane(xsimd::batch<float, Arch> v) {
  return _mm_cvtss_f32(v);
}
template <class Arch>
[[gnu::always_inline]] inline double first_lane(xsimd::batch<double, Arch> v) {
  return _mm_cvtsd_f64(v);
}
#else
template <class T, class Arch>
[[gnu::always_inline]] inline xsimd::batch<T, Arch> select(xsimd::batch_bool<T, Arch> mask,
                                                           xsimd::batch<T, Arch> yes,
                                                           xsimd::batch<T, Arch> no) {
  return xsimd::select(mask, yes, no);
}
template <class T, class Arch>
[[gnu::always_inline]] inline T first_lane(xsimd::batch<T, Arch> v) {
  return v.get(0);
}
#endif

}  // namespace
}  // namespace rectifier
