// The words that people and files give, and those that are accepted.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "rectifier/kernel.hpp"
#include "support/text.hpp"

namespace rectifier {

/// Whether it is of the form [a-z0-9_.]*, as all parts of kernel ids are.
bool is_word(std::string_view text);

/// The names of a table's rows.
template <class Rows>
std::vector<std::string> words(const Rows& rows) {
  std::vector<std::string> names;
  for (const auto& row : rows) names.emplace_back(row.name);
  return names;
}

/// Which of the accepted words it is. `what` says what kind of word that is.
/// @throws std::invalid_argument naming the accepted ones.
std::size_t index_of(const char* what, std::string_view word,
                     const std::vector<std::string>& accepted);

/// A number of elements. @throws std::invalid_argument unless it is an integer from 1 to 2^40.
std::size_t parse_count(std::string_view text);

/// What stands between commas. @throws std::invalid_argument if one of them is empty.
std::vector<std::string> split_list(const char* what, std::string_view text);

/// Whether a text fits a pattern, in which `*` stands for any characters and `?` for one.
bool fits(std::string_view pattern, std::string_view text);

}  // namespace rectifier
