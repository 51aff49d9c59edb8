#include "bench/measure/cpu.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <initializer_list>
#include <map>
#include <vector>

namespace rectifier::bench {
namespace {

using Values = std::map<std::string, std::string>;

std::string trimmed(std::string_view text) {
  constexpr std::string_view blanks(" \t\r\n\0", 5);
  const auto first = text.find_first_not_of(blanks);
  if (first == text.npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(blanks) - first + 1));
}

/// The lines "KEY : VALUE" of each CPU; an empty line is between two.
std::vector<Values> cpus_of(std::string_view cpuinfo) {
  std::vector<Values> cpus(1);
  while (!cpuinfo.empty()) {
    const auto end = std::min(cpuinfo.find('\n'), cpuinfo.size());
    const std::string_view line = cpuinfo.substr(0, end);
    cpuinfo.remove_prefix(std::min(end + 1, cpuinfo.size()));
    if (trimmed(line).empty()) {
      if (!cpus.back().empty()) cpus.emplace_back();
    } else if (const auto colon = line.find(':'); colon != line.npos) {
      cpus.back().emplace(trimmed(line.substr(0, colon)), trimmed(line.substr(colon + 1)));
    }
  }
  return cpus;
}

std::string value_of(const Values& cpu, const std::string& key) {
  const auto found = cpu.find(key);
  return found == cpu.end() ? std::string() : found->second;
}

/// "implementer 0x41 part 0xd0c": those of the keys that are there.
std::string numbers_of(const Values& cpu, std::string_view prefix,
                       std::initializer_list<std::string_view> keys) {
  std::string text;
  for (const std::string_view key : keys)
    if (const std::string value = value_of(cpu, fmt::format("{}{}", prefix, key)); !value.empty())
      text += fmt::format("{}{} {}", text.empty() ? "" : " ", key, value);
  return text;
}

/// What tells a core of Arm's or RISC-V's from others; empty if nothing does.
std::string core_of(const Values& cpu) {
  if (cpu.contains("CPU part"))
    return numbers_of(cpu, "CPU ", {"implementer", "part", "variant", "revision"});
  if (const std::string name = value_of(cpu, "uarch"); !name.empty()) return name;
  const std::string vendor = value_of(cpu, "mvendorid");
  if (vendor.find_first_not_of("0x") == vendor.npos) return {};  // emulators say 0
  return numbers_of(cpu, "", {"mvendorid", "marchid", "mimpid"});
}

std::string first_of(const std::vector<Values>& cpus,
                     std::initializer_list<std::string_view> keys) {
  for (const Values& cpu : cpus)
    for (const std::string_view key : keys)
      if (std::string value = value_of(cpu, std::string(key)); !value.empty()) return value;
  return {};
}

}  // namespace

std::string cpu_name(std::string_view cpuinfo, std::string_view board) {
  const std::vector<Values> cpus = cpus_of(cpuinfo);
  std::vector<std::string> cores;
  for (const Values& cpu : cpus)
    if (std::string core = core_of(cpu);
        !core.empty() && std::find(cores.begin(), cores.end(), core) == cores.end())
      cores.push_back(std::move(core));
  // A "model name" of 32-bit Arm is that of the architecture.
  if (cores.empty())
    if (std::string name = first_of(cpus, {"model name", "Model Name", "cpu model", "cpu"});
        !name.empty())
      return name;
  if (const std::string name = trimmed(board); !name.empty()) cores.push_back(name);
  return cores.empty() ? std::string(unknown) : fmt::format("{}", fmt::join(cores, ", "));
}

std::string cpu_flags(std::string_view cpuinfo) {
  return first_of(cpus_of(cpuinfo), {"flags", "Features", "isa"});
}

}  // namespace rectifier::bench
