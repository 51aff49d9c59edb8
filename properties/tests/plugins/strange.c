/* Kernels that declare no convention, each strange in its own way: the suite finds out which. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "rectifier/plugin.h"

#define KERNEL(name, expression)                                                             \
  static void name(const void* x, const void* upstream, void* out, size_t n, double slope) { \
    const float a = (float)slope;                                                            \
    for (size_t i = 0; i < n; ++i) {                                                         \
      const float v = ((const float*)x)[i],                                                  \
                  g = upstream != NULL ? ((const float*)upstream)[i] : 0;                    \
      (void)a, (void)g, (void)v;                                                             \
      ((float*)out)[i] = (expression);                                                       \
    }                                                                                        \
  }

static float without_sign_bit(float v) {
  uint32_t bits;
  memcpy(&bits, &v, sizeof bits);
  bits &= ~(0u - (bits >> 31));
  memcpy(&v, &bits, sizeof v);
  return v;
}

static float die(int how) {
  if (how == 0) raise(SIGSEGV);
  exit(how);
}

KERNEL(textbook, v > 0 ? v : 0)
KERNEL(pytorch, v < 0 ? 0 : v)
KERNEL(sign_bit, without_sign_bit(v))
KERNEL(flushes, v > 1.17549435e-38f ? v : 0)
KERNEL(tail_keeps_nan, n % 8 != 0 && i + n % 8 >= n ? (v < 0 ? 0 : v) : (v > 0 ? v : 0))
KERNEL(half, v > 0 ? 1 : v == 0 ? 0.5f : 0)
KERNEL(mask_times, g*(v > 0 ? 1.0f : 0.0f))
KERNEL(above, v > 0 ? v : a * v)
KERNEL(larger, v > a * v ? v : a * v)
KERNEL(crashes, die(0))
KERNEL(exits, die(3))

static const rectifier_kernel kernels[] = {
    {"relu", NULL, "f32", "textbook", 0, NULL, textbook},
    {"relu", NULL, "f32", "pytorch", 0, NULL, pytorch},
    {"relu", NULL, "f32", "sign_bit", 0, NULL, sign_bit},
    {"relu", NULL, "f32", "flushes", 0, NULL, flushes},
    {"relu", NULL, "f32", "tail_keeps_nan", 0, NULL, tail_keeps_nan},
    {"relu", NULL, "f32", "crashes", 0, NULL, crashes},
    {"relu", NULL, "f32", "exits", 0, NULL, exits},
    {"relu_gradient", NULL, "f32", "half", 0, NULL, half},
    {"relu_backward", NULL, "f32", "mask_times", 0, NULL, mask_times},
    {"leaky_relu", NULL, "f32", "above", 0, NULL, above},
    {"leaky_relu", NULL, "f32", "larger", 0, NULL, larger},
};

const rectifier_plugin* rectifier_plugin_get(void) {
  static const rectifier_plugin plugin = {RECTIFIER_PLUGIN_ABI, "strange",
                                          sizeof kernels / sizeof *kernels, kernels};
  return &plugin;
}
