// Which kernel to take from which size on: a row of the table that the public functions choose by.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "rectifier/definition.hpp"

namespace rectifier::thresholds {

/// What to take for up to so many elements. Rows that differ in size and implementation alone
/// stand in the order of their sizes.
struct Row {
  Operation operation;              ///< of calls of which operation,
  Convention convention;            ///< convention
  Type type;                        ///< and element type
  bool in_place;                    ///< whether the output is an input
  std::size_t n_max;                ///< elements
  std::string_view implementation;  ///< for `find`; none of that name: `best` of any size
};

}  // namespace rectifier::thresholds
