// What keeps a kernel from being faster: its own instructions, or the way of its bytes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reports/page/report_contents.hpp"

namespace rectifier::reports {

/// One kernel in one band of sizes, at the largest size measured there.
struct Bound {
  Setting setting;
  std::string band;  ///< "L1", …, "memory"
  std::size_t n;
  std::string implementation;
  std::optional<double> instructions;  ///< measured time / what its main loop needs at least
  std::optional<double> copy;          ///< measured time / time of the fastest copy of its bytes
  std::string by;                      ///< the nearer of both: "instructions" or the band's name
  double over;                         ///< measured time / that bound
};

/// The best of each family in each band, of the settings that are shown.
std::vector<Bound> bounds(const Report& report);

/// The bands between the knees of the measured copy: "L1 up to 48 KiB, memory beyond that".
std::string bands_text(const Report& report);

}  // namespace rectifier::reports
