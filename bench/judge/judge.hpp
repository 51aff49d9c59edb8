// From all rounds of a case to what can be said of each entrant.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bench/measure/measurements.hpp"

namespace rectifier::bench {

/// One entrant's figures. Times are ns a call, in place without the memcpy before it; they are
/// empty where nothing was left after the subtraction.
struct Standing {
  Role role;
  std::string implementation;
  std::string target;
  bool checked;
  bool decided;  ///< was in the rounds that decide; else the figures are the pilot's or screening's
  std::optional<double> min_ns;
  std::optional<double> median_ns;
  std::optional<double> gb_per_s;       ///< logical bytes by the median
  std::optional<double> share_of_copy;  ///< the fastest yardstick's time by this one's, paired
  /// The paired ratio to the best kernel; in the best one's own row, of the runner-up to it.
  std::optional<double> ratio_to_best, ratio_low, ratio_high;
  /// At most so much slower than the fastest kernel, whichever that is (0.03: 3 %), at one-sided
  /// 95 %; empty for one that the trial left out.
  std::optional<double> bound;
  std::optional<Verdict> verdict;  ///< empty: a peer or a yardstick
};

/// All that was timed under the same conditions.
struct JudgedCase {
  Case key;
  double tolerance = 0;           ///< the difference that did not matter
  std::vector<Standing> kernels;  ///< the best first, then by their ratios
  std::vector<Standing> peers;    ///< likewise
  std::optional<Standing> public_call;
  std::optional<Standing> threads;          ///< the public call divided among threads
  std::optional<Standing> copy;             ///< the fastest yardstick
  std::optional<Ratio> repeated;            ///< the kernel that was entered twice, to itself
  std::optional<Verdict> repeated_verdict;  ///< what the rules say of it
  std::size_t rounds = 0;                   ///< that decided

  /// The verdict of the best; empty: there are no kernels.
  std::optional<Verdict> verdict() const {
    return kernels.empty() ? std::nullopt : kernels.front().verdict;
  }
};

/// The times of an entrant; of older files without the memcpy before each call in place, where that
/// was timed. One a round of the stage; `not_timed` where it was not in it.
Times net_times(const std::vector<Role>& roles, std::span<const Round> rounds, Stage stage,
                std::size_t entrant);

/// @param tolerance  the difference that does not matter to the reader, as a share
JudgedCase judge(const MeasuredCase& one, double tolerance);

/// Every case, in the order of the keys.
std::vector<JudgedCase> judge(const Measurements& measurements,
                              double tolerance = default_tolerance);

/// What a reader must know before trusting the measurements, in sentences that name the remedy.
/// @param judged  what `judge` says of them
std::vector<std::string> warnings_of(const Measurements& measurements,
                                     const std::vector<JudgedCase>& judged);

}  // namespace rectifier::bench
