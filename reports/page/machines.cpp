#include "reports/page/machines.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <stdexcept>
#include <tuple>

#include "bench/measure/machine_and_build.hpp"

namespace rectifier::reports {
namespace {

const MeasuredSize* size_of(const Report& report, const Setting& setting, std::size_t n) {
  for (const MeasuredSize& size : report.decisions.sizes)
    if (size.setting == setting && size.n == n) return &size;
  return nullptr;
}

/// The sizes of a setting that every machine has.
std::vector<std::size_t> shared_sizes(const std::vector<MachineReport>& machines,
                                      const Setting& setting) {
  std::vector<std::size_t> shared;
  for (const MeasuredSize& size : machines.front().report.decisions.sizes)
    if (size.setting == setting &&
        std::all_of(machines.begin(), machines.end(), [&](const MachineReport& machine) {
          return size_of(machine.report, setting, size.n) != nullptr;
        }))
      shared.push_back(size.n);
  return shared;
}

}  // namespace

std::optional<Portable> portable(const std::vector<MachineReport>& machines, const Setting& setting,
                                 std::optional<std::size_t> n) {
  std::vector<std::size_t> sizes = shared_sizes(machines, setting);
  if (n) std::erase_if(sizes, [&](std::size_t other) { return other != *n; });
  struct Worst {
    double regret = -1;
    std::size_t machine = 0, n = 0, count = 0;
  };
  std::map<std::string, Worst> worst;
  for (std::size_t m = 0; m < machines.size(); ++m)
    for (const std::size_t at : sizes)
      for (const MeasuredKernel& time : size_of(machines[m].report, setting, at)->kernels) {
        Worst& of = worst[time.implementation];
        ++of.count;
        if (time.ratio - 1 > of.regret) of = {time.ratio - 1, m, at, of.count};
      }
  std::map<std::string, std::size_t> rank;
  for (const Needs& needs : machines.front().report.decisions.implementations)
    rank[needs.implementation] = target_rank(needs.target);
  std::optional<Portable> found;
  for (const auto& entry : worst) {
    // Names of their own, as clang 14 lets no lambda use those of a structured binding.
    const std::string& implementation = entry.first;
    const Worst& of = entry.second;
    if (of.count != machines.size() * sizes.size()) continue;
    const auto better = [&] {
      return std::tuple(of.regret, rank[implementation]) <
             std::tuple(found->regret, rank[found->implementation]);
    };
    if (!found || better()) found = Portable{implementation, of.regret, of.machine, of.n};
  }
  return found;
}

std::vector<std::vector<Measurements>> by_machine(std::vector<Measurements> measurements) {
  std::vector<std::vector<Measurements>> groups;
  for (Measurements& one : measurements) {
    const auto same = std::find_if(groups.begin(), groups.end(), [&](const auto& group) {
      return bench::same_machine(group.front().machine, one.machine);
    });
    if (same == groups.end()) {
      groups.push_back({std::move(one)});
      continue;
    }
    if (same->front().build != one.build)
      throw std::invalid_argument(
          "two of the files are of the same machine and different builds; rectifier compare tells "
          "what changed between them");
    same->push_back(std::move(one));
  }
  return groups;
}

std::string folder_name(const Facts& machine) {
  std::string name;
  for (const char c : bench::fact(machine, "CPU")) {
    const auto letter = static_cast<unsigned char>(c);
    if (letter < 0x80 && std::isalnum(letter) != 0)
      name += static_cast<char>(std::tolower(letter));
    else if (!name.empty() && name.back() != '-')
      name += '-';
  }
  while (!name.empty() && name.back() == '-') name.pop_back();
  return name.empty() ? "machine" : name.substr(0, 60);
}

}  // namespace rectifier::reports
