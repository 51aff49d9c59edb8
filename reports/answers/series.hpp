// What is known of each setting at each size: measured there, or told from where it was.
#pragma once

#include <map>
#include <vector>

#include "reports/answers/decisions.hpp"

namespace rectifier::reports {

/// What stands for a number of elements.
struct KnownSize {
  std::size_t n;
  const bench::MeasuredCase* from;  ///< of as many bytes
};

/// By setting, the sizes in order. Where the result is read after the call at large sizes alone,
/// those below stand with nothing after it: there it makes no difference. Out of place, what was
/// not measured far beyond the caches is told from an operation with as many inputs and bytes.
std::map<Setting, std::vector<KnownSize>> series_of(const Measurements& measurements);

/// The second-level cache of a machine in bytes; 0: not known.
double second_level_cache(const Facts& machine);

}  // namespace rectifier::reports
