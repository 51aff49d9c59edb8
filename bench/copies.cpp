// The vector yardsticks of one target: the kernels' own loops around next to nothing. Compiled
// once per target, like src/kernels/table.cpp, and under the same rules.
//
// What they do is one xor, with zero or with the second input: free beside a load and a store,
// and no compiler can turn it into a call of memcpy or leave it out.
#include "bench/copies.hpp"

#include "kernels/loops.hpp"

namespace rectifier::bench {
namespace {

using Arch = RECTIFIER_TABLE_ARCH;

template <class T>
[[gnu::always_inline]] inline T exclusive_or(T a, T b) {
  if constexpr (requires { typename TypeTraits<T>::Bits; })
    return std::bit_cast<T>(typename TypeTraits<T>::Bits(bits(a) ^ bits(b)));
  else
    return a ^ b;
}

/// In the place of an idiom: neither where x passes nor elsewhere, but always the xor.
template <Operation operation>
struct Move {
  template <Passes, class V>
  [[gnu::always_inline]] static V choose(V x, V upstream, V slope) {
    return exclusive_or(x, row(operation).has_upstream ? upstream : slope);
  }
};

/// Without vectors it goes element by element, whatever the walk.
template <class T>
constexpr bool by_vectors = is_native<Arch> && !std::is_same_v<Arch, NoVectors> && has_vectors<T>;

template <Operation operation, Walk walk, class T>
void move(const T* x, const T* upstream, T* out, std::size_t n, T slope) noexcept {
  using Idiom = Move<operation>;
  if constexpr (by_vectors<T>)
    walk_vectors<Arch, Idiom, operation, Passes::above, walk>(x, upstream, out, n, slope);
  else
    walk_elements<Idiom, operation, Passes::above>(x, upstream, out, n, slope);
}

template <Operation operation, Walk walk, class T>
constexpr KernelFunction<T> function() {
  constexpr bool streams = row(walk).stores == Stores::streaming;
  if constexpr (is_native<Arch> &&
                (walk == Walk::plain || (by_vectors<T> && (!streams || can_stream<Arch>))))
    return &move<operation, walk, T>;
  else
    return nullptr;
}

template <class T, std::size_t... walk>
constexpr CopyFunctions<T> functions(std::index_sequence<walk...>) {
  constexpr Operation one = Operation::leaky_relu_gradient, two = Operation::relu_backward;
  return {{function<one, Walk(walk), T>()...}, {function<two, Walk(walk), T>()...}};
}

template <class... T>
constexpr CopyTable join(TypeList<T...>) {
  return {functions<T>(std::make_index_sequence<walk_count>())...};
}

constexpr CopyTable joined = join(Types{});

}  // namespace
}  // namespace rectifier::bench

namespace rectifier::RECTIFIER_TABLE_TARGET {
extern const bench::CopyTable copies;
constinit const bench::CopyTable copies = bench::joined;
}  // namespace rectifier::RECTIFIER_TABLE_TARGET
