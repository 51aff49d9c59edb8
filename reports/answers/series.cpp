#include "reports/answers/series.hpp"

#include <cstdlib>

#include "bench/measure/machine_and_build.hpp"

namespace rectifier::reports {
namespace {

using bench::Then;

/// The cases of a setting by their sizes.
using Sizes = std::map<std::size_t, const bench::MeasuredCase*>;

double bytes_of(const Setting& setting, std::size_t n) {
  return bench::logical_bytes({setting, n});
}

/// Less is told from a measurement that reaches less further than this.
constexpr double far = 4;

/// Whether one setting's times tell those of the other: the same way of as many bytes.
bool tells(const Setting& one, Setting other) {
  if (row(one.operation).has_upstream != row(other.operation).has_upstream) return false;
  other.operation = one.operation;
  other.type = one.type;
  return one == other;
}

/// The setting that reaches furthest of those that tell of a setting; of equals, one of its type.
const std::pair<const Setting, Sizes>* furthest(const std::map<Setting, Sizes>& measured,
                                                const Setting& of, double reached) {
  const std::pair<const Setting, Sizes>* found = nullptr;
  double most = far * reached;
  for (const auto& one : measured) {
    if (!tells(one.first, of)) continue;
    const double bytes = bytes_of(one.first, one.second.rbegin()->first);
    if (bytes < most || (found && bytes == most && one.first.type != of.type)) continue;
    most = bytes;
    found = &one;
  }
  return found;
}

}  // namespace

double second_level_cache(const Facts& machine) {
  // "1024 KiB"
  return 1024 *
         std::strtod(bench::fact(machine, "cache, level 2, as the system says").c_str(), nullptr);
}

std::map<Setting, std::vector<KnownSize>> series_of(const Measurements& measurements) {
  std::map<Setting, Sizes> measured;
  for (const bench::MeasuredCase& one : measurements.cases) measured[one.key][one.key.n] = &one;
  std::map<Setting, Sizes> known = measured;
  for (const auto& [setting, sizes] : measured) {
    if (bench::row(setting.then).reads) continue;
    Setting read = setting;
    read.then = Then::read;
    const double reached = bytes_of(setting, sizes.rbegin()->first);
    const bool there = measured.contains(read);
    const bool told = !bench::row(setting.placement).in_place && furthest(measured, read, reached);
    if (!there && !told) continue;
    const std::size_t first = there ? measured.at(read).begin()->first : SIZE_MAX;
    for (const auto& [n, one] : sizes)
      if (n < first) known[read].emplace(n, one);
  }
  const double cache = second_level_cache(measurements.machine);
  std::map<Setting, std::vector<KnownSize>> made;
  for (const auto& [setting, sizes] : known) {
    std::vector<KnownSize>& series = made[setting];
    for (const auto& [n, one] : sizes) series.push_back({n, one});
    const std::size_t last = sizes.rbegin()->first;
    if (bench::row(setting.placement).in_place) continue;
    const auto* other = furthest(measured, setting, bytes_of(setting, last));
    if (other == nullptr) continue;
    for (const auto& [theirs, one] : other->second) {
      const std::size_t n = theirs * row(other->first.type).size / row(setting.type).size;
      if (n > last && bytes_of(setting, n) > cache) series.push_back({n, one});
    }
  }
  return made;
}

}  // namespace rectifier::reports
