// How many times as long one takes as another, told from processes. What differs from process to
// process, where memory lies above all, differs less within one: so each process is one number.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "bench/measure/measurements.hpp"

namespace rectifier::reports {

/// Fewer processes than these tell nothing.
inline constexpr std::size_t fewest_processes = 5;

/// The entrant of a role and name.
std::optional<std::size_t> find_entrant(const bench::MeasuredCase& one, bench::Role role,
                                        std::string_view implementation);

/// The logarithms of an entrant's times, one a round that decides; NaN where it has none.
std::vector<double> logs_of(const bench::MeasuredCase& one, std::size_t entrant);

/// The same of a quotient; both of one case.
std::vector<double> difference(std::vector<double> a, const std::vector<double>& b);

/// One number for each process that has one.
using PerProcess = std::map<std::size_t, double>;

/// The middle of a process's numbers, which are one a round of those that decide; NaN does not
/// count.
PerProcess middles(const bench::MeasuredCase& one, std::span<const double> per_round);

/// A ratio's logarithm, and how far chance moves it.
struct Estimate {
  double log_ratio = 0;
  double standard_error = 0;
  double degrees = 1;  ///< of freedom

  double ratio() const;
  /// The ratio is above (below) that, with so much confidence. Student's t.
  double above(double confidence) const;
  double below(double confidence) const;
};

/// From each process's own ratio; at least two of them.
Estimate of_ratios(const PerProcess& logs);

/// From the times of two runs; at least two processes of each. Welch, The generalization of
/// "Student's" problem when several different population variances are involved, 1947.
Estimate of_two_runs(const PerProcess& logs_before, const PerProcess& logs_after);

}  // namespace rectifier::reports
