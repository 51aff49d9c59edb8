// How many times as long one takes as another, told from processes. What differs from process to
// process, where memory lies above all, differs less within one: so each process is one number.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "bench/judge/paired.hpp"
#include "bench/measure/measurements.hpp"

namespace rectifier::reports {

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

/// The ratio of two entrants' times in the same rounds, over processes; empty: there is none.
std::optional<bench::PairedRatio> of_same_rounds(const bench::MeasuredCase& one, std::size_t a,
                                                 std::size_t b);

/// From the times of two runs; at least two processes of each. Welch, The generalization of
/// "Student's" problem when several different population variances are involved, 1947.
bench::PairedRatio of_two_runs(const PerProcess& logs_before, const PerProcess& logs_after);

}  // namespace rectifier::reports
