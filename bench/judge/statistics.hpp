// Deciding from timings that were made in rounds: pure functions, without a clock or a file.
//
// Sources: Kalibera and Jones, Rigorous benchmarking in reasonable time, 2013 (the interval of
// the ratio is what decides); Chen and Revels, Robust benchmarking in noisy environments, 2016
// (noise is positive); the sign test's interval of a median is in any textbook on order
// statistics; Williams, Experimental designs balanced for the estimation of residual effects of
// treatments, 1949 (the squares).
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <random>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace rectifier::bench {

/// Fewer rounds than these decide nothing.
inline constexpr std::size_t fewest_rounds = 11;

/// In so many of the cases whose kernels are all equally fast, an interval may still say that two
/// differ: all comparisons of a case together.
inline constexpr double error_rate = 0.05;

/// A difference that does not matter to the reader, unless another one is given: the tolerance.
inline constexpr double default_tolerance = 0.03;

/// The middle of some numbers; of an even count, the mean of the two in the middle.
/// `values` must not be empty.
double median(std::vector<double> values);

/// The smallest number that at least this share (0 to 1) of the numbers does not exceed.
/// `values` must not be empty.
double quantile(std::vector<double> values, double share);

/// Which of n numbers in order bound their population's median, counted from 1: the narrowest
/// pair that does so with at least this confidence, whatever the distribution. Empty where even
/// the smallest and the largest do not.
std::optional<std::pair<std::size_t, std::size_t>> sign_test_indices(std::size_t n,
                                                                     double confidence);

/// How many times as long one takes as another, and between which bounds that lies.
struct Ratio {
  double value;
  double low = 0;
  double high = std::numeric_limits<double>::infinity();
};

/// The median of a[i] / b[i] over the rounds i that have both, with the interval of the sign
/// test. A round that is NaN in one of them does not count. A difference of times may come out
/// at or below zero; where b does, that round could mean any ratio. Empty without any ratio.
std::optional<Ratio> paired_ratio(std::span<const double> a, std::span<const double> b,
                                  double confidence);

/// What can be said of a kernel in a case.
enum class Verdict : std::uint8_t { win, tie, undecided, slower };

struct VerdictRow {
  std::string_view name;
};
/// One row a verdict, in the order of the enumerators.
inline constexpr VerdictRow verdicts[] = {{"win"}, {"tie"}, {"undecided"}, {"slower"}};
constexpr std::string_view name(Verdict verdict) {
  return verdicts[static_cast<std::size_t>(verdict)].name;
}

/// Of a kernel, from its ratio to the case's best: never a `win`.
Verdict verdict_against_best(const Ratio& ratio, double delta);

/// Of the best itself, from all the others' verdicts: a win only if every other one is slower.
Verdict verdict_of_best(std::span<const Verdict> others);

/// The times of one kernel, one a round; NaN where it was not in the round.
using Times = std::vector<double>;

/// What came out for the kernels of a case.
struct Judgement {
  std::size_t best = 0;
  std::optional<std::size_t> runner_up;     ///< empty: there is no other
  std::vector<std::optional<Ratio>> ratio;  ///< to the best; in its own place, the runner-up's
  std::vector<Verdict> verdict;
};

/// Compares kernels that ran in the same rounds. The best has the least median of time over the
/// round's middle time, so that rounds which were slow for all do not count. Where the least
/// time names another one there is no win.
Judgement judge(std::span<const Times> kernels, double delta);

/// How much longer than need be: chosen / best - 1.
double regret(double chosen, double best);

/// Orders for rounds: a Latin square a block, each entrant once in every place. The squares are
/// Williams': within a block each entrant also has every other one right before it about
/// equally often, as what runs before leaves its traces in caches and predictors. The entrants
/// are shuffled anew for each block. The same seed gives the same orders, everywhere.
class LatinSquares {
 public:
  LatinSquares(std::size_t entrants, std::uint64_t seed);

  /// The order of the next round: a permutation of 0 to entrants - 1.
  std::vector<std::size_t> next();

 private:
  std::vector<std::size_t> entrant_;  // the block's shuffling
  std::size_t row_ = 0;
  std::mt19937_64 random_;
};

/// A copy's speed with so many bytes in use, input and output.
struct CopySpeed {
  double bytes;
  double gb_per_s;
};

/// The sizes in bytes from which on a copy is markedly slower (by a quarter, at two sizes in a
/// row): where one cache ends and the next begins. `curve` is in the order of its sizes.
std::vector<double> knees(std::span<const CopySpeed> curve);

}  // namespace rectifier::bench
