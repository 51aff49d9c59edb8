// Numbers as people read them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace rectifier {

std::string count_text(std::size_t n);  ///< "1,024", "16 Mi"

// Each is "-" if there is no number.
std::string time_text(std::optional<double> ns);        ///< "4.43 ns", "51.2 us"
std::string rate_text(std::optional<double> gb_per_s);  ///< "112", "9.87"
std::string percent_text(std::optional<double> share);  ///< "97 %"
std::string ratio_text(std::optional<double> ratio);    ///< "1.27", "27.1"
std::string fixed_text(std::optional<double> ratio);    ///< "1.27", "27.11"

}  // namespace rectifier
