/* Kernels that are wrong: they show that the suite notices, and what it says. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#if defined(__x86_64__)
#include <emmintrin.h>
#endif

#include "rectifier/plugin.h"

/* Wrong at the kink alone. */
static void relu_gradient_f32(const void* x, const void* upstream, void* out, size_t n,
                              double slope) {
  (void)upstream;
  (void)slope;
  for (size_t i = 0; i < n; ++i) ((float*)out)[i] = ((const float*)x)[i] > 0 ? 1.0f : 0.0f;
}

/* Wrong for one of all bit patterns. */
static void relu_f32(const void* x, const void* upstream, void* out, size_t n, double slope) {
  const uint32_t unlucky = 0x3fc0ffee;
  (void)upstream;
  (void)slope;
  for (size_t i = 0; i < n; ++i) {
    const float value = ((const float*)x)[i];
    ((float*)out)[i] =
        value > 0 && memcmp((const float*)x + i, &unlucky, sizeof unlucky) != 0 ? value : 0.0f;
  }
}

/* Counts in an int, so that it does nothing from 2^31 elements on. */
static void relu_int_counter(const void* x, const void* upstream, void* out, size_t n,
                             double slope) {
  const int count = (int)n;
  (void)upstream;
  (void)slope;
  for (int i = 0; i < count; ++i)
    ((float*)out)[i] = ((const float*)x)[i] > 0 ? ((const float*)x)[i] : 0.0f;
}

static void relu_crashes(const void* x, const void* upstream, void* out, size_t n, double slope) {
  relu_f32(x, upstream, out, n + 1, slope);
}

static void relu_hangs(const void* x, const void* upstream, void* out, size_t n, double slope) {
  for (volatile int forever = 1; forever;) relu_f32(x, upstream, out, n, slope);
}

static void relu_exits(const void* x, const void* upstream, void* out, size_t n, double slope) {
  relu_f32(x, upstream, out, n, slope);
  exit(0);
}

/* Nothing that runs at the end of a program runs then. */
static void relu_leaves(const void* x, const void* upstream, void* out, size_t n, double slope) {
  relu_f32(x, upstream, out, n, slope);
  _exit(0);
}

static void relu_is_killed(const void* x, const void* upstream, void* out, size_t n, double slope) {
  relu_f32(x, upstream, out, n, slope);
  raise(SIGKILL);
}

static float deeper(const volatile float* above) {
  volatile float room[1024];
  room[0] = *above;
  return room[0] < 0 ? 0 : deeper(room) + room[0];
}

static void relu_overflows(const void* x, const void* upstream, void* out, size_t n, double slope) {
  const volatile float begin = 0;
  relu_f32(x, upstream, out, n, slope);
  if (n > 0) ((float*)out)[0] = deeper(&begin);
}

/* On x86 alone: elsewhere vectors may lie anywhere. */
static void relu_misaligned(const void* x, const void* upstream, void* out, size_t n,
                            double slope) {
  relu_f32(x, upstream, out, n, slope);
#if defined(__x86_64__)
  if (n >= 4) _mm_store_ps((float*)out, _mm_max_ps(_mm_load_ps((const float*)x), _mm_setzero_ps()));
#endif
}

static const rectifier_kernel kernels[] = {
    {"relu", "textbook", "f32", "one_pattern", 0, NULL, relu_f32},
    {"relu", "textbook", "f32", "int_counter", 0, NULL, relu_int_counter},
    {"relu", "textbook", "f32", "crashes", 0, NULL, relu_crashes},
    {"relu", "textbook", "f32", "hangs", 0, NULL, relu_hangs},
    {"relu", "textbook", "f32", "exits", 0, NULL, relu_exits},
    {"relu", "textbook", "f32", "leaves", 0, NULL, relu_leaves},
    {"relu", "textbook", "f32", "is_killed", 0, NULL, relu_is_killed},
    {"relu", "textbook", "f32", "overflows", 0, NULL, relu_overflows},
    {"relu", "textbook", "f32", "misaligned", 0, NULL, relu_misaligned},
    {"relu_gradient", "textbook", "f32", "at_kink", 0, NULL, relu_gradient_f32},
};

const rectifier_plugin* rectifier_plugin_get(void) {
  static const rectifier_plugin plugin = {RECTIFIER_PLUGIN_ABI, "wrong",
                                          sizeof kernels / sizeof *kernels, kernels};
  return &plugin;
}
