// The rules of deciding on simulated timings with known truth: how often they are right.
//
// A round's time is the true one, times what slows everything alike (it wanders, within a process
// and from one to the next), times a level of this kernel in this process, times noise that is
// like that of the round before, and now and then a round is spoilt, which only ever adds. What is
// promised must hold but for three standard deviations of the simulation itself.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>

#include "bench/judge/judge.hpp"
#include "bench/judge/paired.hpp"

namespace rectifier::bench {
namespace {

/// How much is measured.
struct Procedure {
  std::size_t processes, rounds;  ///< rounds in each
  bool race = false;              ///< leaves out after some processes who is far from the best
};

constexpr Procedure procedures[] = {{10, 2},       {10, 3},       {20, 2},
                                    {10, 2, true}, {10, 3, true}, {20, 2, true}};

std::string text(const Procedure& of) {
  return std::to_string(of.processes) + " processes x " + std::to_string(of.rounds) +
         (of.race ? " rounds, a race" : " rounds");
}

struct Look {
  std::size_t processes;  ///< after so many
  double at_most;         ///< goes on who takes at most so many times as long as the best
};
constexpr Look looks[] = {{1, 1.5}, {3, 1.15}, {5, 1.08}};

class Simulation {
 public:
  /// Kernels "0", "1", … that truly take these times, and the first once more.
  MeasuredCase measure(const std::vector<double>& truth, const Procedure& procedure) {
    MeasuredCase made{};
    made.key.n = 64;
    for (std::size_t i = 0; i < truth.size(); ++i)
      made.entrants.push_back({Role::kernel, std::to_string(i), "avx2", true});
    made.entrants.push_back({Role::repeated, "0", "avx2", true});
    std::vector<bool> in(truth.size(), true);
    for (std::size_t process = 0; process < procedure.processes; ++process) {
      add_process(made, truth, in, process, procedure.rounds);
      for (const Look& look : looks)
        if (procedure.race && look.processes == process + 1) leave_out(made, in, look.at_most);
    }
    return made;
  }

 private:
  void add_process(MeasuredCase& made, const std::vector<double>& truth,
                   const std::vector<bool>& in, std::size_t process, std::size_t rounds) {
    constexpr double level = 0.02, noise = 0.03 / 1.4142135623730951, like_the_last = 0.3,
                     spoilt = 0.075;
    std::vector<double> levels, noises;
    for (std::size_t i = 0; i <= truth.size(); ++i) {
      levels.push_back(level * normal_(random_));
      noises.push_back(noise * normal_(random_));
    }
    double common = 0.1 * normal_(random_);
    for (std::size_t r = 0; r < rounds; ++r) {
      common += 0.05 * normal_(random_);
      Round round;
      round.launch = process;
      round.iterations = 1;
      for (std::size_t i = 0; i <= truth.size(); ++i) {
        if (r > 0)
          noises[i] = like_the_last * noises[i] +
                      std::sqrt(1 - like_the_last * like_the_last) * noise * normal_(random_);
        double log = common + levels[i] + noises[i];
        if (uniform_(random_) < spoilt) log += std::log1p(uniform_(random_));
        const bool there = i == truth.size() || in[i];
        round.ns.push_back(there ? truth[i % truth.size()] * std::exp(log) : not_timed);
      }
      made.rounds.push_back(std::move(round));
    }
  }

  static void leave_out(const MeasuredCase& made, std::vector<bool>& in, double at_most) {
    const auto middle = [&](std::size_t i, std::size_t to) {
      std::vector<double> ratios;
      for (const Round& round : made.rounds)
        ratios.push_back(round.ns[i] / (to < in.size() ? round.ns[to] : 1));
      return median(std::move(ratios));
    };
    std::size_t best = in.size();
    for (std::size_t i = 0; i < in.size(); ++i)
      if (in[i] && (best == in.size() || middle(i, in.size()) < middle(best, in.size()))) best = i;
    for (std::size_t i = 0; i < in.size(); ++i)
      if (in[i] && middle(i, best) > at_most) in[i] = false;
  }

  std::mt19937_64 random_{20261124};
  std::normal_distribution<double> normal_{0, 1};
  std::uniform_real_distribution<double> uniform_{0, 1};
};

constexpr std::size_t trials = 600;

/// How often `happens` is true of the judgement.
double share(const std::vector<double>& truth, const Procedure& procedure,
             const std::function<bool(const JudgedCase&)>& happens) {
  Simulation simulation;
  std::size_t times = 0;
  for (std::size_t trial = 0; trial < trials; ++trial)
    times += happens(judge(simulation.measure(truth, procedure), default_tolerance)) ? 1 : 0;
  return static_cast<double>(times) / static_cast<double>(trials);
}

double slack(double share) { return 3 * std::sqrt(share * (1 - share) / trials); }

/// Expects it at most so often, under every procedure.
void expect_at_most(double most, const std::vector<double>& truth,
                    const std::function<bool(const JudgedCase&)>& happens) {
  for (const Procedure& procedure : procedures) {
    const double found = share(truth, procedure, happens);
    EXPECT_LE(found, most + slack(most)) << text(procedure);
  }
}
void expect_at_least(double fewest, const std::vector<double>& truth,
                     const std::function<bool(const JudgedCase&)>& happens) {
  for (const Procedure& procedure : procedures) {
    const double found = share(truth, procedure, happens);
    EXPECT_GE(found, fewest - slack(fewest)) << text(procedure);
  }
}

const Standing& standing(const JudgedCase& judged, std::size_t kernel) {
  return *std::find_if(judged.kernels.begin(), judged.kernels.end(), [&](const Standing& one) {
    return one.implementation == std::to_string(kernel);
  });
}

bool is(const JudgedCase& judged, std::size_t kernel, Verdict verdict) {
  return standing(judged, kernel).verdict == verdict;
}

bool any_wins(const JudgedCase& judged) {
  return std::any_of(judged.kernels.begin(), judged.kernels.end(),
                     [](const Standing& one) { return one.verdict == Verdict::win; });
}

/// The first, and eight more whose times go up in equal steps, the last being this far off.
std::vector<double> nine(double second, double last) {
  std::vector<double> truth{100};
  for (std::size_t i = 0; i < 8; ++i)
    truth.push_back(100 * (second + (last - second) * static_cast<double>(i) / 7));
  return truth;
}

TEST(Simulated, intervals_cover_the_truth_as_often_as_they_promise) {
  for (const Procedure& procedure : procedures) {
    Simulation simulation;
    constexpr double confidences[] = {0.9, 0.95, 0.99};
    std::size_t covered[3] = {};
    for (std::size_t trial = 0; trial < trials; ++trial) {
      const MeasuredCase made =
          simulation.measure({100, 107}, {procedure.processes, procedure.rounds});
      Times times[2];
      Units units;
      for (const Round& round : made.rounds) {
        for (std::size_t i = 0; i < 2; ++i) times[i].push_back(round.ns[i]);
        units.push_back(round.launch);
      }
      const PairedRatio ratio = *paired_ratio(times[1], times[0], units);
      for (std::size_t c = 0; c < std::size(confidences); ++c) {
        const Ratio interval = ratio.interval(confidences[c]);
        covered[c] += interval.low <= 1.07 && 1.07 <= interval.high ? 1 : 0;
      }
    }
    for (std::size_t c = 0; c < std::size(confidences); ++c)
      EXPECT_GE(static_cast<double>(covered[c]) / trials, confidences[c] - slack(confidences[c]))
          << text(procedure) << ", " << confidences[c];
  }
}

TEST(Simulated, equals_seldom_have_a_winner) {
  expect_at_most(0.05, {100, 100}, any_wins);
  expect_at_most(0.05, nine(1, 1), any_wins);
}

TEST(Simulated, of_near_equals_only_the_fastest_wins) {
  expect_at_most(0.05, nine(1.001, 1.01), [](const JudgedCase& judged) {
    return any_wins(judged) && !is(judged, 0, Verdict::win);
  });
}

TEST(Simulated, what_is_slower_by_more_than_the_tolerance_seldom_ties) {
  const auto named = [](const JudgedCase& judged) {
    return is(judged, 1, Verdict::tie) || is(judged, 1, Verdict::win);
  };
  expect_at_most(0.05, {100, 103.5}, named);
  expect_at_most(0.05, {100, 103}, named);
  expect_at_most(0.05, nine(1.03, 1.03), named);
}

/// Whether the bound of the one that is named holds.
std::function<bool(const JudgedCase&)> holds(const std::vector<double>& truth) {
  return [=](const JudgedCase& judged) {
    const Standing& best = judged.kernels.front();
    const double least = *std::min_element(truth.begin(), truth.end());
    return truth[std::stoul(best.implementation)] <= least * (1 + best.bound.value());
  };
}

TEST(Simulated, the_bound_of_the_one_that_is_named_holds) {
  for (const auto& truth :
       {std::vector<double>{100, 101}, {100, 103}, nine(1, 1.01), nine(1.02, 1.02), nine(1, 1.08)})
    expect_at_least(0.95, truth, holds(truth));
}

TEST(Simulated, every_bound_holds) {
  const std::vector<double> truth = nine(1, 1.08);
  expect_at_least(0.95, truth, [&](const JudgedCase& judged) {
    // The one that is 2 % off: any claim about one must hold by itself.
    return truth[3] <= 100 * (1 + standing(judged, 3).bound.value());
  });
  expect_at_least(0.95, {100, 102}, [&](const JudgedCase& judged) {
    return 102 <= 100 * (1 + standing(judged, 1).bound.value());
  });
}

TEST(Simulated, five_percent_faster_of_two_wins) {
  expect_at_least(0.80, {100, 105},
                  [](const JudgedCase& judged) { return is(judged, 0, Verdict::win); });
}

TEST(Simulated, ten_percent_slower_is_slower) {
  const auto slower = [](const JudgedCase& judged) { return is(judged, 1, Verdict::slower); };
  expect_at_least(0.95, {100, 110}, slower);
}

TEST(Simulated, an_equal_is_seldom_called_slower) {
  // Any one of them: which is named the best is found in the same rounds, so that of nine some one
  // is called slower more often.
  const auto slower = [](const JudgedCase& judged) { return is(judged, 1, Verdict::slower); };
  expect_at_most(0.05, {100, 100}, slower);
  expect_at_most(0.05, nine(1, 1), slower);
}

TEST(Simulated, rivals_that_a_race_left_out_do_not_stand_in_the_way) {
  expect_at_least(0.80, {100, 200, 125, 110},
                  [](const JudgedCase& judged) { return is(judged, 0, Verdict::win); });
}

TEST(Simulated, equals_tie_in_the_end) {
  const auto ties = [](const JudgedCase& judged) {
    return is(judged, 0, Verdict::tie) || is(judged, 1, Verdict::tie);
  };
  // Too little was measured for that in most of the others.
  EXPECT_GE(share({100, 100}, {20, 3}, ties), 0.9);
}

TEST(Simulated, the_kernel_entered_twice_is_seldom_told_apart) {
  expect_at_most(0.05, {100, 105},
                 [](const JudgedCase& judged) { return judged.repeated_differs; });
}

TEST(Simulated, regret_of_the_choice_is_small) {
  Simulation simulation;
  const std::vector<double> truth = nine(1.01, 1.08);
  std::vector<double> regrets;
  for (std::size_t trial = 0; trial < trials; ++trial) {
    const JudgedCase judged = judge(simulation.measure(truth, procedures[3]), default_tolerance);
    regrets.push_back(regret(truth[std::stoul(judged.kernels.front().implementation)], truth[0]));
  }
  EXPECT_LE(median(regrets), 0.02);
  EXPECT_LE(quantile(regrets, 0.95), 0.03);
}

}  // namespace
}  // namespace rectifier::bench
