// What the library's own call costs beside the fastest kernel.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reports/page/report_contents.hpp"

namespace rectifier::reports {

/// The public call, judged against every kernel.
struct PublicCall {
  double checks_ns = 0;  ///< what its checks cost: the middle of what is lost at the smallest size
  std::size_t from = 0;  ///< from so many elements on that is within the tolerance; 0: nowhere
  std::size_t within = 0, of = 0;             ///< of the cases from there on
  std::size_t near_below = 0, below = 0;      ///< no more than the checks lost, of those below
  std::vector<const JudgedCase*> exceptions;  ///< the others; where most is lost first, as a share
};

/// Empty: it was not measured.
std::optional<PublicCall> public_call_of(const Report& report);

/// How many times as long the call takes as the fastest kernel of a case, and how much more:
/// "1.31 times the time of `autovec_avx2`, 12.1 ns more".
std::string loss_text(const JudgedCase& one);

/// A sentence that says all of it, and names so many exceptions; empty: it was not measured.
std::string public_call_text(const Report& report, std::size_t named);

}  // namespace rectifier::reports
