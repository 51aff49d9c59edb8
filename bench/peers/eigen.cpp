// Eigen, as its users write these functions. PEER_NAME: the plug-in's name, with the version.
#include <Eigen/Core>

#include "bench/peers/peer.hpp"

namespace {

template <class T>
using Array = Eigen::Array<T, Eigen::Dynamic, 1>;
template <class T>
Eigen::Map<const Array<T>> in(const T* data, size_t n) {
  return {data, static_cast<Eigen::Index>(n)};
}
template <class T>
Eigen::Map<Array<T>> into(T* data, size_t n) {
  return {data, static_cast<Eigen::Index>(n)};
}

template <class T>
void relu_max(const T* x, const T*, T* out, size_t n, double) {
  into(out, n) = in(x, n).cwiseMax(T(0));
}
template <class T>
void relu_select(const T* x, const T*, T* out, size_t n, double) {
  into(out, n) = (in(x, n) > T(0)).select(in(x, n), T(0));
}
template <class T>
void relu_gradient(const T* x, const T*, T* out, size_t n, double) {
  into(out, n) = (in(x, n) > T(0)).template cast<T>();
}
template <class T>
void relu_backward(const T* x, const T* upstream, T* out, size_t n, double) {
  into(out, n) = (in(x, n) > T(0)).select(in(upstream, n), T(0));
}
template <class T>
void leaky_select(const T* x, const T*, T* out, size_t n, double slope) {
  into(out, n) = (in(x, n) > T(0)).select(in(x, n), in(x, n) * static_cast<T>(slope));
}
template <class T>
void leaky_max(const T* x, const T*, T* out, size_t n, double slope) {
  into(out, n) = in(x, n).cwiseMax(in(x, n) * static_cast<T>(slope));
}
template <class T>
void leaky_gradient(const T* x, const T*, T* out, size_t n, double slope) {
  const auto size = static_cast<Eigen::Index>(n);
  into(out, n) =
      (in(x, n) > T(0))
          .select(Array<T>::Constant(size, T(1)), Array<T>::Constant(size, static_cast<T>(slope)));
}
template <class T>
void leaky_backward(const T* x, const T* upstream, T* out, size_t n, double slope) {
  into(out, n) = (in(x, n) > T(0)).select(in(upstream, n), in(upstream, n) * static_cast<T>(slope));
}

using peers::row;
constexpr rectifier_kernel rows[] = {
    row<float, relu_max>("relu", "max"),
    row<float, relu_select>("relu", "select"),
    row<float, relu_gradient>("relu_gradient", "select"),
    row<float, relu_backward>("relu_backward", "select"),
    row<float, leaky_select>("leaky_relu", "select"),
    row<float, leaky_max>("leaky_relu", "max"),
    row<float, leaky_gradient>("leaky_relu_gradient", "select"),
    row<float, leaky_backward>("leaky_relu_backward", "select"),
    row<double, relu_max>("relu", "max"),
    row<double, relu_select>("relu", "select"),
    row<double, relu_gradient>("relu_gradient", "select"),
    row<double, relu_backward>("relu_backward", "select"),
    row<double, leaky_select>("leaky_relu", "select"),
    row<double, leaky_max>("leaky_relu", "max"),
    row<double, leaky_gradient>("leaky_relu_gradient", "select"),
    row<double, leaky_backward>("leaky_relu_backward", "select"),
};
constexpr rectifier_plugin plugin = peers::plugin(PEER_NAME, rows);

}  // namespace

extern "C" const rectifier_plugin* rectifier_plugin_get() { return &plugin; }
