// The rules of deciding on simulated timings with known truth: how often they are right.
//
// A round's time is the true one, times noise that only ever adds (as measured on virtual
// machines: some percent, and now and then a round that is spoilt), times what slows all
// entrants of the round alike.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "bench/judge/statistics.hpp"

namespace rectifier::bench {
namespace {

struct Simulation {
  double noise = 0.03;    ///< standard deviation of the logarithm of two entrants' ratio in a round
  double spoilt = 0.075;  ///< of the rounds
  std::mt19937_64 random{20261124};

  /// The rounds of kernels that truly take these times.
  std::vector<Times> rounds(const std::vector<double>& truth, std::size_t count) {
    std::normal_distribution<double> normal(0, noise / std::sqrt(2.0));
    std::uniform_real_distribution<double> uniform(0, 1);
    std::vector<Times> made(truth.size());
    for (std::size_t round = 0; round < count; ++round) {
      const double common = std::exp(0.3 * uniform(random));
      for (std::size_t i = 0; i < truth.size(); ++i) {
        double time = truth[i] * common * std::exp(normal(random));
        if (uniform(random) < spoilt) time *= 1 + uniform(random);
        made[i].push_back(time);
      }
    }
    return made;
  }

  /// How often `happens` is true of the judgement.
  template <class Happens>
  double share(const std::vector<double>& truth, std::size_t count, const Happens& happens) {
    constexpr int trials = 400;
    int times = 0;
    for (int trial = 0; trial < trials; ++trial)
      times += happens(judge(rounds(truth, count), default_tolerance)) ? 1 : 0;
    return times / double(trials);
  }
};

/// Twenty kernels, all of the same speed but the first.
std::vector<double> twenty(double first) {
  std::vector<double> truth(20, 100);
  truth[0] *= first;
  return truth;
}

TEST(Simulated, intervals_cover_the_truth_as_often_as_they_promise) {
  Simulation simulation;
  for (const std::size_t count : {11u, 21u, 60u})
    for (const double confidence : {0.9, 0.95, 0.99}) {
      constexpr int trials = 3000;
      int covered = 0;
      for (int trial = 0; trial < trials; ++trial) {
        const auto made = simulation.rounds({123, 100}, count);
        const Ratio ratio = *paired_ratio(made[0], made[1], confidence);
        covered += ratio.low <= 1.23 && 1.23 <= ratio.high ? 1 : 0;
      }
      // Three standard deviations of the simulation itself below what is promised.
      const double slack = 3 * std::sqrt(confidence * (1 - confidence) / trials);
      EXPECT_GE(covered / double(trials), confidence - slack) << count << " rounds, " << confidence;
    }
}

TEST(Simulated, equals_have_no_winner) {
  Simulation simulation;
  const auto wins = [](const Judgement& judged) {
    return judged.verdict[judged.best] == Verdict::win;
  };
  for (const std::size_t count : {11u, 21u, 60u}) {
    EXPECT_EQ(simulation.share(twenty(1), count, wins), 0) << count << " rounds";
    EXPECT_LE(simulation.share({100, 100}, count, wins), 0.005) << count << " rounds";
  }
}

TEST(Simulated, equals_are_not_called_slower) {
  Simulation simulation;
  const auto any_slower = [](const Judgement& judged) {
    return std::count(judged.verdict.begin(), judged.verdict.end(), Verdict::slower) > 0;
  };
  // Three standard deviations of the simulation itself above the rate that is aimed at. (That the
  // best one is chosen by the same rounds works against it, that delta must be reached for it.)
  for (const std::size_t count : {11u, 21u, 60u})
    EXPECT_LE(simulation.share(twenty(1), count, any_slower), error_rate + 0.033)
        << count << " rounds";
}

TEST(Simulated, a_gap_of_five_percent_is_found) {
  Simulation simulation;
  const auto found = [](const Judgement& judged) {
    return judged.best == 0 && judged.verdict[19] == Verdict::slower;
  };
  EXPECT_GE(simulation.share(twenty(1 / 1.05), 21, found), 0.80);
  EXPECT_GE(simulation.share(twenty(1 / 1.05), 52, found), 0.97);
}

TEST(Simulated, the_one_that_is_ten_percent_faster_wins) {
  Simulation simulation;
  const auto wins = [](const Judgement& judged) {
    return judged.best == 0 && judged.verdict[0] == Verdict::win;
  };
  EXPECT_GE(simulation.share(twenty(1 / 1.10), 21, wins), 0.90);
  EXPECT_GE(simulation.share({100, 110}, 21, wins), 0.90);
}

TEST(Simulated, equals_tie_with_enough_rounds_alone) {
  Simulation simulation;
  const auto ties = [](const Judgement& judged) { return judged.verdict[1] == Verdict::tie; };
  EXPECT_LE(simulation.share({100, 100}, 11, ties), 0.5);
  EXPECT_GE(simulation.share({100, 100}, 60, ties), 0.85);
}

TEST(Simulated, a_gap_of_one_percent_is_never_a_win) {
  Simulation simulation;
  const auto wins = [](const Judgement& judged) {
    return judged.verdict[judged.best] == Verdict::win;
  };
  // Even without noise: what is below delta is no difference.
  simulation.noise = 0.001;
  simulation.spoilt = 0;
  EXPECT_EQ(simulation.share({100, 101}, 60, wins), 0);
}

TEST(Simulated, regret_of_the_choice_is_small) {
  Simulation simulation;
  std::vector<double> truth;
  for (int i = 0; i < 20; ++i) truth.push_back(100 + i);
  std::vector<double> regrets;
  for (int trial = 0; trial < 200; ++trial)
    regrets.push_back(
        regret(truth[judge(simulation.rounds(truth, 21), default_tolerance).best], truth[0]));
  EXPECT_LE(median(regrets), 0.02);
  EXPECT_LE(quantile(regrets, 0.95), 0.05);
}

}  // namespace
}  // namespace rectifier::bench
