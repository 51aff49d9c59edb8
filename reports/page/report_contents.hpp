// What reports are made of. Renderers see only a `Report`.
#pragma once

#include <string>
#include <vector>

#include "properties/semantics/semantics.hpp"
#include "reports/answers/decisions.hpp"
#include "reports/answers/verified.hpp"
#include "reports/page/machine_code.hpp"

namespace rectifier::reports {

/// A drawing.
struct Chart {
  std::string name;         ///< its file's, without ".svg"
  std::string title;        ///< what it shows
  std::string alternative;  ///< what can be read from it, in words
  std::string svg;
};

/// How one kernel from outside behaves.
struct Behaviour {
  std::string kernel;  ///< its id
  Semantics semantics;
};

/// What renderers get. Cases are in the order of their keys.
struct Report {
  Facts facts;
  std::vector<JudgedCase> cases;
  std::vector<double> knees;          ///< bytes, from which on a copy is markedly slower
  std::vector<std::string> warnings;  ///< sentences
  std::vector<std::string> twins;     ///< "xsimd_max_avx = autovec_avx": the same machine code
  Decisions decisions;
  std::vector<Chart> charts;
  std::string no_charts;             ///< why there are none
  std::optional<Verified> verified;  ///< empty: the report was not told
  Audit audit;
  std::vector<Behaviour> others;  ///< of the plug-ins that the report was told of
};

/// Judges measurements of one machine and build.
/// @param tolerance  the difference that does not matter to the reader, as a share
/// @throws std::invalid_argument if they are of several, or if a case is in two of them.
Report make_report(const std::vector<Measurements>& measurements,
                   std::optional<Verified> verified = {},
                   double tolerance = bench::default_tolerance);

/// What is shown first: the plain setting if it was measured, else the first that was. Its
/// operation and type say nothing.
Setting main_setting(const Report& report);

/// The difference that did not matter to the reader: "3 %".
std::string tolerance_text(const Report& report);

/// The kernels of a case that may be as fast as the best: tied with it, or not told apart.
std::size_t count_near(const JudgedCase& one);

}  // namespace rectifier::reports
