// XNNPACK's clamp and leaky ReLU. PEER_NAME: the plug-in's name, with the version. An operator is
// made once and set up for each call; without a thread pool it runs in the calling thread.
// PEER_INTERFACE: the year of the interface, which CMakeLists.txt finds out by compiling.
#include <xnnpack.h>

#include <bit>
#include <cstdint>
#include <limits>

#include "bench/peers/peer.hpp"

namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();

#if PEER_INTERFACE == 2022
// Each kind of operator has functions of its own.
struct Clamp {
  static void make(float, xnn_operator_t* made) {
    xnn_create_clamp_nc_f32(1, 1, 1, 0, infinity, 0, made);
  }
  static xnn_status set_up(xnn_operator_t made, size_t n, const float* x, float* out) {
    return xnn_setup_clamp_nc_f32(made, n, x, out, nullptr);
  }
};
struct LeakyRelu {
  static void make(float slope, xnn_operator_t* made) {
    xnn_create_leaky_relu_nc_f32(1, 1, 1, slope, 0, made);
  }
  static xnn_status set_up(xnn_operator_t made, size_t n, const float* x, float* out) {
    return xnn_setup_leaky_relu_nc_f32(made, n, x, out, nullptr);
  }
};
#elif PEER_INTERFACE == 2024
// All functions of one number share theirs, and the length is told before the arrays.
struct Unary {
  static void make(xnn_unary_operator kind, const xnn_unary_params& params, xnn_operator_t* made) {
    xnn_create_unary_elementwise_nc(kind, xnn_datatype_fp32, xnn_datatype_fp32, &params, nullptr,
                                    nullptr, 0, made);
  }
  static xnn_status set_up(xnn_operator_t made, size_t n, const float* x, float* out) {
    const xnn_status status = xnn_reshape_unary_elementwise_nc(made, n, 1, 1, 1, nullptr);
    return status == xnn_status_success ? xnn_setup_unary_elementwise_nc(made, x, out) : status;
  }
};
struct Clamp : Unary {
  static void make(float, xnn_operator_t* made) {
    xnn_unary_params params{};
    params.clamp = {0, infinity};
    Unary::make(xnn_unary_clamp, params, made);
  }
};
struct LeakyRelu : Unary {
  static void make(float slope, xnn_operator_t* made) {
    xnn_unary_params params{};
    params.leaky_relu = {slope};
    Unary::make(xnn_unary_leaky_relu, params, made);
  }
};
#else
#error "PEER_INTERFACE is 2022 or 2024"
#endif

/// One thread's operator, of one slope; null if XNNPACK rejects what it is made of.
template <class Kind>
class Operator {
 public:
  Operator() = default;
  ~Operator() { reset(); }
  Operator(const Operator&) = delete;
  Operator& operator=(const Operator&) = delete;

  xnn_operator_t of(float slope) {
    const auto bits = std::bit_cast<std::uint32_t>(slope);  // 0 and -0 are different slopes
    if (operator_ == nullptr || bits != of_) {
      reset();
      Kind::make(slope, &operator_);
      of_ = bits;
    }
    return operator_;
  }

 private:
  void reset() {
    if (operator_ != nullptr) xnn_delete_operator(operator_);
    operator_ = nullptr;
  }

  xnn_operator_t operator_ = nullptr;
  std::uint32_t of_ = 0;
};

/// A call that XNNPACK rejects answers NaN: a kernel can't fail, and no number would be true.
template <class Kind>
void run(const float* x, float* out, size_t n, float slope) {
  if (n == 0) return;
  thread_local Operator<Kind> kept;
  const xnn_operator_t made = kept.of(slope);
  if (made == nullptr || Kind::set_up(made, n, x, out) != xnn_status_success ||
      xnn_run_operator(made, nullptr) != xnn_status_success)
    for (size_t i = 0; i < n; ++i) out[i] = std::numeric_limits<float>::quiet_NaN();
}

void relu(const float* x, const float*, float* out, size_t n, double) { run<Clamp>(x, out, n, 0); }
void leaky_relu(const float* x, const float*, float* out, size_t n, double slope) {
  run<LeakyRelu>(x, out, n, static_cast<float>(slope));
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
