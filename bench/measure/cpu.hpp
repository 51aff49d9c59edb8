// What the CPU is, from what the system says of it.
#pragma once

#include <string>
#include <string_view>

namespace rectifier::bench {

/// What stands where nothing is known.
inline constexpr std::string_view unknown = "unknown";

/// The CPU's name, or what else tells it from others: on Arm the numbers of its cores' makers,
/// parts, variants and revisions, each kind of core once; on RISC-V its microarchitecture or the
/// numbers of its registers. Many boards share those, so the board is named with them.
/// @param cpuinfo  the text of /proc/cpuinfo
/// @param board    what the system calls the machine; empty if nothing
/// @return         `unknown` where nothing tells it from others
std::string cpu_name(std::string_view cpuinfo, std::string_view board);

/// The extensions that it has: x86's flags, Arm's features, RISC-V's ISA; empty if it is not told.
std::string cpu_flags(std::string_view cpuinfo);

}  // namespace rectifier::bench
