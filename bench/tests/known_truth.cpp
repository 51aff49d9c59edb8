// Holds measurements against what is known of them; for the tests, and for whoever doubts. Two runs
// of the same: how far do they agree? One run: a kernel against itself, and, if the kernels of
// slower_plugin.cpp were in it, these. Status 1 if they miss what is promised.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <stdexcept>

#include "bench/judge/judge.hpp"
#include "support/command_line.hpp"

namespace {

using namespace rectifier;
using namespace rectifier::bench;

int status = 0;

void expect(bool fine, const std::string& sentence) {
  fmt::print("{} {}\n", fine ? "ok    " : "MISSED", sentence);
  if (!fine) status = 1;
}

const Standing* find(const JudgedCase& one, const std::string& implementation) {
  for (const Standing& kernel : one.kernels)
    if (kernel.implementation == implementation) return &kernel;
  return nullptr;
}

/// How much longer the kernel that one run chose takes in the other run than the best one there.
/// A kernel that the other run left out counts with the ratio that it had until then.
void compare(const std::vector<JudgedCase>& a, const std::vector<JudgedCase>& b) {
  std::size_t cases = 0, contradictions = 0;
  std::vector<double> regrets;
  for (const JudgedCase& one : a)
    for (const JudgedCase& other : b) {
      if (one.key != other.key || one.kernels.empty() || other.kernels.empty()) continue;
      ++cases;
      const Standing &best = one.kernels.front(), &best_there = other.kernels.front();
      if (best.implementation == best_there.implementation) {
        regrets.push_back(0);
        continue;
      }
      if (best.verdict == Verdict::win && best_there.verdict == Verdict::win) {
        ++contradictions;
        fmt::print("       {}: {} and {} win\n", case_name(one.key), best.implementation,
                   best_there.implementation);
      }
      const Standing* const same = find(other, best.implementation);
      if (same == nullptr || !same->ratio_to_best) continue;
      regrets.push_back(regret(*same->ratio_to_best, 1));
    }
  if (regrets.empty()) throw std::invalid_argument("the two files have no case in common");
  expect(contradictions == 0,
         fmt::format("{} of {} cases have two different winners", contradictions, cases));
  expect(median(regrets) <= 0.02,
         fmt::format("median regret {:.2f} %, at most 2 %", 100 * median(regrets)));
  expect(quantile(regrets, 0.95) <= 0.10,
         fmt::format("95th percentile of the regret {:.2f} %, at most 10 %",
                     100 * quantile(regrets, 0.95)));
}

void against_itself(const std::vector<JudgedCase>& cases) {
  std::size_t repeated = 0, wrong = 0;
  std::vector<double> off;
  double delta = 0;
  for (const JudgedCase& one : cases) {
    if (!one.repeated) continue;
    delta = std::max(delta, one.tolerance);
    ++repeated;
    off.push_back(std::abs(one.repeated->value - 1));
    const bool differs =
        one.repeated_verdict != Verdict::tie && one.repeated_verdict != Verdict::undecided;
    wrong += differs;
    if (differs)
      fmt::print("       {}: {:.3f} times itself\n", case_name(one.key), one.repeated->value);
  }
  if (repeated == 0) return;
  expect(static_cast<double>(wrong) <= 0.01 * static_cast<double>(repeated),
         fmt::format("{} of {} kernels differ from themselves, at most 1 %; median {:.2f} %, "
                     "delta {:.2f} % at most",
                     wrong, repeated, 100 * median(off), 100 * delta));
}

void slower_kernels(const std::vector<JudgedCase>& cases) {
  std::size_t cached = 0, lost = 0, ones = 0, won = 0;
  std::vector<double> tenth, hundredth;
  for (const JudgedCase& one : cases) {
    constexpr std::size_t largest_cached = 65'536;
    const Standing* const same = find(one, "slower/same");
    const Standing* const ten = find(one, "slower/10_percent");
    if (ten != nullptr && one.key.n <= largest_cached) {
      ++cached;
      lost += ten->verdict == Verdict::slower;
      if (same != nullptr && same->median_ns && ten->median_ns)
        tenth.push_back(*ten->median_ns / *same->median_ns);
      if (ten->verdict != Verdict::slower)
        fmt::print("       {}: ten percent slower is {}, {:.3f}\n", case_name(one.key),
                   name(*ten->verdict), ten->ratio_to_best.value_or(0));
    }
    if (const Standing* const hundred = find(one, "slower/1_percent")) {
      ++ones;
      won += hundred->verdict == Verdict::win;
      if (same != nullptr && same->median_ns && hundred->median_ns)
        hundredth.push_back(*hundred->median_ns / *same->median_ns);
    }
  }
  if (cached > 0)
    expect(static_cast<double>(lost) >= 0.95 * static_cast<double>(cached),
           fmt::format("ten percent slower lost {} of {} cached cases, at least 95 %; the median "
                       "ratio is {:.3f}",
                       lost, cached, tenth.empty() ? 0 : median(tenth)));
  if (ones > 0)
    expect(won == 0,
           fmt::format("one percent slower won {} of {} cases; the median ratio is {:.3f}", won,
                       ones, hundredth.empty() ? 0 : median(hundredth)));
}

int run(const std::vector<std::string>& files) {
  std::vector<std::vector<JudgedCase>> judged;
  for (const std::string& file : files) {
    const Measurements measurements = read_measurements(file);
    judged.push_back(judge(measurements));
    std::map<Verdict, std::size_t> verdicts;
    for (const JudgedCase& one : judged.back())
      if (one.verdict()) ++verdicts[*one.verdict()];
    fmt::print("{}: {} cases, {} wins, {} ties, {} undecided\n", file, judged.back().size(),
               verdicts[Verdict::win], verdicts[Verdict::tie], verdicts[Verdict::undecided]);
    against_itself(judged.back());
    slower_kernels(judged.back());
  }
  if (judged.size() == 2) {
    compare(judged[0], judged[1]);
    compare(judged[1], judged[0]);
  }
  return status;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> files;
  CLI::App app("Holds measurements against what is known of them.", "rectifier-known-truth");
  app.add_option("FILE", files,
                 "One file of rectifier measure: does each kernel tie with itself? Two of the same "
                 "arguments: how far do they agree?")
      ->required()
      ->type_name("")
      ->expected(1, 2);
  finish_command(app, "rectifier-known-truth a.json b.json");
  return run_program(app, argc, argv, [&] { return run(files); });
}
