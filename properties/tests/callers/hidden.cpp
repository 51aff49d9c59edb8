// A shared library with one function of its own, which links the static rectifier.
#include "rectifier/chunks.hpp"
#include "rectifier/rectifier.h"
#include "rectifier/rectifier.hpp"

extern "C" __attribute__((visibility("default"))) int own_function(float* x, std::size_t n) {
  const std::span<float> all(x, n);
  const rectifier::Chunks chunks(all, 2);
  for (std::size_t i = 0; i < chunks.size(); ++i) rectifier::leaky_relu(chunks.of(all, i), 0.5);
  rectifier::relu_backward(all, all, rectifier::Convention::pytorch);
  return rectifier_relu_f32(x, x, n, RECTIFIER_TEXTBOOK) + (rectifier::kernels().empty() ? 1 : 0) +
         (rectifier::relu(x[0]) < 0 ? 1 : 0);
}
