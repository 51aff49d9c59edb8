// Decisions in words.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "reports/answers/decisions.hpp"
#include "support/number_text.hpp"

namespace rectifier::reports {

std::string percent_at_most(double share) {
  // Rounded up, as it says "at most"; but not for the last bit of a product.
  const double percent = 100 * share;
  return percent < 10 ? fmt::format("{:.1f} %", std::max(0.0, std::ceil(10 * percent - 1e-6)) / 10)
                      : fmt::format("{:.0f} %", std::ceil(percent - 1e-6));
}

std::string bound_text(const std::optional<double>& bound) {
  if (!bound) return "how much slower than the fastest is not known";
  if (*bound <= 0) return "no slower than any other, at 95 % confidence";
  return fmt::format("at most {} slower than the fastest, at 95 % confidence",
                     percent_at_most(*bound));
}

std::string rests_on_text(const Setting& setting, const std::vector<RestsOn>& at) {
  std::string text;
  for (std::size_t i = 0; i < at.size(); ++i) {
    text += i == 0 ? "n = " : i + 1 == at.size() ? " and " : ", ";
    text += count_text(at[i].n);
    if (at[i].told(setting))
      text += fmt::format(" (told from {} {}, n = {})", name(at[i].measured.operation),
                          name(at[i].measured.type), count_text(at[i].measured.n));
  }
  return text;
}

}  // namespace rectifier::reports
