// What may be chosen for a case, if no target above one is allowed.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "reports/answers/decisions.hpp"

namespace rectifier::reports {

/// One kernel that may be chosen, at one size.
struct Option {
  double ratio;                 ///< its time over that of the fastest one
  std::optional<double> bound;  ///< empty: it was not in the rounds that decide
  Verdict verdict;
};
using Options = std::map<std::string, Option>;

/// Kernels that may be chosen under a highest allowed target.
struct Allowed {
  std::size_t highest;  ///< its rank
  const std::set<std::string>& failed;

  bool operator()(const bench::Case& key, const bench::MeasuredEntrant& entrant) const;
};

/// Judges a case as if only these kernels had been there. Where none of them got into the rounds
/// that decide, the last rounds that they were in give their ratios, but no bounds.
/// @param judged  what `judge` says of the whole case, at the reader's tolerance
Options options_of(const bench::MeasuredCase& one, const JudgedCase& judged,
                   const Allowed& allowed);

}  // namespace rectifier::reports
