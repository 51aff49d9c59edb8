#include "reports/page/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rectifier::reports {
namespace {

/// Three digits that count.
std::string short_number(double value) {
  const int decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
  return fmt::format("{:.{}f}", value, decimals);
}

}  // namespace

std::string count_text(std::size_t n) {
  constexpr std::size_t mebi = 1'048'576;
  if (n >= mebi && n % mebi == 0) return fmt::format("{} Mi", n / mebi);
  return with_commas(n);
}

std::string time_text(double ns) {
  struct Unit {
    double ns;
    const char* name;
  };
  constexpr Unit units[] = {{1e9, "s"}, {1e6, "ms"}, {1e3, "us"}};
  for (const Unit& unit : units)
    if (ns >= unit.ns) return short_number(ns / unit.ns) + " " + unit.name;
  return short_number(ns) + " ns";
}

std::string rate_text(double gb_per_s) { return short_number(gb_per_s); }

std::string percent_text(std::optional<double> share) {
  return share ? fmt::format("{:.0f} %", 100 * *share) : "-";
}

std::string ratio_text(std::optional<double> ratio) { return ratio ? short_number(*ratio) : "-"; }

std::string markdown_text(std::string_view text) {
  std::string safe;
  for (char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
      safe += ' ';
    else if (std::string_view("&<>|`*_[]\\~#!").find(c) != std::string_view::npos)
      safe += fmt::format("&#{};", static_cast<int>(c));
    else
      safe += c;
  }
  return safe;
}

}  // namespace rectifier::reports
