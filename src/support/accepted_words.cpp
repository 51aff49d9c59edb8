#include "support/accepted_words.hpp"

#include <fmt/format.h>
#include <fnmatch.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace rectifier {

bool is_word(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
  });
}

std::size_t index_of(const char* what, std::string_view word,
                     const std::vector<std::string>& accepted) {
  const auto found = std::find(accepted.begin(), accepted.end(), word);
  if (found != accepted.end()) return static_cast<std::size_t>(found - accepted.begin());
  throw std::invalid_argument(fmt::format("{} \"{}\" is unknown; known are {}", what,
                                          printable(word), fmt::join(accepted, ", ")));
}

std::size_t parse_count(std::string_view text) {
  std::size_t n = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  constexpr std::size_t most = std::size_t{1} << 40;
  if (error != std::errc{} || end != text.data() + text.size() || n == 0 || n > most)
    throw std::invalid_argument(
        fmt::format("n is \"{}\"; it must be an integer from 1 to 2^40", printable(text)));
  return n;
}

std::vector<std::string> split_list(const char* what, std::string_view text) {
  std::vector<std::string> parts;
  for (std::size_t from = 0;;) {
    const std::size_t comma = std::min(text.find(',', from), text.size());
    if (comma == from)
      throw std::invalid_argument(
          fmt::format("{} \"{}\" has an empty part; give words with "
                      "commas between them",
                      what, printable(text)));
    parts.emplace_back(text.substr(from, comma - from));
    if (comma == text.size()) return parts;
    from = comma + 1;
  }
}

bool fits(std::string_view pattern, std::string_view text) {
  return ::fnmatch(std::string(pattern).c_str(), std::string(text).c_str(), 0) == 0;
}

}  // namespace rectifier
