// What this process may have of the machine: the limits of its control groups, the CPUs that it may
// run on, and which kinds of cores those are. Files below `root` stand for those below /.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bench/measure/measurements.hpp"

namespace rectifier::bench {

/// The names of the facts below, for who records them and for who warns of them.
inline constexpr std::string_view quota_fact = "CPU quota";
inline constexpr std::string_view memory_limit_fact = "memory limit";
inline constexpr std::string_view allowed_cpus_fact = "CPUs allowed";
inline constexpr std::string_view core_kinds_fact = "kinds of cores";
inline constexpr std::string_view allowed_kinds_fact = "kinds of cores allowed";

/// The CPU time that the control groups allow, in CPUs (1.5: three CPUs for half of the time). The
/// tightest of all levels of both versions counts; empty if there is no quota.
std::optional<double> cpu_quota(const std::filesystem::path& root = "/");

/// How often and for how long such quotas held back this process and what shares its groups, in
/// all levels together, since the groups were made.
struct Throttling {
  std::size_t times = 0;
  double ms = 0;
};
Throttling throttling(const std::filesystem::path& root = "/");

/// What came between the two; nothing where the later one is the smaller, of another group.
Throttling between(const Throttling& earlier, const Throttling& later);

/// The memory limit of the control group that leaves least, in bytes, and what it leaves. What
/// files fill and nobody asked for lately is not in use: the system gives it away when asked.
struct MemoryLimit {
  double bytes = 0;
  double left = 0;
};
/// Empty if there is none, or none below the memory that the machine has.
std::optional<MemoryLimit> memory_limit(const std::filesystem::path& root = "/");

/// A line of /proc/meminfo such as "MemTotal:", in bytes; 0 if it is not there.
double memory_info(std::string_view key, const std::filesystem::path& root = "/");

/// The CPUs that this process may run on, and that are there, in ascending order; empty if it is
/// not told.
std::vector<std::size_t> allowed_cpus(const std::filesystem::path& root = "/");

/// CPUs that the system describes alike.
struct CoreKind {
  std::string name;      ///< "cpu_core" or "cpu_atom"; empty if they have none
  std::string capacity;  ///< of 1024; empty if it is not told
  double ghz = 0;        ///< at most; 0 if it is not told
  std::vector<std::size_t> cpus;
};
/// The kinds of the CPUs that are there, by their first CPUs; empty if it is not told.
std::vector<CoreKind> core_kinds(const std::filesystem::path& root = "/");

/// All that as facts of a session.
Facts limit_facts(const std::filesystem::path& root = "/");

}  // namespace rectifier::bench
