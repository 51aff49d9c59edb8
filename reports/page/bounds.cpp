#include "reports/page/bounds.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <map>

#include "bench/measure/facts.hpp"
#include "bench/workloads.hpp"
#include "reports/answers/candidates.hpp"
#include "reports/page/charts.hpp"
#include "reports/page/text.hpp"
#include "reports/page/verdict_section.hpp"

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

/// 0: not measured.
double gigahertz(const Report& report) {
  return std::strtod(bench::fact(report.facts, bench::clock_fact).c_str(), nullptr);
}

std::optional<double> over_instructions(const Report& report, const bench::Case& key,
                                        const Standing& kernel) {
  const auto found = report.audit.kernels.find(bench::kernel_id(key, kernel.implementation));
  const double clock = gigahertz(report);
  if (found == report.audit.kernels.end() || !found->second.cycles || !(clock > 0))
    return std::nullopt;
  return *kernel.median_ns * clock / (*found->second.cycles * static_cast<double>(key.n));
}

}  // namespace

std::vector<Bound> bounds(const Report& report) {
  const std::vector<Setting> shown = shown_settings(report);
  std::map<std::pair<Setting, std::size_t>, const JudgedCase*> largest;  // of each band
  for (const JudgedCase& one : report.cases) {
    const Setting& setting = one.key;
    if (one.kernels.empty() || std::find(shown.begin(), shown.end(), setting) == shown.end())
      continue;
    const JudgedCase*& kept = largest[{setting, band_of(report, one.key)}];
    if (kept == nullptr || kept->key.n < one.key.n) kept = &one;
  }
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
      const bool nearer = bound.instructions && *bound.instructions >= 1 - one->delta &&
                          (!bound.copy || *bound.instructions < *bound.copy);
      if (!nearer && !bound.copy) continue;
      bound.by = nearer ? "instructions" : bound.band;
      bound.over = nearer ? *bound.instructions : *bound.copy;
      made.push_back(std::move(bound));
    }
  return made;
}

std::vector<std::string> bound_cells(const Bound& bound) {
  const auto ratio = [](const std::optional<double>& value) {
    return value ? fmt::format("{:.2f}", *value) : std::string("-");
  };
  return {fmt::format("{} {}", name(bound.setting.operation), name(bound.setting.type)),
          bound.implementation,
          bound.band,
          count_text(bound.n),
          ratio(bound.instructions),
          ratio(bound.copy),
          bound.by,
          ratio(bound.over)};
}

std::string bands_text(const Report& report) {
  std::string text;
  for (std::size_t i = 0; i < report.knees.size(); ++i)
    text += fmt::format("{} up to {:.0f} KiB, ", band_name(report, i), report.knees[i] / 1024);
  return text + band_name(report, report.knees.size()) + (text.empty() ? "" : " beyond that");
}

std::vector<std::string> bounds_notes(const Report& report) {
  std::vector<std::string> notes{
      "Two things bound a kernel: a copy of its bytes, as fast as this machine makes one, timed in "
      "the same rounds; and the cycles that its main loop needs if it never waits. The figures are "
      "the time measured over each: 1 is as fast as can be, and the larger bound counts. Every "
      "knee of the copy's speed is taken for the end of a cache; bytes in use: " +
      bands_text(report) + "."};
  const Audit& audit = report.audit;
  if (audit.kernels.empty() || audit.model.empty())
    notes.push_back("The cycles of the instructions are not known, so the copy is the only bound.");
  else
    notes.push_back(fmt::format(
        "The cycles are those of {}, a model and no law: where the figure is below 1 it errs, and "
        "the copy is taken for the bound. Loops that hold other jumps have no such bound.",
        audit.model));
  notes.insert(notes.end(), audit.unmodelled.begin(), audit.unmodelled.end());
  if (!(gigahertz(report) > 0))
    notes.push_back("The clock was not measured, so cycles can't be turned into times.");
  else
    notes.push_back(fmt::format("The clock was measured before the kernels were: {} GHz.",
                                bench::fact(report.facts, bench::clock_fact)));
  return notes;
}

}  // namespace rectifier::reports
