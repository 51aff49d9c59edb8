#include "bench/judge/judge.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace rectifier::bench {
namespace {

std::vector<Role> roles_of(const MeasuredCase& one) {
  std::vector<Role> found;
  for (const MeasuredEntrant& entrant : one.entrants) found.push_back(entrant.role);
  return found;
}

/// The numbers that are there.
std::vector<double> present(const Times& times) {
  std::vector<double> found;
  for (double time : times)
    if (!std::isnan(time)) found.push_back(time);
  return found;
}

double least(const std::vector<double>& values) {
  return *std::min_element(values.begin(), values.end());
}

std::optional<double> above_zero(double value) {
  return value > 0 ? std::optional(value) : std::nullopt;
}

/// Looks at one case.
class Judge {
 public:
  Judge(const MeasuredCase& one, double tolerance)
      : one_(one), tolerance_(tolerance), roles_(roles_of(one)) {
    for (const Round& round : one.rounds) made_.rounds += round.stage == Stage::deciding;
  }

  JudgedCase run() {
    made_.key = one_.key;
    made_.tolerance = tolerance_;
    const auto kernels = deciding(Role::kernel);
    if (!kernels.empty()) judge_kernels(kernels);
    judge_repeated();
    find_copy();
    for (std::size_t i = 0; i < roles_.size(); ++i) add(i);
    const auto order = [](const Standing& a, const Standing& b) {
      const auto rank = [](const Standing& s) {
        return std::tuple(!s.decided, s.ratio_to_best.value_or(HUGE_VAL),
                          s.median_ns.value_or(HUGE_VAL));
      };
      return rank(a) < rank(b);
    };
    std::sort(made_.kernels.begin(), made_.kernels.end(), order);
    std::sort(made_.peers.begin(), made_.peers.end(), order);
    // The best one's ratio is its runner-up's, so it did not sort to where it belongs.
    if (best_) {
      const auto best = std::find_if(made_.kernels.begin(), made_.kernels.end(), [&](auto& kernel) {
        return kernel.implementation == one_.entrants[*best_].implementation;
      });
      std::rotate(made_.kernels.begin(), best, best + 1);
      doubt_win();
    }
    return std::move(made_);
  }

 private:
  Times net(std::size_t i, Stage stage) const { return net_times(roles_, one_.rounds, stage, i); }

  /// The entrants of a role that were in rounds that decide.
  std::vector<std::size_t> deciding(Role role) const {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < roles_.size(); ++i)
      if (roles_[i] == role && !present(net(i, Stage::deciding)).empty()) found.push_back(i);
    return found;
  }

  void judge_kernels(const std::vector<std::size_t>& kernels) {
    std::vector<Times> times;
    for (const std::size_t i : kernels) times.push_back(net(i, Stage::deciding));
    const Judgement judged = bench::judge(times, tolerance_);
    best_ = kernels[judged.best];
    compared_ = kernels.size();
    for (std::size_t k = 0; k < kernels.size(); ++k) {
      if (judged.ratio[k]) ratio_[kernels[k]] = *judged.ratio[k];
      verdict_[kernels[k]] = judged.verdict[k];
    }
  }

  double confidence() const {
    return 1 - error_rate / static_cast<double>(std::max<std::size_t>(1, compared_ - 1));
  }

  void judge_repeated() {
    for (const std::size_t again : deciding(Role::repeated))
      for (std::size_t i = 0; i < roles_.size(); ++i)
        if ((roles_[i] == Role::kernel || roles_[i] == Role::peer) &&
            one_.entrants[i].implementation == one_.entrants[again].implementation)
          made_.repeated =
              paired_ratio(net(again, Stage::deciding), net(i, Stage::deciding), confidence());
    if (!made_.repeated) return;
    const Ratio& ratio = *made_.repeated;
    made_.repeated_verdict = verdict_against_best(ratio, tolerance_);
    // Which of the two is the first is chance: being faster than oneself is as wrong.
    if (ratio.high < 1 && ratio.value <= 1 / (1 + tolerance_))
      made_.repeated_verdict = Verdict::win;
  }

  void find_copy() {
    for (const std::size_t i : deciding(Role::yardstick)) {
      const auto times = present(net(i, Stage::deciding));
      if (!copy_ || median(times) < median(present(net(*copy_, Stage::deciding)))) copy_ = i;
    }
  }

  /// The latest stage that an entrant was in.
  std::optional<Stage> stage_of(std::size_t i) const {
    for (const Stage stage : {Stage::deciding, Stage::screening, Stage::pilot})
      if (!present(net(i, stage)).empty()) return stage;
    return std::nullopt;
  }

  void add(std::size_t i) {
    const auto stage = stage_of(i);
    if (!stage || roles_[i] == Role::repeated || roles_[i] == Role::restore ||
        roles_[i] == Role::reader)
      return;
    const MeasuredEntrant& entrant = one_.entrants[i];
    Standing standing{entrant.role,
                      entrant.implementation,
                      entrant.target,
                      entrant.checked,
                      *stage == Stage::deciding,
                      {},
                      {},
                      {},
                      {},
                      {},
                      {},
                      {},
                      {},
                      {}};
    add_times(standing, i, *stage);
    if (best_ && roles_[i] != Role::yardstick) add_ratio(standing, i, *stage);
    switch (roles_[i]) {
      case Role::kernel: return made_.kernels.push_back(standing);
      case Role::peer: standing.verdict.reset(); return made_.peers.push_back(standing);
      case Role::public_call: made_.public_call = standing; return;
      case Role::threads: made_.threads = standing; return;
      case Role::yardstick:
        if (copy_ == i) made_.copy = standing;
        return;
      case Role::restore:
      case Role::reader:
      case Role::repeated: return;
    }
  }

  void add_times(Standing& standing, std::size_t i, Stage stage) const {
    const auto times = present(net(i, stage));
    standing.median_ns = above_zero(median(times));
    // Of what was subtracted too the shortest: a difference of two rounds' luck is not a time.
    std::vector<double> whole, taken;
    for (const Round& round : one_.rounds) {
      if (round.stage != stage || std::isnan(round.ns[i])) continue;
      whole.push_back(round.ns[i]);
      for (std::size_t r = 0; r < roles_.size(); ++r)
        if (roles_[r] == Role::restore && !std::isnan(round.ns[r])) taken.push_back(round.ns[r]);
    }
    standing.min_ns = above_zero(least(whole) - (taken.empty() ? 0 : least(taken)));
    // Where the memcpy was luckier than the call after it.
    if (standing.min_ns && standing.median_ns)
      standing.min_ns = std::min(*standing.min_ns, *standing.median_ns);
    if (standing.median_ns) standing.gb_per_s = logical_bytes(one_.key) / *standing.median_ns;
    if (!copy_) return;
    if (const auto share = paired_ratio(net(*copy_, stage), net(i, stage), confidence()))
      standing.share_of_copy = above_zero(share->value);
  }

  void add_ratio(Standing& standing, std::size_t i, Stage stage) {
    if (stage == Stage::deciding && !ratio_.contains(i) && i != *best_)
      if (const auto ratio = paired_ratio(net(i, stage), net(*best_, stage), confidence()))
        ratio_[i] = *ratio;
    if (stage != Stage::deciding) {
      // In the stage where it was last, against the one that turned out best later.
      const auto ratio = paired_ratio(net(i, stage), net(*best_, stage), confidence());
      if (!ratio) return;
      standing.ratio_to_best = above_zero(ratio->value);
      if (stage == Stage::screening) standing.ratio_low = ratio->low;
      if (stage == Stage::screening && std::isfinite(ratio->high))
        standing.ratio_high = ratio->high;
      // Left out because it was far off; the pilot also leaves out for want of time.
      const bool far = stage == Stage::screening ? ratio->low > 1 && ratio->value >= 1 + tolerance_
                                                 : ratio->value >= far_off;
      standing.verdict = far ? Verdict::slower : Verdict::undecided;
      return;
    }
    standing.verdict = Verdict::undecided;
    if (const auto found = ratio_.find(i); found != ratio_.end()) {
      const Ratio& ratio = found->second;
      standing.ratio_to_best = above_zero(ratio.value);
      standing.ratio_low = ratio.low;
      if (std::isfinite(ratio.high)) standing.ratio_high = ratio.high;
      standing.verdict = verdict_against_best(ratio, tolerance_);
    }
    if (const auto found = verdict_.find(i); found != verdict_.end())
      standing.verdict = found->second;
    if (i == *best_)
      standing.bound = 0;
    else if (standing.ratio_high)
      standing.bound = std::max(0.0, *standing.ratio_high - 1);
  }

  /// A win is one over every other kernel, those too that were left out for want of time.
  void doubt_win() {
    Standing& best = made_.kernels.front();
    for (const Standing& other : made_.kernels)
      if (!other.decided && other.verdict == Verdict::undecided &&
          other.ratio_to_best.value_or(1) < 1 + tolerance_ && best.verdict == Verdict::win)
        best.verdict = Verdict::undecided;
  }

  /// So far from the best that a pilot suffices to say so.
  static constexpr double far_off = 1.8;

  const MeasuredCase& one_;
  double tolerance_;
  std::vector<Role> roles_;
  std::optional<std::size_t> best_, copy_;
  std::size_t compared_ = 0;
  std::map<std::size_t, Ratio> ratio_;
  std::map<std::size_t, Verdict> verdict_;
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

JudgedCase judge(const MeasuredCase& one, double tolerance) { return Judge(one, tolerance).run(); }

std::vector<JudgedCase> judge(const Measurements& measurements, double tolerance) {
  std::vector<JudgedCase> judged;
  for (const MeasuredCase& one : measurements.cases) judged.push_back(judge(one, tolerance));
  std::sort(judged.begin(), judged.end(),
            [](const JudgedCase& a, const JudgedCase& b) { return a.key < b.key; });
  return judged;
}

}  // namespace rectifier::bench
