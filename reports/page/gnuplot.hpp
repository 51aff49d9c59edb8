// Runs gnuplot.
#pragma once

#include <string>
#include <vector>

#include "reports/page/report_contents.hpp"

namespace rectifier::reports {

/// A chart before it is drawn.
struct PlannedChart {
  std::string name, title, alternative;
  std::string script;  ///< what to plot; it must leave the settings as it found them
};

/// Draws them, all in one run. Text and axes have the colour of the text around them; every id is
/// unique among all charts, so that they can stand in one page.
/// @throws std::runtime_error if there is no gnuplot, or if it fails.
std::vector<Chart> run_gnuplot(const std::vector<PlannedChart>& planned);

/// The drawing as a file of its own.
std::string standalone_svg(const Chart& chart);

}  // namespace rectifier::reports
