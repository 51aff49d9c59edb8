#include "properties/exhaustive/loops.hpp"

#include <iterator>
#include <type_traits>
#include <utility>

namespace rectifier {
namespace {

/// A NaN where the mask is set becomes the one that stands for all; anything else stays.
template <class T, class Bits>
constexpr Bits to_canonical(Bits answer, Bits mask) {
  constexpr Bits infinity = Layout<T>::infinity, nan = infinity | Layout<T>::quiet;
  // Signed, as vectors have no other compare.
  using Signed = std::make_signed_t<Bits>;
  const bool is_nan = Signed(answer & (Bits(-1) >> 1)) > Signed(infinity);
  return answer ^ ((answer ^ nan) & mask & static_cast<Bits>(-static_cast<Bits>(is_nan)));
}

template <Operation operation, Convention convention, class T>
void expect_one(const T* __restrict x, const T* __restrict upstream, T slope,
                typename TypeTraits<T>::Bits* __restrict expected,
                typename TypeTraits<T>::Bits* __restrict any_nan, std::size_t n) {
  using Bits = typename TypeTraits<T>::Bits;
  for (std::size_t i = 0; i < n; ++i) {
    const T answer = definition::evaluate(operation, convention, x[i], upstream[i], slope);
    const bool some_nan = is_product(operation, convention, x[i]) & (answer != answer);
    const auto nan_of_product = static_cast<Bits>(-static_cast<Bits>(some_nan));
    expected[i] = to_canonical<T>(bits(answer), nan_of_product);
    any_nan[i] = nan_of_product;
  }
}

template <class T>
using Expect = void (*)(const T*, const T*, T, typename TypeTraits<T>::Bits*,
                        typename TypeTraits<T>::Bits*, std::size_t);

constexpr std::size_t operation_count = std::size(operations);
constexpr std::size_t convention_count = std::size(conventions);

template <class T>
struct ExpectTable {
  Expect<T> expect[operation_count * convention_count];
};

template <class T, std::size_t... i>
constexpr ExpectTable<T> expect_table(std::index_sequence<i...>) {
  return {{&expect_one<Operation(i / convention_count), Convention(i % convention_count), T>...}};
}

template <class T>
constinit const ExpectTable<T> expectations =
    expect_table<T>(std::make_index_sequence<operation_count * convention_count>{});

template <class T>
void expect(Operation operation, Convention convention, const T* x, const T* upstream, T slope,
            typename TypeTraits<T>::Bits* expected, typename TypeTraits<T>::Bits* any_nan,
            std::size_t n) {
  expectations<T>.expect[std::size_t(operation) * convention_count + std::size_t(convention)](
      x, upstream, slope, expected, any_nan, n);
}

template <class T>
void count_up(typename TypeTraits<T>::Bits first, T* out, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) out[i] = std::bit_cast<T>(first++);
}

template <class T>
bool absorb(const T* __restrict out, const typename TypeTraits<T>::Bits* __restrict expected,
            const typename TypeTraits<T>::Bits* __restrict any_nan, std::size_t n,
            typename TypeTraits<T>::Bits* __restrict hash) {
  using Bits = typename TypeTraits<T>::Bits;
  Bits wrong[hash_lanes] = {};
  for (std::size_t i = 0; i < n; i += hash_lanes)
    for (std::size_t j = 0; j < hash_lanes; ++j) {
      const Bits answer = to_canonical<T>(bits(out[i + j]), any_nan[i + j]);
      wrong[j] |= answer ^ expected[i + j];
      hash[j] = static_cast<Bits>((hash[j] ^ answer) * 0x9E3779B1u);
    }
  Bits any = 0;
  for (Bits bits : wrong) any |= bits;
  return any == 0;
}

template <class... T>
constexpr SweepTable join(TypeList<T...>) {
  return {{SweepLoops<T>{&count_up<T>, &expect<T>, &absorb<T>}...}};
}

}  // namespace

namespace RECTIFIER_TABLE_TARGET {
extern const SweepTable sweeps;
constinit const SweepTable sweeps = join(Types{});
}  // namespace RECTIFIER_TABLE_TARGET

}  // namespace rectifier
