// The vector yardsticks of one target: the kernels' own loops around next to nothing. Compiled
// once per target, like src/table.cpp, and under the same rules.
//
// What they do is one xor, with zero or with the second input: free beside a load and a store,
// and no compiler can turn it into a call of memcpy or leave it out.
#include "copy.hpp"

#include <cstdint>

#include "loops.hpp"

namespace rectifier::bench {
namespace {

using Arch = RECTIFIER_TABLE_ARCH;

template <class T>
[[gnu::always_inline]] inline T exclusive_or(T a, T b) {
  if constexpr (std::is_floating_point_v<T>)
    return std::bit_cast<T>(bits(a) ^ bits(b));
  else
    return a ^ b;
}

/// In the place of an idiom: neither where x passes nor elsewhere, but always the xor.
template <Operation operation>
struct Move {
  template <Passes, class V>
  [[gnu::always_inline]] static V choose(V x, V upstream, V slope) {
    return exclusive_or(x, row(operation).backward ? upstream : slope);
  }
};

template <Operation operation, class T>
void move(const T* x, const T* upstream, T* out, std::size_t n, T slope) noexcept {
  if constexpr (std::is_same_v<Arch, NoVectors>)
    walk_elements<Move<operation>, operation, Passes::above>(x, upstream, out, n, slope);
  else
    walk_vectors<Arch, Move<operation>, operation, Passes::above>(x, upstream, out, n, slope);
}

/// The same with stores past the caches. They must be aligned, so single elements go before and
/// after the vectors.
template <Operation operation, class T>
void stream_move(const T* x, const T* upstream, T* out, std::size_t n, T slope) noexcept {
  using Vector = xsimd::batch<T, Arch>;
  constexpr std::size_t width = Vector::size;
  const Vector slopes(slope);
  const auto at = [&](std::size_t i) __attribute__((always_inline)) {
    const Vector value = Vector::load_unaligned(x + i);
    if constexpr (row(operation).backward)
      return exclusive_or(value, Vector::load_unaligned(upstream + i));
    else
      return exclusive_or(value, slopes);
  };
  const std::size_t past = reinterpret_cast<std::uintptr_t>(out) / sizeof(T) % width;
  const std::size_t begin = past == 0 ? 0 : width - past < n ? width - past : n;
  walk_elements<Move<operation>, operation, Passes::above>(x, upstream, out, begin, slope);
  std::size_t i = begin;
  constexpr std::size_t unroll = 4;
  for (; i + unroll * width <= n; i += unroll * width) {
    const Vector a = at(i), b = at(i + width), c = at(i + 2 * width), d = at(i + 3 * width);
    stream(out + i, a);
    stream(out + i + width, b);
    stream(out + i + 2 * width, c);
    stream(out + i + 3 * width, d);
  }
  for (; i + width <= n; i += width) stream(out + i, at(i));
  walk_elements<Move<operation>, operation, Passes::above>(x + i, upstream + i, out + i, n - i,
                                                           slope);
  end_of_stream();
}

template <class T>
constexpr CopyFunctions<T> functions() {
  constexpr Operation one = Operation::leaky_relu_gradient, two = Operation::relu_backward;
  if constexpr (!is_native<Arch>)
    return {};
  else if constexpr (on_x86 && !std::is_same_v<Arch, NoVectors>)
    return {&move<one, T>, &move<two, T>, &stream_move<one, T>, &stream_move<two, T>};
  else
    return {&move<one, T>, &move<two, T>, nullptr, nullptr};
}

template <class... T>
constexpr CopyTable join(TypeList<T...>) {
  return {functions<T>()...};
}

}  // namespace

namespace RECTIFIER_TABLE_TARGET {
extern const CopyTable copies;
constinit const CopyTable copies = join(Types{});
}  // namespace RECTIFIER_TABLE_TARGET

}  // namespace rectifier::bench
