// From a report to files: one function a format, and the list of them.
#pragma once

#include <string>

#include "reports/page/report_contents.hpp"

namespace rectifier::reports {

/// For people: the report's page, as one file without any other.
std::string render_html(const Report& report);

/// The same in Markdown.
std::string render_markdown(const Report& report);

/// One line a kernel and case; the columns are fixed, what is not known stays empty.
std::string render_csv(const Report& report);

/// For programs and `rectifier choose`: which kernel to take for which sizes (decisions.md).
std::string render_decisions(const Report& report);

/// A few lines of at most 80 columns for the terminal: what to use, as far as it is known.
std::string render_answer(const Report& report);

/// A file of a report.
struct Format {
  const char* file;
  std::string (*render)(const Report&);
};

/// Every file of a report.
inline constexpr Format formats[] = {
    {"index.html", render_html},
    {"report.md", render_markdown},
    {"summary.csv", render_csv},
    {"decisions.json", render_decisions},
};

}  // namespace rectifier::reports
