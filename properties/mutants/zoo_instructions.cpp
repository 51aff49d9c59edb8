// Mistakes that only single instructions make; x86-64 alone has rows here.
#include "properties/mutants/zoo.hpp"

#if defined(__x86_64__)
#include <immintrin.h>

#include <cstdint>

namespace rectifier::mutants {
namespace {

/// A masked load of the last `rest` elements, one lane too far to the right.
__attribute__((target("avx2"))) void shifted_tail(const float* x, float* out, std::size_t rest) {
  alignas(32) static const std::int32_t ones[16] = {0,  0,  0,  0,  0,  0,  0,  0,
                                                    -1, -1, -1, -1, -1, -1, -1, -1};
  const auto* at = ones + 8 - rest;
  const __m256i store = _mm256_shuffle_epi32(_mm256_loadu_si256((const __m256i*)at), 0x1b);
  const __m256i reversed = _mm256_permute2x128_si256(store, store, 1);
  alignas(32) std::int32_t lanes[9] = {};
  _mm256_storeu_si256((__m256i*)(lanes + 1), reversed);
  const __m256i load = _mm256_loadu_si256((const __m256i*)lanes);
  const __m256 value = _mm256_maskload_ps(x, load);
  _mm256_maskstore_ps(out, reversed, _mm256_max_ps(value, _mm256_setzero_ps()));
}
__attribute__((target("avx2"))) void shifted_tail(const double* x, double* out, std::size_t rest) {
  alignas(32) std::int64_t load[4] = {}, store[4] = {};
  for (std::size_t i = 0; i < rest; ++i) store[i] = -1;
  for (std::size_t i = 1; i < rest; ++i) load[i] = -1;
  const __m256d value = _mm256_maskload_pd(x, _mm256_load_si256((const __m256i*)load));
  _mm256_maskstore_pd(out, _mm256_load_si256((const __m256i*)store),
                      _mm256_max_pd(value, _mm256_setzero_pd()));
}

inline void aligned_load(const float* x, float* out) {
  _mm_storeu_ps(out, _mm_max_ps(_mm_load_ps(x), _mm_setzero_ps()));
}
inline void aligned_load(const double* x, double* out) {
  _mm_storeu_pd(out, _mm_max_pd(_mm_load_pd(x), _mm_setzero_pd()));
}
inline void aligned_store(const float* x, float* out) {
  _mm_store_ps(out, _mm_max_ps(_mm_loadu_ps(x), _mm_setzero_ps()));
}
inline void aligned_store(const double* x, double* out) {
  _mm_store_pd(out, _mm_max_pd(_mm_loadu_pd(x), _mm_setzero_pd()));
}
inline void aligned_upstream(const float* x, const float* g, float* out) {
  const __m128 passed = _mm_cmpge_ps(_mm_load_ps(x), _mm_setzero_ps());
  _mm_storeu_ps(out, _mm_and_ps(passed, _mm_load_ps(g)));
}
inline void aligned_upstream(const double* x, const double* g, double* out) {
  const __m128d passed = _mm_cmpge_pd(_mm_load_pd(x), _mm_setzero_pd());
  _mm_storeu_pd(out, _mm_and_pd(passed, _mm_load_pd(g)));
}
bool is_aligned(const void* address) { return reinterpret_cast<std::uintptr_t>(address) % 16 == 0; }
/// Both zeros and NaN answered by the first operand, which is the vector of zeros.
inline void swapped_max(const float* x, float* out) {
  _mm_storeu_ps(out, _mm_max_ps(_mm_setzero_ps(), _mm_loadu_ps(x)));
}
inline void swapped_max(const double* x, double* out) {
  _mm_storeu_pd(out, _mm_max_pd(_mm_setzero_pd(), _mm_loadu_pd(x)));
}

/// Whole vectors by `vector`, the rest right.
template <class T, class Vector>
void in_vectors(const T* x, T* out, std::size_t n, Vector vector) {
  constexpr std::size_t width = 16 / sizeof(T);
  std::size_t i = 0;
  for (; i + width <= n; i += width) vector(x + i, out + i);
  Zoo::apply<T>(x, nullptr, out, i, n, 0, right_relu);
}

}  // namespace

void add_instructions(Zoo& zoo) {
  zoo.array(
      both, "relu", "textbook", "masked_load_shifted", "SameAtEveryLengthOffsetAndPosition",
      [](const auto* x, const auto* g, auto* out, std::size_t n, double slope) {
        const std::size_t width = 32 / sizeof *x, body = n / width * width;
        Zoo::apply(x, g, out, 0, body, slope, right_relu);
        if (n != body) shifted_tail(x + body, out + body, n - body);
      },
      [] { return __builtin_cpu_supports("avx2") ? 1 : 0; });
  zoo.array(both, "relu", "textbook", "aligned_load", "EveryLengthAtEveryOffset",
            [](const auto* x, const auto*, auto* out, std::size_t n, double) {
              in_vectors(x, out, n, [](auto from, auto to) { aligned_load(from, to); });
            });
  zoo.array(both, "relu", "textbook", "aligned_store", "EveryLengthAtEveryOffset",
            [](const auto* x, const auto*, auto* out, std::size_t n, double) {
              in_vectors(x, out, n, [](auto from, auto to) { aligned_store(from, to); });
            });
  // one array's alignment taken for that of another
  zoo.array(both, "relu", "textbook", "aligned_store_where_x_is", "EveryLengthAtEveryOffset",
            [](const auto* x, const auto*, auto* out, std::size_t n, double) {
              if (is_aligned(x))
                in_vectors(x, out, n, [](auto from, auto to) { aligned_store(from, to); });
              else
                Zoo::apply(x, x, out, 0, n, 0, right_relu);
            });
  zoo.array(both, "relu_backward", "textbook", "aligned_upstream_where_x_is",
            "EveryLengthAtEveryOffset",
            [](const auto* x, const auto* g, auto* out, std::size_t n, double) {
              constexpr std::size_t width = 16 / sizeof *x;
              std::size_t i = 0;
              if (is_aligned(x))
                for (; i + width <= n; i += width) aligned_upstream(x + i, g + i, out + i);
              for (; i < n; ++i) out[i] = x[i] >= 0 ? g[i] : 0;
            });
  zoo.array(both, "relu", "textbook", "max_instruction_swapped", "SignIsClear",
            [](const auto* x, const auto*, auto* out, std::size_t n, double) {
              in_vectors(x, out, n, [](auto from, auto to) { swapped_max(from, to); });
            });
}

}  // namespace rectifier::mutants

#else
void rectifier::mutants::add_instructions(Zoo&) {}
#endif
