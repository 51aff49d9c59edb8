// What may be claimed of a kernel from its ratios to its rivals.
//
// Sources: Hsu, Constrained simultaneous confidence intervals for multiple comparisons with the
// best, 1984 (what matters is the distance to the best one, whichever that is); Berger,
// Multiparameter hypothesis testing and acceptance sampling, 1982 (a claim that needs all of
// several tests may take each at its own level).
#pragma once

#include <optional>
#include <span>

#include "bench/judge/paired.hpp"

namespace rectifier::bench {

/// What is known of the ratio of a kernel's time to another's.
struct Against {
  std::optional<PairedRatio> ratio;  ///< empty: they were in no round together
  /// From a short trial alone: whether one is far off is all that it can tell.
  bool trial = false;

  /// What the true ratio is below, at this one-sided confidence.
  double high(double confidence) const;
  /// Whether the true ratio is above 1, likewise.
  bool slower(double confidence) const;
};

/// So far from the other in a trial that nothing else need be known.
inline constexpr double far_in_a_trial = 1.8;

/// Whether it is faster than every rival. Of two equals either one then wins in at most 5 %.
bool wins(std::span<const Against> rivals);

/// At most so much slower than the fastest of the rivals, whichever that is, as a share, at
/// one-sided 95 %. Empty: of some rival too little is known.
/// @param named  it is the one that was named the best, by the same rounds
std::optional<double> bound_of(std::span<const Against> rivals, bool named);

/// How sure each of so many claims must be, two-sided, if all are to hold at once.
double confidence_of_each(std::size_t claims);

/// The first verdict that holds.
/// @param best       what is known of its ratio to the best one; empty: it is the best one
/// @param tolerance  the difference that does not matter, as a share
/// @param claims     how many others could be called slower
Verdict verdict_of(std::span<const Against> rivals, const std::optional<Against>& best,
                   double tolerance, std::size_t claims);

/// Which of them is named the best: the one that is the least above any other, by the estimates.
/// `to[i][j]` is the ratio of i to j; empty: not known. There must be one.
std::size_t best_of(std::span<const std::vector<Against>> to);

}  // namespace rectifier::bench
