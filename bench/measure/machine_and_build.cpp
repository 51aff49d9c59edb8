#include "bench/measure/machine_and_build.hpp"

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#if __has_include(<gnu/libc-version.h>)
#include <gnu/libc-version.h>
#endif
#include <sys/resource.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <limits>
#include <thread>

#include "bench/data.hpp"
#include "bench/entrants.hpp"
#include "bench/layouts/layouts.hpp"
#include "bench/measure/cpu.hpp"
#include "bench/measure/limits.hpp"
#include "build.hpp"
#include "commit.hpp"
#include "copies_rows.hpp"
#include "support/atomic_file.hpp"

namespace rectifier::bench {
namespace {

/// The first line of a file; empty if it can't be read.
std::string first_line(const std::string& file) {
  std::string line;
  std::getline(std::ifstream(file) >> std::ws, line);
  return line;
}

std::string or_unknown(const std::string& text) {
  return text.empty() ? std::string(unknown) : text;
}

std::string cpu_info() { return contents("/proc/cpuinfo"); }

/// What firmware calls the machine; empty if nothing.
std::string board() {
  std::string name;
  for (const char* file : {"/sys/class/dmi/id/sys_vendor", "/sys/class/dmi/id/product_name"})
    if (const std::string part = first_line(file); !part.empty())
      name.append(name.empty() ? "" : " ").append(part);
  return name.empty() ? first_line("/proc/device-tree/model") : name;
}

/// x86 alone tells it among the CPU's flags.
std::string hypervisor() {
#if defined(__x86_64__)
  if ((" " + cpu_flags(cpu_info()) + " ").find(" hypervisor ") == std::string::npos)
    return "none seen";
  const std::string product = first_line("/sys/class/dmi/id/product_name");
  return product.empty() ? "yes" : "yes, " + product;
#else
  return std::string(unknown);
#endif
}

std::string c_library() {
#if defined(__GLIBC__)
  return fmt::format("glibc {}", ::gnu_get_libc_version());
#else
  return std::string(unknown);
#endif
}

/// The chosen word of "always [madvise] never".
std::string bracketed(const std::string& line) {
  const auto open = line.find('['), close = line.find(']');
  if (open == std::string::npos || close == std::string::npos || close < open)
    return or_unknown(line);
  return line.substr(open + 1, close - open - 1);
}

std::string now() {
  const std::time_t time = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  char text[40] = {};
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", std::gmtime(&time));
  return text;
}

std::string governor() {
  const std::string found = first_line("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");
  return found.empty() ? "none seen" : found;
}

/// An addition that waits for the one before it takes a cycle, so a chain of them tells the clock.
std::string clock_text() {
#if !defined(__OPTIMIZE__)
  return "unknown";  // each would go through memory
#else
  using Clock = std::chrono::steady_clock;
  constexpr int links = 4, turns = 50'000;
  double least = std::numeric_limits<double>::infinity();
  std::size_t x = 1;
  const auto link = [&x] {
    x += x;
    asm volatile("" : "+r"(x));
  };
  for (int i = 0; i < 30; ++i) {
    const auto begin = Clock::now();
    for (int turn = 0; turn < turns; ++turn) link(), link(), link(), link();
    const std::chrono::duration<double, std::nano> spent = Clock::now() - begin;
    least = std::min(least, spent.count());
  }
  return fmt::format("{:.2f}", links * turns / least);
#endif
}

std::string address_randomisation() {
  const std::string found = first_line("/proc/sys/kernel/randomize_va_space");
  return found == "0" ? "off" : found.empty() ? "unknown" : "on";
}

}  // namespace

std::string fact(const Facts& facts, std::string_view what) {
  for (const auto& [name, value] : facts)
    if (name == what) return value;
  return std::string(unknown);
}

bool same_machine(const Facts& one, const Facts& other) {
  return one == other && fact(one, "CPU") != unknown;
}

Facts machine_facts() {
  utsname system{};
  ::uname(&system);
  Facts facts{{"CPU", cpu_name(cpu_info(), board())},
              {"CPUs", std::to_string(std::thread::hardware_concurrency())},
              {"architecture", system.machine},
              {"hypervisor", hypervisor()}};
  for (const benchmark::CPUInfo::CacheInfo& cache : benchmark::CPUInfo::Get().caches)
    if (cache.type != "Instruction")
      facts.emplace_back(fmt::format("cache, level {}, as the system says", cache.level),
                         fmt::format("{} KiB", cache.size / 1024));
  facts.emplace_back("CPU flags", or_unknown(cpu_flags(cpu_info())));
  if (const char* cap = std::getenv("RECTIFIER_TARGET"); cap != nullptr && *cap != '\0')
    facts.emplace_back("RECTIFIER_TARGET", cap);
  return facts;
}

Facts build_facts() {
  Facts facts{{"rectifier", std::string(version())},
              {"commit", commit},
              {"build type", build_type},
              {"compiler", compiler},
              {"compiler flags", compiler_flags}};
  for (const TargetFlagsRow& row : target_flags)
    facts.emplace_back(fmt::format("compiler flags, {}", row.target), row.flags);
  facts.emplace_back("libraries", libraries);
  return facts;
}

Facts session_facts() {
  utsname system{};
  ::uname(&system);
  const std::string release = system.release;  // "6.1.0-18-amd64": behind the dash it is local
  double load[1] = {};
  const bool has_load = ::getloadavg(load, 1) == 1;
  Facts facts{
      {"date", now()},
      {"system", fmt::format("{} {}", system.sysname, release.substr(0, release.find('-')))},
      {"C library", c_library()},
      {"load before", has_load ? fmt::format("{:.2f}", load[0]) : "unknown"},
      {std::string(clock_fact), clock_text()},
      {"frequency governor", governor()},
      {"transparent huge pages",
       bracketed(first_line("/sys/kernel/mm/transparent_hugepage/enabled"))},
      {"address randomisation", address_randomisation()},
      {std::string(layouts_fact), std::to_string(layouts())},
      {"memory", fmt::format("{:.0f} MiB", memory_info("MemTotal:") / 0x1p20)},
      {"memory available", fmt::format("{:.0f} MiB", available_memory().bytes / 0x1p20)}};
  const Facts limits = limit_facts();
  facts.insert(facts.end(), limits.begin(), limits.end());
  return facts;
}

AvailableMemory available_memory() {
  AvailableMemory memory{memory_info("MemAvailable:"), ""};
  if (const auto group = memory_limit(); group && group->left < memory.bytes)
    memory = {group->left, fmt::format("the memory limit of this control group is {:.0f} MiB",
                                       group->bytes / 0x1p20)};
  for (const auto& [kind, name] : {std::pair(RLIMIT_AS, "v"), std::pair(RLIMIT_DATA, "d")}) {
    rlimit limit{};
    if (::getrlimit(kind, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) continue;
    if (const auto bytes = static_cast<double>(limit.rlim_cur); bytes < memory.bytes)
      memory = {bytes, fmt::format("ulimit -{} is {:.0f} MiB", name, bytes / 0x1p20)};
  }
  return memory;
}

double second_level_bytes() {
  double bytes = 0;
  for (const auto& cache : benchmark::CPUInfo::Get().caches)
    if (cache.level == 2 && cache.type != "Instruction") bytes = std::max(bytes, 1.0 * cache.size);
  return bytes > 0 ? bytes : 0x1p20;
}

double peak_bytes() {
#if defined(__APPLE__)
  constexpr double unit = 1;
#else
  constexpr double unit = 1024;
#endif
  double most = 0;
  for (const auto who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
    rusage used{};
    ::getrusage(who, &used);
    most = std::max(most, unit * static_cast<double>(used.ru_maxrss));
  }
  return most;
}

std::vector<CopySpeed> measure_copy_curve(double most_bytes) {
  using Clock = std::chrono::steady_clock;
  constexpr std::size_t smallest = 2048;
  constexpr std::size_t largest = std::size_t{128} << 20;
  constexpr double seconds_a_size = 0.004;
  const auto copy = highest(copies_rows, [](const CopyTable&) {
                      return true;
                    }).table->CopyFunctions<float>::one_input[std::size_t(Walk::plain)];

  std::vector<CopySpeed> curve;
  Array<float> from(0), to(42);
  for (std::size_t bytes = smallest; bytes <= largest;
       bytes += bytes % 3 == 0 ? bytes / 3 : bytes / 2) {
    if (static_cast<double>(bytes) > most_bytes) break;
    const std::size_t n = bytes / 2 / sizeof(float);
    from.reserve(n);
    to.reserve(n);
    const auto begin = Clock::now();
    double best = std::numeric_limits<double>::infinity();
    std::size_t calls = 1;
    do {
      const auto start = Clock::now();
      for (std::size_t i = 0; i < calls; ++i) {
        copy(from.data(), nullptr, to.data(), n, 0);
        benchmark::ClobberMemory();
      }
      const std::chrono::duration<double, std::nano> spent = Clock::now() - start;
      best = std::min(best, spent.count() / static_cast<double>(calls));
      if (spent.count() < 2e4) calls *= 2;
    } while (std::chrono::duration<double>(Clock::now() - begin).count() < seconds_a_size);
    curve.push_back({static_cast<double>(bytes), static_cast<double>(bytes) / best});
  }
  return curve;
}

}  // namespace rectifier::bench
