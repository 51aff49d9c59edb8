// What export_test.cmake asks of each exported kernel, beside its own `verify()`: every length from
// 0 to 300 against the definition, out of place and in place, and nothing written beside.
#pragma once

#include <cstdio>
#include <vector>

#include "rectifier/definition.hpp"
#include "support/special_values.hpp"

template <class T>
bool right(const char* id, rectifier::Operation operation, rectifier::Convention convention,
           bool verified, void (*run)(T*, T*, T*, std::size_t, T)) {
  using rectifier::bits;
  if (!verified) return std::printf("%s: verify() says no\n", id), false;
  const std::vector<T> values = rectifier::special_values<T>();
  const bool backward = row(operation).has_upstream;
  for (const T slope : {T(0.01), T(0), T(-3)})
    for (std::size_t n = 0; n <= 300; ++n)
      for (int onto = 0; onto < (backward ? 3 : 2); ++onto) {
        std::vector<T> x(n + 1), upstream(n + 1), out(n + 1, T(7));
        for (std::size_t i = 0; i <= n; ++i) {
          x[i] = values[(i + n) % values.size()];
          upstream[i] = values[(5 * i + 3 * n) % values.size()];
        }
        const std::vector<T> x_before = x, upstream_before = upstream;
        std::vector<T>& written = onto == 0 ? out : onto == 1 ? x : upstream;
        const T beside = written[n];
        run(x.data(), upstream.data(), written.data(), n, slope);
        for (std::size_t i = 0; i <= n; ++i) {
          const T expected =
              i == n ? beside
                     : rectifier::definition::evaluate(operation, convention, x_before[i],
                                                       upstream_before[i], slope);
          const bool any_nan = i < n && rectifier::is_product(operation, convention, x_before[i]) &&
                               expected != expected && written[i] != written[i];
          if (bits(written[i]) != bits(expected) && !any_nan)
            return std::printf("%s: n = %zu, element %zu: %a, not %a\n", id, n, i,
                               double(written[i]), double(expected)),
                   false;
        }
      }
  return true;
}
