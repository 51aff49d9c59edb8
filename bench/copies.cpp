// The vector yardsticks of one target: the kernels' own loops around next to nothing. Compiled
// once per target, like src/kernels/table.cpp, and under the same rules.
//
// What they do is one xor, with zero or with the second input: free beside a load and a store,
// and no compiler can turn it into a call of memcpy or leave it out.
#include "bench/copies.hpp"

#include "kernels/walks.hpp"

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

template <Operation operation, Stores stores, class T>
void move(const T* x, const T* upstream, T* out, std::size_t n, T slope) noexcept {
  if constexpr (std::is_same_v<Arch, NoVectors> || !has_vectors<T>)
    walk_elements<Move<operation>, operation, Passes::above>(x, upstream, out, n, slope);
  else
    walk_vectors<Arch, Move<operation>, operation, Passes::above, stores>(x, upstream, out, n,
                                                                          slope);
}

template <class T>
constexpr CopyFunctions<T> functions() {
  constexpr Operation one = Operation::leaky_relu_gradient, two = Operation::relu_backward;
  if constexpr (!is_native<Arch>)
    return {};
  else if constexpr (can_stream<Arch>)
    return {&move<one, Stores::cached, T>, &move<two, Stores::cached, T>,
            &move<one, Stores::streaming, T>, &move<two, Stores::streaming, T>};
  else
    return {&move<one, Stores::cached, T>, &move<two, Stores::cached, T>, nullptr, nullptr};
}

template <class... T>
constexpr CopyTable join(TypeList<T...>) {
  return {functions<T>()...};
}

constexpr CopyTable joined = join(Types{});

}  // namespace
}  // namespace rectifier::bench

namespace rectifier::RECTIFIER_TABLE_TARGET {
extern const bench::CopyTable copies;
constinit const bench::CopyTable copies = bench::joined;
}  // namespace rectifier::RECTIFIER_TABLE_TARGET
