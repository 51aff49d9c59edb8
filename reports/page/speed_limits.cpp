#include "reports/page/speed_limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <map>

#include "bench/measure/machine_and_build.hpp"
#include "bench/workloads.hpp"
#include "reports/page/charts.hpp"
#include "reports/page/shown_settings.hpp"

namespace rectifier::reports {
namespace {

/// In which of the bands between the knees.
std::size_t band_of(const Report& report, const bench::Case& key) {
  const double bytes = bench::logical_bytes(key);
  return static_cast<std::size_t>(std::count_if(report.knees.begin(), report.knees.end(),
                                                [&](double knee) { return bytes > knee; }));
}

/// Every knee is taken for the end of a cache, whatever the system says of its caches.
std::string band_name(const Report& report, std::size_t band) {
  if (report.knees.empty()) return "any size";
  return band == report.knees.size() ? "memory" : fmt::format("L{}", band + 1);
}

std::optional<double> over_instructions(const Report& report, const bench::Case& key,
                                        const Standing& kernel) {
  const auto found = report.audit.kernels.find(bench::kernel_id(key, kernel.implementation));
  const double clock =  // 0: not measured
      std::strtod(bench::fact(report.facts, bench::clock_fact).c_str(), nullptr);
  if (found == report.audit.kernels.end() || !found->second.cycles || !(clock > 0))
    return std::nullopt;
  return *kernel.median_ns * clock / (*found->second.cycles * static_cast<double>(key.n));
}

}  // namespace

std::vector<Bound> bounds(const Report& report) {
  std::map<std::pair<Setting, std::size_t>, const JudgedCase*> largest;  // of each band
  for (const auto& [setting, cases] : shown_cases(report))
    for (const JudgedCase* one : cases) largest[{setting, band_of(report, one->key)}] = one;
  std::vector<Bound> made;
  for (const auto& [of, one] : largest)
    for (const auto& [family, kernel] : best_of_families(*one)) {
      if (kernel->role != bench::Role::kernel || !kernel->median_ns) continue;
      Bound bound{of.first,
                  band_name(report, of.second),
                  one->key.n,
                  kernel->implementation,
                  over_instructions(report, one->key, *kernel),
                  {},
                  {},
                  0};
      if (kernel->share_of_copy && *kernel->share_of_copy > 0)
        bound.copy = 1 / *kernel->share_of_copy;
      // What was beaten, and not by noise, is no bound.
      const bool nearer = bound.instructions && *bound.instructions >= 1 - one->tolerance &&
                          (!bound.copy || *bound.instructions < *bound.copy);
      if (!nearer && !bound.copy) continue;
      bound.by = nearer ? "instructions" : bound.band;
      bound.over = nearer ? *bound.instructions : *bound.copy;
      made.push_back(std::move(bound));
    }
  return made;
}

std::string bands_text(const Report& report) {
  std::string text;
  for (std::size_t i = 0; i < report.knees.size(); ++i)
    text += fmt::format("{} up to {:.0f} KiB, ", band_name(report, i), report.knees[i] / 1024);
  return text + band_name(report, report.knees.size()) + (text.empty() ? "" : " beyond that");
}

}  // namespace rectifier::reports
