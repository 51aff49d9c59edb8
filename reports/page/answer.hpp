// The answer in as few lines as will do: which kernel for what.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "reports/page/report_contents.hpp"

namespace rectifier::reports {

/// One line of it.
struct AnswerRow {
  std::string implementation;
  std::size_t n_min;
  std::optional<std::size_t> n_max;  ///< empty: no end
  std::string of;                    ///< the operations, types and placement that it is for
  std::optional<double> bound;       ///< the largest of all of them; empty: one is not known
  bool told;                         ///< one of them rests on another operation or type
};

/// For the convention and signs that are shown first, under the highest target.
struct Answer {
  /// The first is of the kernel that is named most often, and is for all that the others do not
  /// name.
  std::vector<AnswerRow> rows;
  std::vector<std::string> kernels;  ///< those that they name, the most useful first
  std::set<std::size_t> sizes;       ///< those that they rest on
  std::size_t within = 0, of = 0;    ///< cases measured that the kernel is within the tolerance in
  double worst = 0;                  ///< the largest bound of the others
};

Answer answer_of(const Report& report);

/// The decisions for a setting where it is known what happens if the result is read next; else for
/// nothing after it.
std::vector<const Decision*> recommended(const Report& report, Setting setting);

/// How few kernels do, in a sentence or two. Names stand between backticks.
std::string answer_text(const Report& report, const Answer& answer);

/// "up to 64", "65 to 1,023", "above 1,023", "any"
std::string range_text(std::size_t n_min, const std::optional<std::size_t>& n_max);

}  // namespace rectifier::reports
