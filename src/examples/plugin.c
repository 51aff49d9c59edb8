/* The smallest plug-in: one kernel, ReLU of float. rectifier/plugin.h explains each field. */
#include "rectifier/plugin.h"

static void relu(const void* x, const void* upstream, void* out, size_t n, double slope) {
  const float* in = x;
  float* result = out;
  (void)upstream;
  (void)slope;
  for (size_t i = 0; i < n; ++i) result[i] = in[i] > 0 ? in[i] : 0;
}

static const rectifier_kernel kernels[] = {
    {"relu", "textbook", "f32", "plain", 0, NULL, relu},
};

const rectifier_plugin* rectifier_plugin_get(void) {
  static const rectifier_plugin plugin = {RECTIFIER_PLUGIN_ABI, "mine", 1, kernels};
  return &plugin;
}
