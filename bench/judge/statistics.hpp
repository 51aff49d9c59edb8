// What measuring and judging both need of statistics: pure functions, without a clock or a file.
//
// Source: Williams, Experimental designs balanced for the estimation of residual effects of
// treatments, 1949 (the squares).
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <span>
#include <string_view>
#include <vector>

namespace rectifier::bench {

/// Fewer rounds than these decide nothing.
inline constexpr std::size_t fewest_rounds = 11;

/// So often claims of one kind may be wrong: all those of a case together that others are slower,
/// or one by itself that two differ.
inline constexpr double error_rate = 0.05;

/// A difference that does not matter to the reader, unless another one is given: the tolerance.
inline constexpr double default_tolerance = 0.03;

/// The middle of some numbers; of an even count, the mean of the two in the middle.
/// `values` must not be empty.
double median(std::vector<double> values);

/// The smallest number that at least this share (0 to 1) of the numbers does not exceed.
/// `values` must not be empty.
double quantile(std::vector<double> values, double share);

/// How many times as long one takes as another, and between which bounds that lies.
struct Ratio {
  double value;
  double low = 0;
  double high = std::numeric_limits<double>::infinity();
};

/// What can be said of a kernel in a case: the first of these that holds.
enum class Verdict : std::uint8_t {
  win,        ///< faster than every other one
  tie,        ///< within the tolerance of the fastest, whichever that is
  undecided,  ///< none of the others
  slower,     ///< slower than the best
};

struct VerdictRow {
  std::string_view name;
};
/// One row a verdict, in the order of the enumerators.
inline constexpr VerdictRow verdicts[] = {{"win"}, {"tie"}, {"undecided"}, {"slower"}};
constexpr std::string_view name(Verdict verdict) {
  return verdicts[static_cast<std::size_t>(verdict)].name;
}

/// The times of one that takes part, one a round; NaN where it was not in the round.
using Times = std::vector<double>;

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
