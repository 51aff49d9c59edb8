// The machine, the build and the state of both that a speed belongs to.
#pragma once

#include "bench/measure/measurements.hpp"

namespace rectifier::bench {

/// What a speed is a speed of: CPU, its flags, hypervisor. Must agree when a run is resumed.
Facts machine_facts();

/// Whether two runs are of the same machine: all facts agree, and the CPU is known.
bool same_machine(const Facts& one, const Facts& other);

/// How the program was made: version, commit, compiler, flags of every target, libraries.
Facts build_facts();

/// The name of the fact that holds the clock in GHz, as found by a chain of additions.
inline constexpr std::string_view clock_fact = "clock, GHz";

/// The state of the system when a run began: date, load, clock, governor, huge pages, address
/// randomisation, memory, and what limits the process (limits.hpp).
Facts session_facts();

/// "unknown" if a fact of that name is not there.
std::string fact(const Facts& facts, std::string_view what);

/// What may still be used, the limits of the process and of its control groups considered.
struct AvailableMemory {
  double bytes = 0;
  std::string because;  ///< which limit it is, in words; empty: none, the machine has no more
};
AvailableMemory available_memory();

/// The size of the second-level cache as the system says, or what is common where it does not.
double second_level_bytes();

/// The most memory that this process or one of its children ever had, in bytes.
double peak_bytes();

/// How fast a plain vector copy of f32 is from sizes of the first cache to beyond the last, at
/// most with `most_bytes` in use.
std::vector<CopySpeed> measure_copy_curve(double most_bytes);

}  // namespace rectifier::bench
