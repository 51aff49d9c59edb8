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

/// The sizes of all of them.
std::vector<std::size_t> sizes_of(const Shown& shown);

/// The case of one size; null if there is none.
const JudgedCase* case_of(const std::vector<const JudgedCase*>& cases, std::size_t n);

/// "textbook, out of place, random signs": what the cases shown have in common.
std::string shown_text(const Report& report);

/// "relu f32": in what they differ.
std::string short_text(const Setting& setting);

/// One range of sizes of a setting that is shown, and what to take there.
struct Range {
  const Decision* row;
  const JudgedCase* one;   ///< of the cases measured in the range the one in the middle
  const Standing* chosen;  ///< what was chosen, in that case
  /// What was chosen won, tied or stayed undecided at these sizes of the range.
  std::map<Verdict, std::vector<std::size_t>> sizes;
};

/// The ranges of the settings that are shown, under the highest target that there is.
std::vector<Range> ranges(const Report& report);

/// "up to 8,192"; "above 8,192 (measured at n = 16 Mi alone)"
std::string range_text(const Report& report, const Decision& row);

/// "win", "win at 64, 1,024; undecided at 65,536"
std::string sure_text(const Range& range);

/// For how many sizes what was chosen won, tied, or is undecided, in a sentence.
std::string summary_text(const std::vector<Range>& ranges);

}  // namespace rectifier::reports
