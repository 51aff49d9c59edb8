#include "names.hpp"

#include <algorithm>
#include <charconv>

namespace rectifier::reports {
namespace {

template <class... T>
std::vector<std::string> names_of(TypeList<T...>) {
  return {std::string(TypeTraits<T>::name)...};
}

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> parts;
  for (std::size_t from = 0;;) {
    const std::size_t slash = text.find('/', from);
    parts.push_back(text.substr(from, slash - from));
    if (slash == text.npos) return parts;
    from = slash + 1;
  }
}

std::optional<std::size_t> find(std::string_view word, const std::vector<std::string>& accepted) {
  const auto found = std::find(accepted.begin(), accepted.end(), word);
  if (found == accepted.end()) return std::nullopt;
  return static_cast<std::size_t>(found - accepted.begin());
}

std::size_t index(const char* what, std::string_view word,
                  const std::vector<std::string>& accepted) {
  if (const auto found = find(word, accepted)) return *found;
  throw std::invalid_argument(fmt::format("{} \"{}\" is unknown; known are {}", what,
                                          printable(word), fmt::join(accepted, ", ")));
}

std::size_t parse_count(std::string_view text) {
  std::size_t n = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  constexpr std::size_t most = std::size_t{1} << 48;
  if (error != std::errc{} || end != text.data() + text.size() || n == 0 || n > most)
    throw std::invalid_argument(
        fmt::format("n is \"{}\"; it must be an integer from 1 to 2^48", printable(text)));
  return n;
}

std::vector<std::string> yardstick_words() {
  auto known = words(bench::yardsticks);
  known.emplace_back(bench::restore);
  return known;
}

}  // namespace

bool is_word(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
  });
}

std::string printable(std::string_view text, std::size_t longest) {
  std::string clean(text.substr(0, longest));
  for (char& c : clean)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '?';
  return text.size() > longest ? clean + "..." : clean;
}

std::vector<std::string> type_words() { return names_of(Types{}); }

Name parse_name(std::string_view name) {
  auto parts = split(name);
  const auto count = std::find_if(parts.begin(), parts.end(),
                                  [](std::string_view part) { return part.starts_with("n:"); });
  const auto yardsticks = yardstick_words();
  const bool yardstick = find(parts.front(), yardsticks).has_value();
  const std::size_t head = yardstick ? 2 : 3;  // what stands before the implementation
  const auto length = static_cast<std::size_t>(count - parts.begin());
  if (count == parts.end() || length < head + 3)
    throw std::invalid_argument(
        "the name is not of the form "
        "operation/convention/type/implementation/placement/signs/n:COUNT");

  Name parsed;
  if (yardstick) {
    parsed.subject = std::string(parts[0]);
  } else {
    auto operations_and_yardsticks = words(operations);
    operations_and_yardsticks.insert(operations_and_yardsticks.end(), yardsticks.begin(),
                                     yardsticks.end());
    KernelName kernel{};
    kernel.operation = Operation(index("operation", parts[0], operations_and_yardsticks));
    auto accepted = words(conventions);
    accepted.emplace_back("undeclared");
    const std::size_t convention = index("convention", parts[1], accepted);
    if (convention < std::size(conventions)) kernel.convention = Convention(convention);
    parsed.subject = kernel;
  }
  parsed.workload.type = Type(index("type", parts[head - 1], type_words()));
  parsed.workload.placement =
      Placement(index("placement", parts[length - 2], words(bench::placements)));
  parsed.workload.signs = Signs(index("signs", parts[length - 1], words(bench::signs)));
  parsed.workload.n = parse_count(count->substr(2));
  for (std::size_t i = head; i < length - 2; ++i) {
    if (parts[i].empty() || !is_word(parts[i]))
      throw std::invalid_argument(
          fmt::format("implementation \"{}\" is not of the form [a-z0-9_.]+", printable(parts[i])));
    parsed.implementation.append(i == head ? "" : "/").append(parts[i]);
  }
  return parsed;
}

}  // namespace rectifier::reports
