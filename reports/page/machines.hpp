// Several machines side by side, and what does on all of them.
#pragma once

#include <string>
#include <vector>

#include "reports/page/document.hpp"
#include "support/atomic_file.hpp"

namespace rectifier::reports {

/// One machine's report and the folder that it gets in that of all.
struct MachineReport {
  std::string folder;
  Report report;
};

/// A kernel for all machines.
struct Portable {
  std::string implementation;
  double regret;  ///< the worst: its time over that of the fastest, less 1
  std::size_t machine;
  std::size_t n;  ///< where that is
};

/// Of the kernels measured on every machine at all sizes that all of them have, the one with the
/// least worst regret; of equals, that of the lowest target. Empty: there is none.
/// @param n  at this size alone; empty: at all sizes
std::optional<Portable> portable(const std::vector<MachineReport>& machines, const Setting& setting,
                                 std::optional<std::size_t> n = {});

/// Puts files together that are of the same machine and build.
/// @throws std::invalid_argument if two builds of a machine are among them.
std::vector<std::vector<Measurements>> by_machine(std::vector<Measurements> measurements);

/// A name for the folder of a machine: letters, digits and dashes.
std::string folder_name(const Facts& machine);

/// The page that shows them side by side.
Document document_of(const std::vector<MachineReport>& machines);

}  // namespace rectifier::reports
