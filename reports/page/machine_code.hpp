// What the machine code of the kernels shows, and what it must cost at least.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "bench/judge/judge.hpp"
#include "properties/codegen/code_facts.hpp"

namespace rectifier::reports {

/// What one kernel's machine code shows.
struct AuditedKernel {
  CodeFacts facts;
  /// Cycles an element that the units of a core need for its main loop, whatever it waits for.
  std::optional<double> cycles;
};

/// What was read from the program that made the report.
struct Audit {
  std::map<std::string, AuditedKernel> kernels;  ///< by id
  std::string missing;                           ///< why there are none
  std::string model;                             ///< of the cycles: "llvm-mca-16 for znver4"
  std::vector<std::string> unmodelled;           ///< sentences: why cycles are missing
};

/// Reads the machine code of these kernels from this very program, and asks llvm-mca for the cycles
/// of their main loops. Whatever is not installed is named in the audit, and so is what llvm-mca
/// does not know.
/// @param build  of the measurements. If that is not of this program, nothing is read.
/// @param here   whether they were measured on this machine; llvm-mca knows no other
Audit audit(const std::set<std::string>& kernels, const bench::Facts& build, bool here);

}  // namespace rectifier::reports
