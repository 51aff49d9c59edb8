// Which kernel to take from which size on, where no measurements of the machine were given. What
// `rectifier choose --header` writes (reports/answers/thresholds.cpp) stands in for it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string_view>

#include "rectifier/thresholds.hpp"

namespace rectifier::thresholds {

/// Bytes read and written up to which a call is taken to stay within the last cache. On the machine
/// tried (32 MiB), stores past the caches won at 12 MiB with two inputs; with one they lost at
/// 16 MiB and won at 32 MiB.
constexpr std::size_t cached_bytes(bool backward) {
  return std::size_t{backward ? 10u : 16u} << 20;
}

namespace detail {

template <class... T>
constexpr auto default_rows(TypeList<T...>) {
  std::array<Row, 2 * std::size(operations) * std::size(conventions) * sizeof...(T)> rows{};
  std::size_t count = 0;
  const auto add = [&](Operation operation, Convention convention, Type type, std::size_t size) {
    const bool backward = row(operation).backward;
    const std::size_t cached = cached_bytes(backward) / ((backward ? 3 : 2) * size);
    rows[count++] = {operation, convention, type, false, cached, ""};
    rows[count++] = {operation, convention, type, false, SIZE_MAX, "xsimd_select_stream"};
  };
  for (std::size_t o = 0; o < std::size(operations); ++o)
    for (std::size_t c = 0; c < std::size(conventions); ++c)
      (add(Operation(o), Convention(c), TypeTraits<T>::type, sizeof(T)), ...);
  return rows;
}

}  // namespace detail

inline constexpr auto rows = detail::default_rows(Types{});

}  // namespace rectifier::thresholds
