/* A kernel that is wrong at the kink alone: it shows that the suite notices, and what it says. */
#include "rectifier/plugin.h"

static void relu_gradient_f32(const void* x, const void* upstream, void* out, size_t n,
                              double slope) {
  (void)upstream;
  (void)slope;
  for (size_t i = 0; i < n; ++i) ((float*)out)[i] = ((const float*)x)[i] > 0 ? 1.0f : 0.0f;
}

static const rectifier_kernel kernels[] = {
    {"relu_gradient", "textbook", "f32", "at_kink", 0, NULL, relu_gradient_f32},
};

const rectifier_plugin* rectifier_plugin_get(void) {
  static const rectifier_plugin plugin = {RECTIFIER_PLUGIN_ABI, "wrong", 1, kernels};
  return &plugin;
}
