// What a reader must know before trusting measurements.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "bench/judge/judge.hpp"
#include "bench/judge/paired.hpp"
#include "bench/layouts/layouts.hpp"
#include "bench/measure/limits.hpp"
#include "bench/measure/machine_and_build.hpp"
#include "support/text.hpp"

namespace rectifier::bench {
namespace {

/// Whether a CPU quota held the run back.
bool warn_of_quota(const Measurements& measurements, std::vector<std::string>& warnings) {
  std::size_t times = 0;
  double ms = 0;
  std::string quota;
  for (const Session& session : measurements.sessions) {
    times += session.throttled;
    ms += session.throttled_ms;
    if (session.throttled > 0) quota = fact(session.facts, quota_fact);
  }
  if (times == 0) return false;
  // It may have been gone, or another, when the run began.
  const bool is_told = std::strtod(quota.c_str(), nullptr) > 0;
  warnings.push_back(fmt::format(
      "The CPU quota of this control group{} held the run back {} {}, for {:.3g} s in all. Raise "
      "it (cpu.max; docker's --cpus), or measure where there is none. Where other processes or "
      "the hypervisor seemed to take time away, that was the quota's doing too.",
      is_told ? " (" + printable(quota, 40) + ")" : "", with_commas(times),
      times == 1 ? "time" : "times", ms / 1e3));
  return true;
}

bool has_threads(const MeasuredCase& one) {
  return std::any_of(one.entrants.begin(), one.entrants.end(),
                     [](const MeasuredEntrant& entrant) { return entrant.role == Role::threads; });
}

void warn_of_cores(const Measurements& measurements, std::vector<std::string>& warnings) {
  const auto number = [](const std::string& text) { return std::strtod(text.c_str(), nullptr); };
  const double cpus = number(fact(measurements.machine, "CPUs"));
  const bool threads =
      std::any_of(measurements.cases.begin(), measurements.cases.end(), has_threads);
  std::string few, mixed;  // a sentence each, of the first session that is so
  for (const Session& session : measurements.sessions) {
    const double allowed = number(fact(session.facts, allowed_cpus_fact));
    if (threads && few.empty() && allowed > 0 && allowed < cpus)
      few = fmt::format(
          "The run might use {:.0f} of {:.0f} CPUs, so that the call divided among threads had "
          "fewer CPUs than threads. Start it on all CPUs (without taskset or a cpuset), or leave "
          "that call's times aside.",
          allowed, cpus);
    const double kinds = number(fact(session.facts, allowed_kinds_fact));
    if (mixed.empty() && kinds > 1)
      mixed = fmt::format(
          "The run might move between {:.0f} kinds of cores, which need not be equally fast ({}). "
          "Keep it on those of one kind: taskset -c CPUS rectifier measure ...",
          kinds, printable(fact(session.facts, core_kinds_fact), 300));
  }
  for (const std::string& sentence : {few, mixed})
    if (!sentence.empty()) warnings.push_back(sentence);
}

void warn_of_neighbours(const Measurements& measurements, std::vector<std::string>& warnings) {
  double seconds = 0, steal_ms = 0;
  std::size_t rounds = 0, switched = 0;
  for (const MeasuredCase& one : measurements.cases)
    for (const Round& round : one.rounds) {
      seconds += round.seconds;
      steal_ms += round.steal_ms;
      ++rounds;
      switched += round.switches > 0;
    }
  if (rounds == 0) return;
  if (const double share = steal_ms / 1e3 / std::max(seconds, 1e-9); share > 0.01)
    warnings.push_back(
        fmt::format("Noisy neighbours: the hypervisor took {:.1f} % of the time away. Measure "
                    "again at a quieter hour, or on a machine of your own.",
                    100 * share));
  if (const double share = static_cast<double>(switched) / static_cast<double>(rounds); share > 0.5)
    warnings.push_back(
        fmt::format("Noisy neighbours: other processes interrupted {:.0f} % of the rounds. End "
                    "what else runs, and measure again.",
                    100 * share));
}

void warn_of_system(const Measurements& measurements, std::vector<std::string>& warnings) {
  bool scales = false;
  bool one_layout = false;
  double swapped = 0, load = 0;
  for (const Session& session : measurements.sessions) {
    const std::string governor = fact(session.facts, "frequency governor");
    scales =
        scales || (governor != "none seen" && governor != "performance" && governor != "unknown");
    one_layout = one_layout || fact(session.facts, layouts_fact) == "1";
    swapped += session.swapped_pages;
    load = std::max(load, std::strtod(fact(session.facts, "load before").c_str(), nullptr));
  }
  if (scales)
    warnings.push_back(
        "The CPU's frequency was free to change. As root: cpupower frequency-set -g performance");
  if (one_layout)
    warnings.push_back(
        "All processes had the kernels' code at the same addresses, as lib/rectifier/layout-*.so "
        "of "
        "this build are not beside the program. What an address does looks like a kernel's speed.");
  if (swapped > 0)
    warnings.push_back(
        fmt::format("The machine was swapping ({:.0f} pages). End what needs memory, or give a "
                    "smaller --max-memory.",
                    swapped));
  const double cpus = std::strtod(fact(measurements.machine, "CPUs").c_str(), nullptr);
  if (cpus > 0 && load > 0.75 * cpus)
    warnings.push_back(
        fmt::format("The machine was busy before the run began (load {:.2f} on {:.0f} CPUs). End "
                    "what else runs, and measure again.",
                    load, cpus));
  if (fact(measurements.build, "build type") != "Release")
    warnings.push_back(
        "This is no Release build: kernels are optimised in every build, the public call and the "
        "timed loop are not. Build with the preset `release`.");
}

void warn_of_rounds(const std::vector<JudgedCase>& cases, std::vector<std::string>& warnings) {
  std::size_t few = 0, single = 0;
  for (const JudgedCase& one : cases) {
    few += one.by_rounds();
    single += one.by_rounds() && one.processes < 2;
  }
  if (few > 0)
    warnings.push_back(fmt::format(
        "In {} of {} cases the rounds are of fewer than {} processes{}. A kernel's speed differs a "
        "little from one process to the next: the bounds there do not cover that. Measure again, "
        "with more processes.",
        few, cases.size(), fewest_units, single == few ? " (one)" : ""));
  const auto noise = noise_of(cases);
  const double tolerance = cases.empty() ? 0 : cases.front().tolerance;
  if (noise && *noise > tolerance)
    warnings.push_back(fmt::format(
        "Noise of the run: half of all ratios to the second kernel are known to no better than "
        "{:.1f} % either way, and the tolerance is {:.3g} %. Kernels that close stay undecided. "
        "Give a longer --time-budget, or fewer cases.",
        100 * *noise, 100 * tolerance));
}

/// What is known to be the same and was told apart.
void warn_of_false_alarms(const std::vector<JudgedCase>& cases,
                          std::vector<std::string>& warnings) {
  std::size_t repeated = 0, different = 0, pairs = 0, apart = 0;
  double furthest = 0;
  for (const JudgedCase& one : cases) {
    pairs += one.twin_pairs;
    apart += one.twins_told_apart;
    repeated += one.repeated.has_value();
    different += one.repeated_differs;
    if (one.repeated_differs)
      furthest = std::max(furthest, std::abs(std::log(one.repeated->value)));
  }
  const auto share = [](std::size_t part, std::size_t all) {
    return static_cast<double>(part) / static_cast<double>(std::max<std::size_t>(1, all));
  };
  if (share(apart, pairs) > error_rate)
    warnings.push_back(fmt::format(
        "False alarms: of {} pairs of kernels with the same code {} were told apart, {:.0f} %; "
        "chance alone makes {:.0f} %. Claims about small differences are as doubtful.",
        pairs, apart, 100 * share(apart, pairs), 100 * error_rate));
  if (share(different, repeated) > error_rate)
    warnings.push_back(fmt::format(
        "In {} of {} cases a kernel was told apart from itself, at most by {:.1f} %; chance alone "
        "makes {:.0f} % of them. Claims about differences that small are doubtful.",
        different, repeated, 100 * std::expm1(furthest), 100 * error_rate));
}

void warn_of_yardsticks(const std::vector<JudgedCase>& cases, std::vector<std::string>& warnings) {
  constexpr double most = 1.03;
  std::size_t slow = 0;
  const Standing* furthest = nullptr;
  const JudgedCase* where = nullptr;
  for (const JudgedCase& one : cases) {
    if (one.kernels.empty()) continue;
    const Standing& best = one.kernels.front();
    if (!best.decided || best.share_low.value_or(0) <= most) continue;
    ++slow;
    if (furthest == nullptr || *best.share_of_copy > *furthest->share_of_copy)
      furthest = &best, where = &one;
  }
  if (slow > 0)
    warnings.push_back(fmt::format(
        "In {} of {} cases a kernel is surely faster than the fastest copy, so that shares of its "
        "speed say too much there; most of all {} with {:.0f} % in {}.",
        slow, cases.size(), furthest->implementation, 100 * *furthest->share_of_copy,
        case_name(where->key)));
}

}  // namespace

std::vector<std::string> warnings_of(const Measurements& measurements,
                                     const std::vector<JudgedCase>& judged) {
  std::vector<std::string> warnings = measurements.notes;
  if (!measurements.complete)
    warnings.push_back(
        "These measurements are not complete. rectifier measure with --resume and the same "
        "arguments finishes them.");
  // What a quota does looks as if neighbours did it.
  if (!warn_of_quota(measurements, warnings)) warn_of_neighbours(measurements, warnings);
  warn_of_cores(measurements, warnings);
  warn_of_system(measurements, warnings);
  warn_of_rounds(judged, warnings);
  warn_of_false_alarms(judged, warnings);
  warn_of_yardsticks(judged, warnings);
  return warnings;
}

}  // namespace rectifier::bench
