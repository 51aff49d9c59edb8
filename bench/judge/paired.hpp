// How many times as long one takes as another that ran in the same rounds: an estimate that spoilt
// rounds do not pull far, and how sure it is if processes differ from each other.
//
// Sources: Huber, Robust estimation of a location parameter, 1964 (a round that is far off counts
// as one at a bound); Liang and Zeger, Longitudinal data analysis using generalized linear models,
// 1986 (the error from the sums within groups, whatever goes on inside of them); Kalibera and
// Jones, Rigorous benchmarking in reasonable time, 2013 (what varies between processes is not
// seen by more rounds in one of them).
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "bench/judge/statistics.hpp"

namespace rectifier::bench {

/// Fewer units than these say too little of their own spread.
inline constexpr std::size_t fewest_units = 5;

/// To which unit each round belongs, in ascending order: rounds of one unit may have an error in
/// common, rounds of two have none.
using Units = std::vector<std::size_t>;

/// How many times as long one takes as another, in logarithms.
struct PairedRatio {
  double log = 0;
  double error = 0;       ///< its standard error; infinite: not known
  double freedom = 1;     ///< degrees of freedom of the error
  std::size_t units = 0;  ///< that had both
  bool left_out = false;  ///< one of them was not in all units

  /// The estimate.
  double value() const;
  /// What the true ratio is above, at this one-sided confidence (above 0.5).
  double low(double confidence) const;
  /// What the true ratio is below, likewise.
  double high(double confidence) const;
  /// All three, two-sided.
  Ratio interval(double confidence) const;
  /// The other one's to this one.
  PairedRatio inverse() const { return {-log, error, freedom, units, left_out}; }
};

/// How much the logarithms of ratios vary from unit to unit.
struct Spread {
  double plain;       ///< of the middles of units
  double robust;      ///< the part of it that counts in an estimate which limits what is far off
  double limit;       ///< what is far off
  double freedom;     ///< degrees of freedom of the deviations
  std::size_t units;  ///< that the ones compared were in
};

/// The spread of ratios to the first one that is in most units, over all that were in as many.
/// Empty: there are none, or these units are too few.
std::optional<Spread> pooled_spread(std::span<const Times> times, const Units& units);

/// The ratio of a's times to b's over the rounds that have both. With fewer units than those of
/// the spread given, because one was left out, the error is of both spreads, its own and that. A
/// difference of times may come out at or below zero: a round like that says only which of the
/// two was faster. Empty: there is no round with both, or most of them say no more than that.
std::optional<PairedRatio> paired_ratio(const Times& a, const Times& b, const Units& units,
                                        const std::optional<Spread>& pooled = {});

}  // namespace rectifier::bench
