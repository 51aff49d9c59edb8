// What every page of a report tells first, whatever its format.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "reports/page/model.hpp"

namespace rectifier::reports {

/// One range of sizes of the main setting, and what to take there.
struct Told {
  const Decision* row;
  const JudgedCase* one;   ///< of the cases measured in the range the one in the middle
  const Standing* chosen;  ///< what was chosen, in that case
  /// What was chosen won, tied or stayed undecided at these sizes of the range.
  std::map<Verdict, std::vector<std::size_t>> sizes;
};

/// The settings that differ from the main one in operation and type alone, in order.
std::vector<Setting> shown_settings(const Report& report);

/// "textbook, out of place, random signs": what those have in common.
std::string shown_text(const Report& report);

/// The ranges of these settings under the highest target that there is.
std::vector<Told> told(const Report& report);

/// At how many sizes what was chosen won, tied, or is undecided, in sentences.
std::string summary_text(const std::vector<Told>& told);

/// What decides, and what the kernel that was entered twice showed.
std::string explanation_text(const Report& report);

/// "up to 8,192"; "above 8,192 (measured at n = 16 Mi alone)"
std::string range_text(const Report& report, const Decision& row);
std::string sure_text(const Told& told);  ///< "win", "win at 64, 1,024; undecided at 65,536"

/// The fastest of a case for each size that was measured; null where a setting lacks it.
struct Winners {
  std::vector<std::size_t> sizes;
  std::vector<std::pair<Setting, std::vector<const JudgedCase*>>> rows;
};
Winners winners(const Report& report);

/// How the kernels were checked before they were timed.
std::string checked_text();

/// What the properties found, a line each; "not checked" where the report was not told.
Facts verified_facts(const Report& report);

/// How to use the winner of each operation: the question, the kernel, the code.
struct Use {
  std::string question, implementation, code;
};
std::vector<Use> uses(const Report& report);

}  // namespace rectifier::reports
