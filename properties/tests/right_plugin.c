/* Kernels that are right, as plainly written as can be: everything must hold of them. */
#include "rectifier/plugin.h"

static void relu(const void* x, const void* upstream, void* out, size_t n, double slope) {
  const float* in = x;
  float* result = out;
  (void)upstream;
  (void)slope;
  for (size_t i = 0; i < n; ++i) result[i] = in[i] > 0 ? in[i] : 0;
}

static void relu_gradient(const void* x, const void* upstream, void* out, size_t n, double slope) {
  const float* in = x;
  float* result = out;
  (void)upstream;
  (void)slope;
  for (size_t i = 0; i < n; ++i) result[i] = in[i] >= 0 ? 1 : 0;
}

static void relu_backward(const void* x, const void* upstream, void* out, size_t n, double slope) {
  const float *in = x, *above = upstream;
  float* result = out;
  (void)slope;
  for (size_t i = 0; i < n; ++i) result[i] = in[i] >= 0 ? above[i] : 0;
}

static void leaky_relu(const void* x, const void* upstream, void* out, size_t n, double slope) {
  const float* in = x;
  const float rounded = (float)slope;
  float* result = out;
  (void)upstream;
  for (size_t i = 0; i < n; ++i) result[i] = in[i] >= 0 ? in[i] : rounded * in[i];
}

static void leaky_relu_gradient(const void* x, const void* upstream, void* out, size_t n,
                                double slope) {
  const float* in = x;
  const float rounded = (float)slope;
  float* result = out;
  (void)upstream;
  for (size_t i = 0; i < n; ++i) result[i] = in[i] >= 0 ? 1 : rounded;
}

static void leaky_relu_backward(const void* x, const void* upstream, void* out, size_t n,
                                double slope) {
  const float *in = x, *above = upstream;
  const float rounded = (float)slope;
  float* result = out;
  for (size_t i = 0; i < n; ++i) result[i] = in[i] >= 0 ? above[i] : rounded * above[i];
}

static const rectifier_kernel kernels[] = {
    {"relu", "textbook", "f32", "loop", 0, NULL, relu},
    {"relu_gradient", "textbook", "f32", "loop", 0, NULL, relu_gradient},
    {"relu_backward", "textbook", "f32", "loop", 0, NULL, relu_backward},
    {"leaky_relu", "textbook", "f32", "loop", 0, NULL, leaky_relu},
    {"leaky_relu_gradient", "textbook", "f32", "loop", 0, NULL, leaky_relu_gradient},
    {"leaky_relu_backward", "textbook", "f32", "loop", 0, NULL, leaky_relu_backward},
};

const rectifier_plugin* rectifier_plugin_get(void) {
  static const rectifier_plugin plugin = {RECTIFIER_PLUGIN_ABI, "right",
                                          sizeof kernels / sizeof *kernels, kernels};
  return &plugin;
}
