#include "bench/measure/limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <sstream>

#include "bench/measure/cpu.hpp"
#include "support/atomic_file.hpp"

namespace rectifier::bench {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view blanks = " \t\r\n";

std::vector<std::string> split(std::string_view text, std::string_view separators) {
  std::vector<std::string> parts;
  for (std::size_t from = 0; (from = text.find_first_not_of(separators, from)) < text.size();) {
    const std::size_t end = std::min(text.find_first_of(separators, from), text.size());
    parts.emplace_back(text.substr(from, end - from));
    from = end;
  }
  return parts;
}

/// Empty for "max", "-1" and whatever else is no number that fits.
std::optional<double> number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return static_cast<double>(value);
}

/// The numbered word of a file.
std::optional<double> number_in(const fs::path& file, std::size_t place = 0) {
  const auto words = split(contents(file), blanks);
  return place < words.size() ? number(words[place]) : std::nullopt;
}

/// The value behind a word that begins a line.
std::optional<double> value_in(const fs::path& file, std::string_view key) {
  for (const std::string& line : split(contents(file), "\n"))
    if (const auto words = split(line, blanks); words.size() >= 2 && words[0] == key)
      return number(words[1]);
  return std::nullopt;
}

std::optional<double> least(std::optional<double> one, std::optional<double> other) {
  return one && other ? std::min(*one, *other) : one ? one : other;
}

/// "\040" and the like of /proc/self/mountinfo.
std::string unescaped(std::string_view text) {
  std::string made;
  for (std::size_t i = 0; i < text.size(); ++i) {
    int code = 0;
    const char* const digits = text.data() + i + 1;
    if (text[i] == '\\' && i + 3 < text.size() &&
        std::from_chars(digits, digits + 3, code, 8).ptr == digits + 3)
      made += static_cast<char>(code), i += 3;
    else
      made += text[i];
  }
  return made;
}

bool has(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// The path of this process's group, as /proc/self/cgroup has it. @param controller  empty: that of
/// the second version, which has one for all.
std::optional<std::string> group_path(const fs::path& root, std::string_view controller) {
  std::istringstream lines(contents(root / "proc/self/cgroup"));
  for (std::string line; std::getline(lines, line);) {
    const auto first = line.find(':');
    const auto second = first == line.npos ? first : line.find(':', first + 1);
    if (second == line.npos) continue;
    const std::string controllers = line.substr(first + 1, second - first - 1);
    if (controller.empty() ? controllers.empty() : has(split(controllers, ","), controller))
      return line.substr(second + 1);
  }
  return std::nullopt;
}

/// The folders of this process's groups that can be seen, from the root of the mount to its own.
std::vector<fs::path> group_folders(const fs::path& root, std::string_view controller) {
  const auto path = group_path(root, controller);
  if (!path) return {};
  std::istringstream lines(contents(root / "proc/self/mountinfo"));
  std::vector<fs::path> best;
  for (std::string line; std::getline(lines, line);) {
    // 36 35 98:0 ROOT MOUNT_POINT options … - TYPE source OPTIONS
    const auto words = split(line, blanks);
    const auto dash = std::find(words.begin(), words.end(), "-");
    if (dash - words.begin() < 5 || words.end() - dash < 4) continue;
    if (controller.empty() ? dash[1] != "cgroup2"
                           : dash[1] != "cgroup" || !has(split(dash[3], ","), controller))
      continue;
    std::string mounted = unescaped(words[3]);
    if (mounted == "/") mounted.clear();
    // A container may see no more than a part of the tree, and the path may lead out of it.
    std::vector<std::string> below;
    if ((*path + "/").starts_with(mounted + "/")) below = split(path->substr(mounted.size()), "/");
    if (has(below, "..")) below.clear();
    std::vector<fs::path> folders{root / fs::path(unescaped(words[4])).relative_path()};
    for (const std::string& part : below) folders.push_back(folders.back() / part);
    std::error_code ignored;
    std::erase_if(folders, [&](const fs::path& one) { return !fs::is_directory(one, ignored); });
    if (folders.size() > best.size()) best = std::move(folders);
  }
  return best;
}

/// "0-3,8" of the system's; nothing if it is not of that form.
std::vector<std::size_t> cpu_list(std::string_view text) {
  constexpr std::size_t most = 1 << 16;  // more are none
  std::vector<std::size_t> cpus;
  for (const std::string& part : split(text, ", \t\r\n")) {
    const auto ends = split(part, "-");
    const auto from = number(ends.empty() ? "" : ends.front());
    const auto to = ends.size() > 2 ? std::nullopt : number(ends.empty() ? "" : ends.back());
    if (!from || !to || *to >= most) return {};
    for (auto cpu = static_cast<std::size_t>(*from); cpu <= static_cast<std::size_t>(*to); ++cpu)
      cpus.push_back(cpu);
  }
  std::sort(cpus.begin(), cpus.end());
  cpus.erase(std::unique(cpus.begin(), cpus.end()), cpus.end());
  return cpus;
}

std::string list_text(const std::vector<std::size_t>& cpus) {
  std::string text;
  for (std::size_t i = 0, end; i < cpus.size(); i = end) {
    for (end = i + 1; end < cpus.size() && cpus[end] == cpus[end - 1] + 1;) ++end;
    text += fmt::format("{}{}", text.empty() ? "" : ",", cpus[i]);
    if (end > i + 1) text += fmt::format("-{}", cpus[end - 1]);
  }
  constexpr std::size_t longest = 60;
  return text.size() <= longest ? text : text.substr(0, text.rfind(',', longest)) + ",...";
}

std::string kind_text(const CoreKind& kind) {
  std::string text = kind.name;
  const auto add = [&](const std::string& more) { text += (text.empty() ? "" : " ") + more; };
  if (!kind.capacity.empty()) add("of capacity " + kind.capacity);
  if (kind.ghz > 0) add(fmt::format("up to {:.2f} GHz", kind.ghz));
  return text;
}

std::string kinds_text(const std::vector<CoreKind>& kinds) {
  constexpr std::size_t most = 4;
  if (kinds.empty()) return std::string(unknown);
  if (kinds.size() == 1) {
    const std::string text = kind_text(kinds.front());
    return text.empty() ? "1 seen" : "1: " + text;
  }
  std::string text = fmt::format("{}: ", kinds.size());
  for (std::size_t k = 0; k < std::min(most, kinds.size()); ++k) {
    const std::string described = kind_text(kinds[k]);
    text += fmt::format("{}CPUs {}{}{}", k > 0 ? "; " : "", list_text(kinds[k].cpus),
                        described.empty() ? "" : " ", described);
  }
  return kinds.size() > most ? text + "; ..." : text;
}

}  // namespace

std::optional<double> cpu_quota(const fs::path& root) {
  std::optional<double> cpus;
  const auto count = [&](std::optional<double> quota, std::optional<double> period) {
    if (quota && period && *quota > 0 && *period > 0) cpus = least(cpus, *quota / *period);
  };
  for (const fs::path& group : group_folders(root, ""))
    count(number_in(group / "cpu.max"), number_in(group / "cpu.max", 1));
  for (const fs::path& group : group_folders(root, "cpu"))
    count(number_in(group / "cpu.cfs_quota_us"), number_in(group / "cpu.cfs_period_us"));
  return cpus;
}

Throttling throttling(const fs::path& root) {
  Throttling found;
  const auto add = [&](const fs::path& file, const char* spent, double units_a_ms) {
    constexpr double most = 0x1p40;  // that the file of a run may hold
    found.times = static_cast<std::size_t>(std::min(
        most, static_cast<double>(found.times) + value_in(file, "nr_throttled").value_or(0)));
    found.ms += value_in(file, spent).value_or(0) / units_a_ms;
  };
  for (const fs::path& group : group_folders(root, ""))
    add(group / "cpu.stat", "throttled_usec", 1e3);
  for (const fs::path& group : group_folders(root, "cpu"))
    add(group / "cpu.stat", "throttled_time", 1e6);
  return found;
}

Throttling between(const Throttling& earlier, const Throttling& later) {
  if (later.times < earlier.times || later.ms < earlier.ms) return {};
  return {later.times - earlier.times, later.ms - earlier.ms};
}

std::optional<MemoryLimit> memory_limit(const fs::path& root) {
  std::optional<MemoryLimit> tightest;
  const double all = memory_info("MemTotal:", root);
  const auto count = [&](std::optional<double> limit, const fs::path& used, const fs::path& stat,
                         const char* idle) {
    if (!limit || (all > 0 && *limit >= all)) return;
    const double in_use =
        std::max(0.0, number_in(used).value_or(0) - value_in(stat, idle).value_or(0));
    const double left = std::max(0.0, *limit - in_use);
    if (!tightest || left < tightest->left) tightest = {*limit, left};
  };
  for (const fs::path& group : group_folders(root, ""))
    count(least(number_in(group / "memory.max"), number_in(group / "memory.high")),
          group / "memory.current", group / "memory.stat", "inactive_file");
  for (const fs::path& group : group_folders(root, "memory"))
    count(number_in(group / "memory.limit_in_bytes"), group / "memory.usage_in_bytes",
          group / "memory.stat", "total_inactive_file");
  return tightest;
}

double memory_info(std::string_view key, const fs::path& root) {
  return value_in(root / "proc/meminfo", key).value_or(0) * 1024;
}

std::vector<std::size_t> allowed_cpus(const fs::path& root) {
  std::vector<std::size_t> allowed;
  constexpr std::string_view key = "Cpus_allowed_list:";
  for (const std::string& line : split(contents(root / "proc/self/status"), "\n"))
    if (line.starts_with(key)) allowed = cpu_list(std::string_view(line).substr(key.size()));
  // A process may be allowed CPUs that the machine could have, and has not.
  const auto there = cpu_list(contents(root / "sys/devices/system/cpu/online"));
  if (!there.empty())
    std::erase_if(allowed, [&](std::size_t cpu) {
      return !std::binary_search(there.begin(), there.end(), cpu);
    });
  return allowed;
}

std::vector<CoreKind> core_kinds(const fs::path& root) {
  const fs::path devices = root / "sys/devices";
  std::vector<std::pair<std::string, std::vector<std::size_t>>> named;
  for (const char* name : {"cpu_core", "cpu_atom", "cpu_lowpower"})
    named.emplace_back(name, cpu_list(contents(devices / name / "cpus")));
  std::vector<CoreKind> kinds;
  for (const std::size_t cpu : cpu_list(contents(devices / "system/cpu/online"))) {
    CoreKind of_this;
    for (const auto& [name, cpus] : named)
      if (std::binary_search(cpus.begin(), cpus.end(), cpu)) of_this.name = name;
    const fs::path folder = devices / "system/cpu" / fmt::format("cpu{}", cpu);
    if (const auto capacity = number_in(folder / "cpu_capacity"))
      of_this.capacity = fmt::format("{:.0f}", *capacity);
    of_this.ghz = number_in(folder / "cpufreq/cpuinfo_max_freq").value_or(0) / 1e6;
    const auto same = std::find_if(kinds.begin(), kinds.end(), [&](const CoreKind& kind) {
      return kind.name == of_this.name && kind.capacity == of_this.capacity &&
             kind.ghz == of_this.ghz;
    });
    (same == kinds.end() ? kinds.emplace_back(of_this) : *same).cpus.push_back(cpu);
  }
  return kinds;
}

Facts limit_facts(const fs::path& root) {
  const auto quota = cpu_quota(root);
  const auto memory = memory_limit(root);
  const auto allowed = allowed_cpus(root);
  const auto kinds = core_kinds(root);
  const auto usable = std::count_if(kinds.begin(), kinds.end(), [&](const CoreKind& kind) {
    return std::find_first_of(kind.cpus.begin(), kind.cpus.end(), allowed.begin(), allowed.end()) !=
           kind.cpus.end();
  });
  const auto text = [](auto& known, const std::string& words) {
    return known ? words : std::string("none seen");
  };
  return {
      {std::string(quota_fact),
       text(quota, fmt::format("{:.4g} CPU{}", quota.value_or(0), quota == 1 ? "" : "s"))},
      {std::string(memory_limit_fact),
       text(memory, fmt::format("{:.0f} MiB", memory.value_or(MemoryLimit{}).bytes / 0x1p20))},
      {std::string(allowed_cpus_fact),
       allowed.empty() ? std::string(unknown)
                       : fmt::format("{} ({})", allowed.size(), list_text(allowed))},
      {std::string(core_kinds_fact), kinds_text(kinds)},
      {std::string(allowed_kinds_fact), usable > 0 ? std::to_string(usable) : std::string(unknown)},
  };
}

}  // namespace rectifier::bench
