#include "bench/judge/judge.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "bench/judge/case_times.hpp"

namespace rectifier::bench {
namespace {

double least(const std::vector<double>& values) {
  return *std::min_element(values.begin(), values.end());
}

/// A claim about two alone, and not about the rounds of a case.
constexpr double of_one = 1 - error_rate;

/// Looks at one case.
class Judge {
 public:
  Judge(const MeasuredCase& one, double tolerance, const std::set<std::string>& failed)
      : one_(one), tolerance_(tolerance), times_(one, failed) {}

  JudgedCase run() {
    made_.key = one_.key;
    made_.tolerance = tolerance_;
    made_.rounds = times_.deciding_rounds();
    made_.processes = times_.processes();
    compare_rivals();
    compare_twins();
    compare_repeated();
    find_copy();
    for (const Entry& entry : times_.entries()) add(entry);
    const auto order = [](const auto& a, const auto& b) { return a.first < b.first; };
    std::stable_sort(kernels_.begin(), kernels_.end(), order);
    std::stable_sort(peers_.begin(), peers_.end(), order);
    for (auto& [rank, standing] : kernels_) made_.kernels.push_back(std::move(standing));
    for (auto& [rank, standing] : peers_) made_.peers.push_back(std::move(standing));
    return std::move(made_);
  }

 private:
  /// The best first, then by their ratios, then those that the trial left out.
  using Rank = std::tuple<bool, bool, double, double>;
  using Ranked = std::vector<std::pair<Rank, Standing>>;

  /// The entries of a role that were in rounds that decide.
  std::vector<const Entry*> deciding(Role role) const {
    std::vector<const Entry*> found;
    for (const Entry& entry : times_.entries())
      if (role_of(entry) == role && times_.was_in(entry, Stage::deciding)) found.push_back(&entry);
    return found;
  }

  Role role_of(const Entry& entry) const { return one_.entrants[entry.members.front()].role; }

  /// What is known of the ratios among these.
  std::vector<std::vector<Against>> table(const std::vector<const Entry*>& entries) const {
    std::vector<std::vector<Against>> to(entries.size(), std::vector<Against>(entries.size()));
    for (std::size_t i = 0; i < entries.size(); ++i)
      for (std::size_t j = i + 1; j < entries.size(); ++j) {
        to[i][j] = to[j][i] = times_.compare(*entries[i], *entries[j]);
        if (to[j][i].ratio) to[j][i].ratio = to[j][i].ratio->inverse();
      }
    return to;
  }

  void compare_rivals() {
    for (const Entry& entry : times_.entries())
      if (entry.rival && times_.latest(entry)) rivals_.push_back(&entry);
    // Those that decide come first.
    const auto decided = std::stable_partition(
        rivals_.begin(), rivals_.end(),
        [&](const Entry* entry) { return times_.was_in(*entry, Stage::deciding); });
    if (const auto count = static_cast<std::size_t>(decided - rivals_.begin()); count > 0) {
      to_rivals_ = table(rivals_);
      best_ = rivals_[best_of(std::span(to_rivals_).first(count))];
      claims_ = count - 1;
      return;
    }
    // Nobody can be recommended; figures still need something to be held against.
    const auto others = deciding(Role::kernel);
    if (!others.empty()) best_ = others[best_of(table(others))];
  }

  /// What is known of an entry against all that it has to be held against.
  std::vector<Against> against_rivals(const Entry& entry) const {
    const auto own = std::find(rivals_.begin(), rivals_.end(), &entry);
    std::vector<Against> found;
    for (std::size_t i = 0; i < rivals_.size() && best_ != nullptr; ++i) {
      if (rivals_[i] == &entry) continue;
      found.push_back(own == rivals_.end() || to_rivals_.empty()
                          ? times_.compare(entry, *rivals_[i])
                          : to_rivals_[static_cast<std::size_t>(own - rivals_.begin())][i]);
    }
    return found;
  }

  void compare_twins() {
    for (const Entry& entry : times_.entries())
      for (std::size_t i = 0; i < entry.members.size(); ++i)
        for (std::size_t j = i + 1; j < entry.members.size(); ++j) {
          const auto ratio = times_.compare_entrants(entry.members[i], entry.members[j]);
          if (!ratio) continue;
          ++made_.twin_pairs;
          made_.twins_told_apart += differs(ratio->interval(of_one));
        }
  }

  static bool differs(const Ratio& ratio) { return ratio.low > 1 || ratio.high < 1; }

  void compare_repeated() {
    for (std::size_t again = 0; again < one_.entrants.size(); ++again) {
      if (one_.entrants[again].role != Role::repeated) continue;
      for (std::size_t i = 0; i < one_.entrants.size(); ++i) {
        const MeasuredEntrant& entrant = one_.entrants[i];
        if ((entrant.role != Role::kernel && entrant.role != Role::peer) ||
            entrant.implementation != one_.entrants[again].implementation)
          continue;
        if (const auto ratio = times_.compare_entrants(again, i))
          made_.repeated = ratio->interval(of_one);
      }
    }
    made_.repeated_differs = made_.repeated && differs(*made_.repeated);
  }

  void find_copy() {
    const auto yardsticks = deciding(Role::yardstick);
    if (!yardsticks.empty()) copy_ = yardsticks[best_of(table(yardsticks))];
  }

  void add(const Entry& entry) {
    const auto stage = times_.latest(entry);
    const Role role = role_of(entry);
    if (!stage || role == Role::repeated || role == Role::restore || role == Role::reader) return;
    if (role == Role::yardstick && copy_ != &entry) return;
    const MeasuredEntrant& first = one_.entrants[entry.members.front()];
    Standing standing{};
    standing.role = role;
    standing.decided = *stage == Stage::deciding;
    add_figures(standing, entry);
    if (role == Role::kernel || role == Role::public_call) add_claims(standing, entry);
    for (const std::size_t member : entry.members) {
      const MeasuredEntrant& entrant = one_.entrants[member];
      standing.implementation = entrant.implementation;
      standing.target = entrant.target;
      standing.checked = entrant.checked;
      add_times(standing, entry, member);
      if (&entrant != &first) {
        standing.same_code_as = first.implementation;
        if (standing.verdict == Verdict::win) standing.verdict = Verdict::tie;
      }
      keep(standing, entry);
    }
  }

  void keep(const Standing& standing, const Entry& entry) {
    const Rank rank(&entry != best_, !standing.decided, standing.ratio_to_best.value_or(HUGE_VAL),
                    standing.median_ns.value_or(HUGE_VAL));
    switch (standing.role) {
      case Role::kernel: kernels_.emplace_back(rank, standing); return;
      case Role::peer: peers_.emplace_back(rank, standing); return;
      case Role::public_call: made_.public_call = standing; return;
      case Role::threads: made_.threads = standing; return;
      case Role::yardstick: made_.copy = standing; return;
      case Role::restore:
      case Role::reader:
      case Role::before:
      case Role::repeated: return;
    }
  }

  /// The ratios to the best and to the copy.
  void add_figures(Standing& standing, const Entry& entry) {
    if (&entry == best_) {
      standing.ratio_to_best = standing.ratio_low = standing.ratio_high = 1;
    } else if (best_ != nullptr && standing.role != Role::yardstick) {
      to_best_ = times_.compare(entry, *best_);
      if (to_best_.ratio) standing.ratio_to_best = to_best_.ratio->value();
      if (to_best_.ratio && !to_best_.trial) {
        const Ratio ratio = to_best_.ratio->interval(confidence_of_each(claims_));
        standing.ratio_low = ratio.low;
        if (std::isfinite(ratio.high)) standing.ratio_high = ratio.high;
      }
    }
    if (copy_ == nullptr) return;
    const Against share = times_.compare(*copy_, entry);
    if (!share.ratio) return;
    standing.share_of_copy = share.ratio->value();
    if (!share.trial) standing.share_low = share.ratio->low(0.975);
  }

  /// The verdict and the bound; of the best in `add_figures` there is no ratio to itself.
  void add_claims(Standing& standing, const Entry& entry) const {
    const std::vector<Against> rivals = against_rivals(entry);
    const auto to_best = &entry == best_ ? std::nullopt : std::optional(to_best_);
    standing.verdict = verdict_of(rivals, to_best, tolerance_, claims_);
    if (standing.decided && best_ != nullptr) standing.bound = bound_of(rivals, &entry == best_);
    const bool may_be_named = standing.role == Role::public_call || entry.rival;
    const bool named = standing.verdict == Verdict::win || standing.verdict == Verdict::tie;
    if (named && !(may_be_named && standing.decided)) standing.verdict = Verdict::undecided;
  }

  void add_times(Standing& standing, const Entry& entry, std::size_t member) const {
    standing.median_ns = median_of(entry, member);
    if (best_ != nullptr && &entry != best_ && standing.ratio_to_best)
      standing.median_ns = *standing.ratio_to_best * median_of(*best_, best_->members.front());
    // Of what was subtracted too the shortest: a difference of two rounds' luck is not a time.
    const Stage stage = *times_.latest(entry);
    const auto taken = times_.restoring(member, stage);
    const auto whole = times_.whole(member, stage);
    const double left = whole.empty() ? 0 : least(whole) - (taken.empty() ? 0 : least(taken));
    // Where the memcpy was luckier than the call after it.
    standing.min_ns = left > 0 ? std::min(left, *standing.median_ns) : *standing.median_ns;
    standing.gb_per_s = logical_bytes(one_.key) / *standing.median_ns;
  }

  /// The middle time of an entry in its latest stage; if the subtraction leaves nothing of it,
  /// that of a member with the restoring memcpy.
  double median_of(const Entry& entry, std::size_t member) const {
    const Stage stage = *times_.latest(entry);
    std::vector<double> found;
    for (const double time : entry.times[static_cast<std::size_t>(stage)])
      if (!std::isnan(time)) found.push_back(time);
    const double middle = median(std::move(found));
    if (middle > 0) return middle;
    const auto whole = times_.whole(member, stage);
    return median(whole.empty() ? times_.whole(entry.members.front(), stage) : whole);
  }

  const MeasuredCase& one_;
  double tolerance_;
  CaseTimes times_;
  std::vector<const Entry*> rivals_;  // those that decide first
  std::vector<std::vector<Against>> to_rivals_;
  const Entry *best_ = nullptr, *copy_ = nullptr;
  std::size_t claims_ = 0;
  Against to_best_;
  Ranked kernels_, peers_;
  JudgedCase made_{};
};

}  // namespace

Times net_times(const std::vector<Role>& roles, std::span<const Round> rounds, Stage stage,
                std::size_t entrant) {
  const auto restore = static_cast<std::size_t>(
      std::find(roles.begin(), roles.end(), Role::restore) - roles.begin());
  Times times;
  for (const Round& round : rounds)
    if (round.stage == stage)
      times.push_back(round.ns[entrant] - (restore < roles.size() ? round.ns[restore] : 0));
  return times;
}

bool JudgedCase::by_rounds() const { return processes < fewest_units; }

const Standing* JudgedCase::second() const {
  for (const Standing& kernel : kernels)
    if (&kernel != &kernels.front() && kernel.same_code_as != kernels.front().implementation)
      return &kernel;
  return nullptr;
}

JudgedCase judge(const MeasuredCase& one, double tolerance, const std::set<std::string>& failed) {
  return Judge(one, tolerance, failed).run();
}

std::vector<JudgedCase> judge(const Measurements& measurements, double tolerance,
                              const std::set<std::string>& failed) {
  std::vector<JudgedCase> judged;
  for (const MeasuredCase& one : measurements.cases)
    judged.push_back(judge(one, tolerance, failed));
  std::sort(judged.begin(), judged.end(),
            [](const JudgedCase& a, const JudgedCase& b) { return a.key < b.key; });
  return judged;
}

std::optional<double> noise_of(const std::vector<JudgedCase>& judged) {
  std::vector<double> halves;
  for (const JudgedCase& one : judged)
    if (const Standing* const second = one.second();
        second != nullptr && second->decided && second->ratio_low && second->ratio_high)
      halves.push_back((*second->ratio_high - *second->ratio_low) / 2);
  return halves.empty() ? std::nullopt : std::optional(median(std::move(halves)));
}

}  // namespace rectifier::bench
