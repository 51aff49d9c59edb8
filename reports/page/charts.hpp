// Charts as SVG, drawn by gnuplot.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "reports/page/report_contents.hpp"

namespace rectifier::reports {

/// How the kernels of a family look: told apart by colour and by shape.
struct FamilyLook {
  std::string_view name;
  std::string_view colour;  ///< legible on white and on black, and for colour-blind readers
  int point;                ///< gnuplot's number of a filled shape
};

/// One for each family; the last is that of every other one.
inline constexpr FamilyLook family_looks[] = {
    {"branching", "#d55e00", 7}, {"branchless", "#b07000", 5}, {"autovec", "#3a86c8", 9},
    {"xsimd", "#009e73", 13},    {"other", "#b8608f", 11},
};

/// The family of an implementation: what is before its first `_`, or "other".
std::string family_of(const std::string& implementation);

/// How a family looks; every other one looks alike.
const FamilyLook& look_of(std::string_view family);

/// The best of each family in a case.
std::map<std::string, const Standing*> best_of_families(const JudgedCase& one);

/// Every chart of a report: the functions, the gradients, a chart an operation and type, and the
/// effect of the signs where more than one choice of them was measured.
/// @throws std::runtime_error if there is no gnuplot, or if it fails.
std::vector<Chart> draw_charts(const Report& report);

}  // namespace rectifier::reports
