// From all rounds of a case to what can be said of each entrant.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "bench/measure/measurements.hpp"

namespace rectifier::bench {

/// One entrant's figures. Those of twins are the group's, but for the least time. Times are ns a
/// call. Where there is a restoring memcpy, it is subtracted; a time of which that leaves nothing
/// is the one with it, so an upper limit.
struct Standing {
  Role role;
  std::string implementation;
  std::string target;
  bool checked;
  bool decided;  ///< was in the rounds that decide; else the figures are the pilot's or screening's
  std::optional<double> min_ns;
  /// The best kernel's middle time, times the ratio to it; its own middle time where that is not
  /// known.
  std::optional<double> median_ns;
  std::optional<double> gb_per_s;       ///< logical bytes by the median
  std::optional<double> share_of_copy;  ///< the fastest yardstick's time by this one's, paired
  std::optional<double> share_low;      ///< what that share is above, at one-sided 97.5 %
  /// The paired ratio to the best kernel, 1 in that one's own row, and between what it lies,
  /// two-sided at 1 - 0.05 / m, m being the best one's rivals.
  std::optional<double> ratio_to_best, ratio_low, ratio_high;
  /// At most so much slower than the fastest kernel, whichever that is (0.03: 3 %), at one-sided
  /// 95 %; empty for one that the trial left out, and where too little is known of a rival.
  std::optional<double> bound;
  /// Empty: a peer, a yardstick, or the call that is divided among threads. Never a win or a tie
  /// of a kernel that was not checked or failed a property.
  std::optional<Verdict> verdict;
  std::string same_code_as;  ///< the twin that speaks for the group; empty: none, or itself
};

/// All that was timed under the same conditions.
struct JudgedCase {
  Case key;
  double tolerance = 0;           ///< the difference that did not matter
  std::vector<Standing> kernels;  ///< the best first, then by their ratios
  std::vector<Standing> peers;    ///< likewise
  std::optional<Standing> public_call;
  std::optional<Standing> threads;   ///< the public call divided among threads
  std::optional<Standing> copy;      ///< the fastest yardstick
  std::optional<Ratio> repeated;     ///< the kernel that was entered twice, to itself, at 95 %
  bool repeated_differs = false;     ///< these were told apart, which is a false alarm
  std::size_t twin_pairs = 0;        ///< pairs of kernels with the same code that were compared
  std::size_t twins_told_apart = 0;  ///< of these, at two-sided 95 %: false alarms too
  std::size_t rounds = 0;            ///< that decided
  std::size_t processes = 0;         ///< that these were spread over

  /// Whether there were too few processes to be the units of the intervals: these are rounds then,
  /// and do not cover what processes differ by.
  bool by_rounds() const;

  /// The second kernel, twins of the best apart; nullptr: there is none.
  const Standing* second() const;

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
/// @param failed     the ids of kernels that failed a property: nobody's rivals
JudgedCase judge(const MeasuredCase& one, double tolerance,
                 const std::set<std::string>& failed = {});

/// Every case, in the order of the keys.
std::vector<JudgedCase> judge(const Measurements& measurements,
                              double tolerance = default_tolerance,
                              const std::set<std::string>& failed = {});

/// The noise of the run: the middle, over the cases, of half the width of the interval of the
/// second kernel's ratio to the best. Empty: no case has two.
std::optional<double> noise_of(const std::vector<JudgedCase>& judged);

/// What a reader must know before trusting the measurements, in sentences that name the remedy.
/// @param judged  what `judge` says of them
std::vector<std::string> warnings_of(const Measurements& measurements,
                                     const std::vector<JudgedCase>& judged);

}  // namespace rectifier::bench
