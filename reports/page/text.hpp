// Numbers and cases as people read them.
#pragma once

#include <optional>
#include <string>

#include "reports/page/model.hpp"
#include "support/text.hpp"

namespace rectifier::reports {

std::string count_text(std::size_t n);                  ///< "1,024", "16 Mi"
std::string time_text(double ns);                       ///< "4.43 ns", "51.2 us"
std::string rate_text(double gb_per_s);                 ///< "112", "9.87"
std::string percent_text(std::optional<double> share);  ///< "97 %"; "-" if empty
std::string ratio_text(std::optional<double> ratio);    ///< "1.27"; "-" if empty

/// Free text that can be neither HTML nor Markdown, on one line.
std::string markdown_text(std::string_view text);

}  // namespace rectifier::reports
