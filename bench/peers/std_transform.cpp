// Plain C++: std::transform with std::max, in both orders of its arguments. They differ for NaN
// and -0. Compiled once for each PEER_FLAGS, the name that the rows carry.
#include "bench/peers/std_transform.hpp"

#include <algorithm>

namespace {

template <class T>
void zero_first(const T* x, const T*, T* out, size_t n, double) {
  std::transform(x, x + n, out, [](T value) { return std::max(T(0), value); });
}
template <class T>
void x_first(const T* x, const T*, T* out, size_t n, double) {
  std::transform(x, x + n, out, [](T value) { return std::max(value, T(0)); });
}
template <class T>
void leaky(const T* x, const T*, T* out, size_t n, double slope) {
  const T a = static_cast<T>(slope);
  std::transform(x, x + n, out, [a](T value) { return std::max(value, a * value); });
}

}  // namespace

#define JOINED(a, b) a##b
#define JOIN(a, b) JOINED(a, b)
#define TEXT(a) #a
#define TEXT_OF(a) TEXT(a)

using peers::row;
const StdTransformRows JOIN(std_transform_, PEER_FLAGS) = {
    row<float, zero_first>("relu", "max_0_x_" TEXT_OF(PEER_FLAGS)),
    row<float, x_first>("relu", "max_x_0_" TEXT_OF(PEER_FLAGS)),
    row<float, leaky>("leaky_relu", "max_" TEXT_OF(PEER_FLAGS)),
    row<double, zero_first>("relu", "max_0_x_" TEXT_OF(PEER_FLAGS)),
    row<double, x_first>("relu", "max_x_0_" TEXT_OF(PEER_FLAGS)),
    row<double, leaky>("leaky_relu", "max_" TEXT_OF(PEER_FLAGS)),
};
