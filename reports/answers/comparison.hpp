// Two runs held against each other: what got faster, what slower.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "bench/measure/measurements.hpp"

namespace rectifier::reports {

/// What happened to an entrant from one run to the next.
enum class Change : std::uint8_t { slower, faster, not_separated };

struct ChangeRow {
  std::string_view name;
};
/// One row a change, in the order of the enumerators.
inline constexpr ChangeRow changes[] = {{"slower"}, {"faster"}, {"not separated"}};

/// One entrant in both runs.
struct Compared {
  bench::Case key;
  bench::Role role;
  std::string implementation;
  double ratio;  ///< the median time of the new run over that of the old one
  double delta;  ///< what counts as a difference: the larger one's
  double p;      ///< how likely such a difference is by chance alone
  Change change;
};

/// All entrants that are in both runs.
struct Comparison {
  std::vector<Compared> rows;  ///< by case, in the order of the keys
  std::size_t unmatched = 0;   ///< entrants that only one of the runs has
  double delta = 0;            ///< the largest of the rows
  double drift = 1;            ///< the median over the yardsticks of new time over old
  std::vector<std::string> warnings;
};

/// The two-sided Mann-Whitney test: how likely samples differ as much if both are of the same
/// distribution. Exact without equal values, else by the normal approximation. 1 if one is empty.
double mann_whitney(std::span<const double> a, std::span<const double> b);

/// Slower or faster is what differs by at least delta at 95 % confidence: an error rate of 5 % over
/// all comparisons together.
Comparison compare(const bench::Measurements& before, const bench::Measurements& after);

}  // namespace rectifier::reports
