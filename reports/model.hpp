// What reports are made of. Renderers see only a `Report`.
#pragma once

#include <string>
#include <vector>

#include "decisions.hpp"

namespace rectifier::reports {

using bench::Workload;

/// What renderers get. Cases are in the order of their keys.
struct Report {
  Facts facts;
  std::vector<JudgedCase> cases;
  double delta = 0;                   ///< what counts as a difference: 0.03 is 3 %
  std::vector<double> knees;          ///< bytes, from which on a copy is markedly slower
  std::vector<std::string> warnings;  ///< sentences
  Decisions decisions;
};

/// Judges measurements of one machine and build.
/// @throws std::invalid_argument if they are of several, or if a case is in two of them.
Report make_report(const std::vector<Measurements>& measurements);

/// The kernels of a case that may be as fast as the best: tied with it, or not told apart.
std::size_t count_near(const JudgedCase& one);

/// Whether all of a case but its size is that of another.
bool differ_in_size_alone(const bench::Case& a, const bench::Case& b);

}  // namespace rectifier::reports
