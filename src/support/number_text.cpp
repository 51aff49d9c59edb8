#include "support/number_text.hpp"

#include <fmt/format.h>

#include "support/text.hpp"

namespace rectifier {
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

std::string time_text(std::optional<double> ns) {
  if (!ns) return "-";
  struct Unit {
    double ns;
    const char* name;
  };
  constexpr Unit units[] = {{1e9, "s"}, {1e6, "ms"}, {1e3, "us"}};
  for (const Unit& unit : units)
    if (*ns >= unit.ns) return short_number(*ns / unit.ns) + " " + unit.name;
  return short_number(*ns) + " ns";
}

std::string rate_text(std::optional<double> gb_per_s) { return ratio_text(gb_per_s); }

std::string percent_text(std::optional<double> share) {
  return share ? fmt::format("{:.0f} %", 100 * *share) : "-";
}

std::string ratio_text(std::optional<double> ratio) { return ratio ? short_number(*ratio) : "-"; }

std::string fixed_text(std::optional<double> ratio) {
  return ratio ? fmt::format("{:.2f}", *ratio) : "-";
}

}  // namespace rectifier
