// Holds measurements against what is known of them; for the tests, and for whoever doubts. Two
// runs, say of two builds: how far do they agree? One run: kernels with the same code, a kernel
// against itself, and, if kernels of slower_plugin.cpp were in it, these. Status 1 if they miss
// what is promised.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <stdexcept>

#include "bench/judge/judge.hpp"
#include "support/command_line.hpp"

namespace {

using namespace rectifier;
using namespace rectifier::bench;

constexpr std::size_t largest_cached = 65'536;

int status = 0;

void expect(bool fine, const std::string& sentence) {
  fmt::print("{} {}\n", fine ? "ok    " : "MISSED", sentence);
  if (!fine) status = 1;
}

double share(std::size_t part, std::size_t all) {
  return static_cast<double>(part) / static_cast<double>(std::max<std::size_t>(1, all));
}

/// A file, and what is said of it.
struct Run {
  std::string file;
  Measurements measurements;
  std::vector<JudgedCase> judged;
};

Run read(const std::string& file) {
  Run run{file, read_measurements(file), {}};
  run.judged = judge(run.measurements);
  return run;
}

const Standing* find(const JudgedCase& one, const std::string& implementation) {
  for (const Standing& kernel : one.kernels)
    if (kernel.implementation == implementation) return &kernel;
  return nullptr;
}

/// The group that a kernel is in, by the name that speaks for it.
const std::string& group_of(const Standing& kernel) {
  return kernel.same_code_as.empty() ? kernel.implementation : kernel.same_code_as;
}

/// By how much two kernels differ in a run, as a share; nothing if it had not both.
double difference(const JudgedCase& one, const std::string& a, const std::string& b) {
  const Standing *first = find(one, a), *second = find(one, b);
  if (first == nullptr || second == nullptr || !first->ratio_to_best || !second->ratio_to_best)
    return 0;
  return std::expm1(std::abs(std::log(*first->ratio_to_best / *second->ratio_to_best)));
}

/// The rounds of every other process, or, where there is one process, every other round.
MeasuredCase half_of(const MeasuredCase& one, std::size_t which) {
  MeasuredCase made{one.key, one.entrants, {}};
  const bool several = std::any_of(one.rounds.begin(), one.rounds.end(), [&](const Round& round) {
    return round.launch != one.rounds.front().launch;
  });
  std::size_t index = 0;
  for (const Round& round : one.rounds)
    if ((several ? round.launch : index++) % 2 == which || round.stage != Stage::deciding)
      made.rounds.push_back(round);
  return made;
}

/// How much longer the one that was chosen takes than the one that a run's odd processes name the
/// fastest, both by its even ones; empty: the chosen one was not measured there to the end.
std::optional<double> regret_in(const MeasuredCase& one, const std::string& chosen) {
  const JudgedCase odd = judge(half_of(one, 1), default_tolerance);
  const JudgedCase even = judge(half_of(one, 0), default_tolerance);
  if (odd.kernels.empty()) return std::nullopt;
  const Standing* const best = find(even, odd.kernels.front().implementation);
  const Standing* const same = find(even, chosen);
  if (best == nullptr || same == nullptr || !best->ratio_to_best || !same->ratio_to_best)
    return std::nullopt;
  return regret(*same->ratio_to_best, *best->ratio_to_best);
}

/// Wins of different kernels in the two runs. Those that differ by less than the tolerance in both
/// are told and are no contradiction.
void compare_wins(const Run& a, const Run& b) {
  std::size_t cases = 0, both = 0, small = 0, contradictions = 0;
  for (const JudgedCase& one : a.judged)
    for (const JudgedCase& other : b.judged) {
      if (one.key != other.key || one.kernels.empty() || other.kernels.empty()) continue;
      ++cases;
      const Standing &best = one.kernels.front(), &best_there = other.kernels.front();
      if (best.verdict != Verdict::win || best_there.verdict != Verdict::win) continue;
      ++both;
      // Which kernels are twins may differ from build to build.
      if (group_of(best) == group_of(best_there)) continue;
      const double most =
          std::max(difference(one, best.implementation, best_there.implementation),
                   difference(other, best.implementation, best_there.implementation));
      const bool matters = most > one.tolerance;
      ++(matters ? contradictions : small);
      fmt::print("       {}: {} and {} win, {:.1f} % apart\n", case_name(one.key),
                 best.implementation, best_there.implementation, 100 * most);
    }
  if (cases == 0) throw std::invalid_argument("the two files have no case in common");
  expect(contradictions == 0,
         fmt::format("{} of {} cases have two different winners, of {} won in both; {} more within "
                     "the tolerance",
                     contradictions, cases, both, small));
}

/// What the choices of one run cost by the times of another.
void compare_choices(const Run& chooses, const Run& times) {
  std::vector<double> regrets;
  std::size_t unknown = 0;
  for (const JudgedCase& one : chooses.judged)
    for (const MeasuredCase& other : times.measurements.cases) {
      if (one.key != other.key || one.kernels.empty()) continue;
      if (const auto found = regret_in(other, one.kernels.front().implementation))
        regrets.push_back(*found);
      else
        ++unknown;
    }
  if (regrets.empty()) throw std::invalid_argument("no choice of one file is timed in the other");
  expect(median(regrets) <= 0.02,
         fmt::format("median regret {:.2f} %, at most 2 %; {} choices, {} not timed there",
                     100 * median(regrets), regrets.size(), unknown));
  expect(quantile(regrets, 0.95) <= 0.06,
         fmt::format("95th percentile of the regret {:.2f} %, at most 6 %",
                     100 * quantile(regrets, 0.95)));
}

void decided(const Run& run) {
  std::size_t count[std::size(verdicts)] = {}, cases = 0, named = 0, by_rounds = 0;
  for (const JudgedCase& one : run.judged) {
    if (!one.verdict()) continue;
    ++cases;
    ++count[static_cast<std::size_t>(*one.verdict())];
    by_rounds += one.by_rounds();
    named += std::any_of(one.kernels.begin(), one.kernels.end(), [](const Standing& kernel) {
      return kernel.verdict == Verdict::win || kernel.verdict == Verdict::tie;
    });
  }
  const auto of = [&](Verdict verdict) { return count[static_cast<std::size_t>(verdict)]; };
  fmt::print(
      "{}: {} cases, the best one wins in {}, ties in {}, is undecided in {}; in {}, {:.0f} %, "
      "some kernel wins or ties; noise {:.1f} %; judged by rounds: {}\n",
      run.file, cases, of(Verdict::win), of(Verdict::tie), of(Verdict::undecided), named,
      100 * share(named, cases), 100 * noise_of(run.judged).value_or(0), by_rounds);
}

void equals(const std::vector<JudgedCase>& cases) {
  std::size_t repeated = 0, wrong = 0, pairs = 0, apart = 0;
  std::vector<double> off;
  for (const JudgedCase& one : cases) {
    pairs += one.twin_pairs;
    apart += one.twins_told_apart;
    if (!one.repeated) continue;
    ++repeated;
    off.push_back(std::abs(one.repeated->value - 1));
    wrong += one.repeated_differs;
  }
  if (pairs > 0)
    expect(share(apart, pairs) <= 0.05,
           fmt::format("{} of {} pairs of twins were told apart, {:.1f} %, at most 5 %", apart,
                       pairs, 100 * share(apart, pairs)));
  // An alarm, and no promise: the second entry is of another place in memory.
  if (repeated > 0)
    fmt::print("       {} of {} kernels differ from themselves; median {:.2f} %\n", wrong, repeated,
               100 * median(off));
}

/// In how many of the cached cases with both kernels (if `alone`, with no third one) the verdict of
/// the first is this one.
void promise(const std::vector<JudgedCase>& cases, const std::string& of, Verdict verdict,
             const std::string& beside, bool alone, double bound, bool at_least) {
  std::size_t all = 0, times = 0;
  std::vector<double> ratios;
  for (const JudgedCase& one : cases) {
    const Standing *const kernel = find(one, of), *const other = find(one, beside);
    if (kernel == nullptr || other == nullptr || one.key.n > largest_cached) continue;
    if (alone && one.kernels.size() != 2) continue;
    ++all;
    times += kernel->verdict == verdict;
    if (kernel->median_ns && other->median_ns)
      ratios.push_back(*kernel->median_ns / *other->median_ns);
  }
  if (all == 0) return;
  expect(
      at_least ? share(times, all) >= bound : share(times, all) <= bound,
      fmt::format("{} is `{}` beside {} in {} of {} cached cases, {:.0f} %, at {} {:.0f} %; the "
                  "median ratio is {:.3f}",
                  of, name(verdict), beside, times, all, 100 * share(times, all),
                  at_least ? "least" : "most", 100 * bound, ratios.empty() ? 0 : median(ratios)));
}

void slower_kernels(const std::vector<JudgedCase>& cases) {
  promise(cases, "slower/10_percent", Verdict::slower, "slower/same", false, 0.95, true);
  promise(cases, "slower/copy", Verdict::win, "slower/same", false, 0.05, false);
  promise(cases, "slower/1_percent", Verdict::win, "slower/same", false, 0.05, false);
  promise(cases, "slower/same", Verdict::win, "slower/5_percent", true, 0.80, true);
}

int run(const std::vector<std::string>& files) {
  std::vector<Run> runs;
  for (const std::string& file : files) {
    runs.push_back(read(file));
    decided(runs.back());
    equals(runs.back().judged);
    slower_kernels(runs.back().judged);
  }
  if (runs.size() == 2) {
    compare_wins(runs[0], runs[1]);
    compare_choices(runs[0], runs[1]);
    compare_choices(runs[1], runs[0]);
  }
  return status;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> files;
  CLI::App app("Holds measurements against what is known of them.", "rectifier-known-truth");
  app.add_option("FILE", files,
                 "One file of rectifier measure: are kernels with the same code told apart? Two of "
                 "the same arguments, of two builds perhaps: how far do they agree?")
      ->required()
      ->type_name("")
      ->expected(1, 2);
  finish_command(app, "rectifier-known-truth a.json b.json");
  return run_program(app, argc, argv, [&] { return run(files); });
}
