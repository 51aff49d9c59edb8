// Which cases every page and the terminal show first, and what to take there.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "reports/page/report_contents.hpp"

namespace rectifier::reports {

/// Cases in the order of their sizes, by setting.
using Shown = std::map<Setting, std::vector<const JudgedCase*>>;

/// The cases that differ from a setting in operation, type and size alone.
Shown shown_cases(const Report& report, const Setting& like);

/// Those that are like the main setting.
Shown shown_cases(const Report& report);

/// The same, and where the result was read after the call too, that case: what a reader is advised
/// by.
Shown advised_cases(const Report& report);

/// The sizes of all of them.
std::vector<std::size_t> sizes_of(const Shown& shown);

/// The case of one size; null if there is none.
const JudgedCase* case_of(const std::vector<const JudgedCase*>& cases, std::size_t n);

/// "textbook, out of place, random signs": what the cases shown have in common.
std::string shown_text(const Report& report);

/// "relu f32": in what they differ.
std::string short_text(const Setting& setting);

/// "relu f32, n = 64", and in what it differs from the main setting.
std::string case_text(const Report& report, const JudgedCase& one);

/// "nothing", "read": what followed the call.
std::string then_text(const Setting& setting);

/// One range of sizes of a setting that is shown, and what to take there.
struct Range {
  const Decision* row;
  const JudgedCase* one;   ///< of the cases that it rests on the one in the middle
  const Standing* chosen;  ///< what was chosen, in that case
};

/// The ranges of the settings that are shown, under the highest target that there is.
std::vector<Range> ranges(const Report& report);

/// "win", "win at 64, 1,024; undecided at 65,536"
std::string sure_text(const Decision& row);

}  // namespace rectifier::reports
