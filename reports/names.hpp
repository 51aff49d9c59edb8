// Reads the names of benchmarks (bench/workloads.hpp), and other words that people give.
#pragma once

#include <fmt/format.h>

#include <iterator>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "model.hpp"

namespace rectifier::reports {

/// The beginning of a kernel's id.
struct KernelName {
  Operation operation;
  std::optional<Convention> convention;  ///< empty: "undeclared"
};

/// A benchmark's name, taken apart.
struct Name {
  std::variant<KernelName, std::string> subject;  ///< a kernel, or a yardstick's name
  std::string implementation;
  Workload workload;
};

/// @throws std::invalid_argument saying which part is wrong and what is accepted.
Name parse_name(std::string_view name);

/// Whether it is of the form [a-z0-9_.]*, as all parts of kernel ids are.
bool is_word(std::string_view text);

/// Text of unknown origin for a message: control characters replaced, cut if it is longer.
std::string printable(std::string_view text, std::size_t longest = 200);

/// The words of a table of rows with names; of every element type.
template <class Rows>
std::vector<std::string> words(const Rows& rows) {
  std::vector<std::string> names;
  for (const auto& row : rows) names.emplace_back(row.name);
  return names;
}
std::vector<std::string> type_words();

}  // namespace rectifier::reports
