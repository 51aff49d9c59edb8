// Which kernel to take from which size on, where no measurements of the machine were given. What
// `rectifier choose --header` writes (reports/answers/thresholds.cpp) stands in for it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string_view>

#include "rectifier/kernel.hpp"
#include "rectifier/thresholds.hpp"

namespace rectifier::thresholds {

/// Bytes read and written up to which a call is taken to stay within the last cache. On the machine
/// tried (32 MiB), stores past the caches won at 12 MiB with two inputs; with one they lost at
/// 16 MiB and won at 32 MiB.
constexpr std::size_t cached_bytes(bool two_inputs) {
  return std::size_t{two_inputs ? 10u : 16u} << 20;
}

namespace detail {

constexpr auto default_rows() {
  std::array<Row, 2 * std::size(operations) * std::size(conventions) * types.size()> rows{};
  std::size_t count = 0;
  const auto add = [&](Operation operation, Convention convention, Type type) {
    const bool two = row(operation).has_upstream;
    const std::size_t cached = cached_bytes(two) / ((two ? 3 : 2) * row(type).size);
    rows[count++] = {operation, convention, type, false, cached, ""};
    rows[count++] = {operation, convention, type, false, SIZE_MAX, "xsimd_select_stream"};
  };
  for (std::size_t o = 0; o < std::size(operations); ++o)
    for (std::size_t c = 0; c < std::size(conventions); ++c)
      for (std::size_t t = 0; t < types.size(); ++t) add(Operation(o), Convention(c), Type(t));
  return rows;
}

}  // namespace detail

inline constexpr auto rows = detail::default_rows();

}  // namespace rectifier::thresholds
