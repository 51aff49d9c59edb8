// libtorch: tensors laid over the caller's memory, no autograd. PEER_NAME: the plug-in's name, with
// the version.
#include <ATen/Functions.h>
#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>

#include "bench/peers/peer.hpp"

namespace {

/// `n` elements where they lie; only a result is written.
template <class T>
at::Tensor over(const T* data, size_t n) {
  return at::from_blob(const_cast<T*>(data), {static_cast<std::int64_t>(n)},
                       at::TensorOptions(c10::CppTypeToScalarType<T>::value));
}

/// What each call needs: no autograd, and this thread alone.
struct Session {
  Session() {
    thread_local const bool alone = [] {
      at::set_num_threads(1);
      return true;
    }();
    (void)alone;
  }
  c10::InferenceMode mode;
};

template <class T>
void relu(const T* x, const T*, T* out, size_t n, double) {
  const Session session;
  at::Tensor to = over(out, n);
  at::relu_out(to, over(x, n));
}
/// What relu calls, but straight into `out`: relu_out may copy once more.
template <class T>
void clamp_min(const T* x, const T*, T* out, size_t n, double) {
  const Session session;
  at::Tensor to = over(out, n);
  at::clamp_min_out(to, over(x, n), 0);
}
template <class T>
void relu_backward(const T* x, const T* upstream, T* out, size_t n, double) {
  const Session session;
  at::Tensor to = over(out, n);
  at::threshold_backward_out(to, over(upstream, n), over(x, n), 0);
}
template <class T>
void leaky_relu(const T* x, const T*, T* out, size_t n, double slope) {
  const Session session;
  at::Tensor to = over(out, n);
  at::leaky_relu_out(to, over(x, n), slope);
}
template <class T>
void leaky_relu_backward(const T* x, const T* upstream, T* out, size_t n, double slope) {
  const Session session;
  at::Tensor to = over(out, n);
  at::leaky_relu_backward_out(to, over(upstream, n), over(x, n), slope, false);
}

using peers::row;
constexpr rectifier_kernel rows[] = {
    row<float, relu>("relu", "relu"),
    row<float, clamp_min>("relu", "clamp_min"),
    row<float, relu_backward>("relu_backward", "threshold_backward"),
    row<float, leaky_relu>("leaky_relu", "leaky_relu"),
    row<float, leaky_relu_backward>("leaky_relu_backward", "leaky_relu_backward"),
    row<double, relu>("relu", "relu"),
    row<double, clamp_min>("relu", "clamp_min"),
    row<double, relu_backward>("relu_backward", "threshold_backward"),
    row<double, leaky_relu>("leaky_relu", "leaky_relu"),
    row<double, leaky_relu_backward>("leaky_relu_backward", "leaky_relu_backward"),
};
constexpr rectifier_plugin plugin = peers::plugin(PEER_NAME, rows);

}  // namespace

extern "C" const rectifier_plugin* rectifier_plugin_get() { return &plugin; }
