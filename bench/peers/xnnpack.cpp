// XNNPACK's clamp and leaky ReLU. PEER_NAME: the plug-in's name, with the version. An operator is
// made once and set up for each call; without a thread pool it runs in the calling thread.
#include <xnnpack.h>

#include <bit>
#include <cstdint>
#include <limits>

#include "peer.hpp"

namespace {

/// One thread's operator; null if XNNPACK rejects what it is made of.
class Operator {
 public:
  Operator() = default;
  ~Operator() { reset(nullptr); }
  Operator(const Operator&) = delete;
  Operator& operator=(const Operator&) = delete;

  void reset(xnn_operator_t made) {
    if (operator_ != nullptr) xnn_delete_operator(operator_);
    operator_ = made;
  }
  xnn_operator_t get() const { return operator_; }

 private:
  xnn_operator_t operator_ = nullptr;
};

/// A call that XNNPACK rejects answers NaN: a kernel can't fail, and no number would be true.
void reject(float* out, size_t n) {
  for (size_t i = 0; i < n; ++i) out[i] = std::numeric_limits<float>::quiet_NaN();
}

void relu(const float* x, const float*, float* out, size_t n, double) {
  if (n == 0) return;
  thread_local Operator kept;
  if (kept.get() == nullptr) {
    xnn_operator_t made = nullptr;
    xnn_create_clamp_nc_f32(1, 1, 1, 0, std::numeric_limits<float>::infinity(), 0, &made);
    kept.reset(made);
  }
  if (kept.get() == nullptr ||
      xnn_setup_clamp_nc_f32(kept.get(), n, x, out, nullptr) != xnn_status_success ||
      xnn_run_operator(kept.get(), nullptr) != xnn_status_success)
    reject(out, n);
}

void leaky_relu(const float* x, const float*, float* out, size_t n, double slope) {
  if (n == 0) return;
  thread_local Operator kept;
  thread_local std::uint32_t of_slope = 0;
  const float rounded = static_cast<float>(slope);
  const auto bits = std::bit_cast<std::uint32_t>(rounded);  // 0 and -0 are different slopes
  if (kept.get() == nullptr || bits != of_slope) {
    xnn_operator_t made = nullptr;
    xnn_create_leaky_relu_nc_f32(1, 1, 1, rounded, 0, &made);
    kept.reset(made);
    of_slope = bits;
  }
  if (kept.get() == nullptr ||
      xnn_setup_leaky_relu_nc_f32(kept.get(), n, x, out, nullptr) != xnn_status_success ||
      xnn_run_operator(kept.get(), nullptr) != xnn_status_success)
    reject(out, n);
}

/// Also says whether XNNPACK has kernels for this CPU.
int supported() {
  static const bool initialized = xnn_initialize(nullptr) == xnn_status_success;
  return initialized;
}

constexpr rectifier_kernel where_supported(rectifier_kernel row) {
  row.supported = supported;
  return row;
}

using peers::row;
constexpr rectifier_kernel rows[] = {
    where_supported(row<float, relu>("relu", "clamp")),
    where_supported(row<float, leaky_relu>("leaky_relu", "leaky_relu")),
};
constexpr rectifier_plugin plugin = peers::plugin(PEER_NAME, rows);

}  // namespace

extern "C" const rectifier_plugin* rectifier_plugin_get() { return &plugin; }
