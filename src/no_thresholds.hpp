// In the place of what `rectifier choose --header` writes, where nothing was given.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "rectifier/definition.hpp"

namespace rectifier::thresholds {

/// As in reports/thresholds.cpp.
struct Row {
  Operation operation;
  Convention convention;
  Type type;
  std::size_t n_max;
  std::string_view id;
};

inline constexpr std::array<Row, 0> rows{};

}  // namespace rectifier::thresholds
