// Every supported kernel beside the definition, with nothing but the library: for machines that
// GoogleTest has not come to. Every pair of special values, every length up to 70, out of place and
// over either input.
#include <algorithm>
#include <cstdio>
#include <exception>
#include <vector>

#include "rectifier/kernel.hpp"
#include "support/special_values.hpp"

namespace rectifier {
namespace {

constexpr std::size_t longest = 70;
template <class T>
struct Arrays {
  std::vector<T> x, upstream, out;

  /// Elements of all pairs of special values from the `first` on, and one behind them that is
  /// nobody's.
  Arrays(const std::vector<T>& values, std::size_t first, std::size_t n)
      : x(n + 1), upstream(n + 1), out(n + 1) {
    for (std::size_t i = 0; i <= n; ++i) {
      x[i] = values[(first + i) % values.size()];
      upstream[i] = values[(first + i) / values.size() % values.size()];
    }
  }
};

enum class Writes { out, x, upstream };

/// Whether a call answers what the definition does, and writes nothing else.
template <class T>
bool right(const Kernel& kernel, const std::vector<T>& values, std::size_t first, std::size_t n,
           double slope, Writes writes) {
  const Arrays<T> before(values, first, n);
  Arrays<T> now = before;
  const auto written = writes == Writes::out ? &Arrays<T>::out
                       : writes == Writes::x ? &Arrays<T>::x
                                             : &Arrays<T>::upstream;
  kernel.run<T>(now.x.data(), now.upstream.data(), (now.*written).data(), n, slope);
  for (std::size_t i = 0; i < n; ++i) {
    const T x = before.x[i], got = (now.*written)[i];
    const T expected = definition::evaluate(kernel.operation, *kernel.convention, x,
                                            before.upstream[i], factor<T>(slope));
    const bool some_nan =
        is_product(kernel.operation, *kernel.convention, x) && expected != expected && got != got;
    if (bits(got) != bits(expected) && !some_nan) return false;
    (now.*written)[i] = (before.*written)[i];
  }
  const auto same = [](const std::vector<T>& a, const std::vector<T>& b) {
    return std::equal(a.begin(), a.end(), b.begin(),
                      [](T one, T other) { return bits(one) == bits(other); });
  };
  return same(now.x, before.x) && same(now.upstream, before.upstream) && same(now.out, before.out);
}

/// How many calls were right; one that was not is printed, and nothing more is tried.
template <class T>
std::size_t right_calls(const Kernel& kernel) {
  const std::vector<T> values = special_values<T>();
  std::vector<double> tried = slopes<T>(&detail::SpecialSlope::swept);
  const OperationRow& what = row(kernel.operation);
  const std::size_t pairs = what.has_upstream ? values.size() * values.size() : values.size();
  std::size_t calls = 0;
  if (!what.leaky) tried.resize(1);
  for (const double slope : tried)
    for (std::size_t n = 0; n <= longest; ++n)
      for (std::size_t first = 0; first < pairs; first += longest / 2)
        for (const Writes writes : {Writes::out, Writes::x, Writes::upstream}) {
          if (writes == Writes::upstream && !what.has_upstream) continue;
          if (!right<T>(kernel, values, first, n, slope, writes)) {
            std::printf("%s is wrong for n = %zu, slope %g, %s\n", kernel.id.c_str(), n, slope,
                        writes == Writes::out ? "out of place" : "in place");
            return 0;
          }
          ++calls;
        }
  return calls;
}

template <class... T>
std::size_t right_calls(const Kernel& kernel, TypeList<T...>) {
  return ((kernel.type == TypeTraits<T>::type ? right_calls<T>(kernel) : 0) + ...);
}

int check() {
  std::size_t checked = 0, calls = 0, wrong = 0, elsewhere = 0;
  for (const Kernel& kernel : kernels()) {
    if (!kernel.supported()) {
      ++elsewhere;
      continue;
    }
    const std::size_t of_it = right_calls(kernel, Types{});
    calls += of_it;
    wrong += of_it == 0;
    ++checked;
  }
  std::printf("%zu kernels answer %zu calls as defined, %zu do not; %zu can't run here\n",
              checked - wrong, calls, wrong, elsewhere);
  return wrong == 0 && checked != 0 ? 0 : 1;
}

}  // namespace
}  // namespace rectifier

int main() {
  try {
    return rectifier::check();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "self-check: %s\n", error.what());
    return 1;
  }
}
