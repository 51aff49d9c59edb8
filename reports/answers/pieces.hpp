// All numbers of elements in pieces: each size that is known, and what lies between two of them.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "reports/answers/candidates.hpp"

namespace rectifier::reports {

/// A piece, and which kernels will do there.
struct SizePiece {
  std::size_t n_min;
  std::optional<std::size_t> n_max;  ///< empty: no end
  std::vector<std::size_t> at;  ///< indices of the sizes that it rests on: one, or the two around
  /// Those whose larger bound is within the tolerance; if there are none, those whose larger bound
  /// is no more than the tolerance above the least. Between two sizes, of those that will do at one
  /// of them.
  std::set<std::string> will_do;
};

/// The pieces from 1 to no end. Below the smallest size and above the largest that one counts.
/// @param n  the sizes in order
/// @param options  what may be chosen, one a size and none empty
std::vector<SizePiece> pieces_of(const std::vector<std::size_t>& n,
                                 const std::vector<Options>& options, double tolerance);

}  // namespace rectifier::reports
