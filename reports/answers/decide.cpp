#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "reports/answers/candidates.hpp"
#include "reports/answers/decisions.hpp"
#include "support/number_text.hpp"

namespace rectifier::reports {
namespace {

using bench::MeasuredCase;
using bench::MeasuredEntrant;

/// What ranges cost, the first figure first: their number, the targets that they need, their
/// code, and how much longer than need be they take.
using Cost = std::tuple<std::size_t, std::size_t, std::size_t, double>;

Cost sum(const Cost& a, const Cost& b) {
  return {std::get<0>(a) + std::get<0>(b), std::get<1>(a) + std::get<1>(b),
          std::get<2>(a) + std::get<2>(b), std::get<3>(a) + std::get<3>(b)};
}

/// Sizes from `first` to before `end` that one implementation is chosen for.
struct Range {
  std::size_t first, end;
  std::string implementation;
};

/// Splits sizes into ranges.
class Splitter {
 public:
  /// @param deltas  what counts as a difference, one a size
  Splitter(const std::vector<Options>& sizes, const std::vector<double>& deltas,
           const std::map<std::string, Cost>& costs)
      : sizes_(sizes), deltas_(deltas), costs_(costs) {}

  std::vector<Range> run() const {
    struct Best {
      Cost cost;
      Range last;
    };
    // Of the first sizes, for every number of them.
    std::vector<std::optional<Best>> best(sizes_.size() + 1);
    best[0] = Best{};
    for (std::size_t end = 1; end <= sizes_.size(); ++end)
      for (std::size_t first = 0; first < end; ++first)
        if (const auto range = cheapest(first, end)) {
          const Cost cost = sum(best[first]->cost, range->first);
          if (!best[end] || cost < best[end]->cost) best[end] = Best{cost, range->second};
        }
    std::vector<Range> ranges;
    for (std::size_t end = sizes_.size(); end > 0; end = ranges.back().first)
      ranges.push_back(best[end]->last);
    std::reverse(ranges.begin(), ranges.end());
    return ranges;
  }

 private:
  std::optional<std::pair<Cost, Range>> cheapest(std::size_t first, std::size_t end) const {
    std::optional<std::pair<Cost, Range>> found;
    for (const auto& [implementation, ignored] : sizes_[first]) {
      double worst = 0;
      bool fits = true;
      for (std::size_t i = first; i < end && fits; ++i) {
        const auto option = sizes_[i].find(implementation);
        fits = option != sizes_[i].end() && option->second.regret <= deltas_[i];
        if (fits) worst = std::max(worst, option->second.regret);
      }
      if (!fits) continue;
      Cost cost = costs_.at(implementation);
      std::get<3>(cost) = worst;
      if (!found || cost < found->first) found = {cost, Range{first, end, implementation}};
    }
    return found;
  }

  const std::vector<Options>& sizes_;
  const std::vector<double>& deltas_;
  const std::map<std::string, Cost>& costs_;
};

/// Everything about one setting.
class SettingDecider {
 public:
  SettingDecider(std::vector<const MeasuredCase*> cases,
                 const std::map<std::size_t, double>& delta_of_size, const CodeBytes& code_bytes,
                 const std::set<std::string>& failed, Decisions& made)
      : cases_(std::move(cases)), delta_of_size_(delta_of_size), failed_(failed), made_(made) {
    for (const MeasuredCase* one : cases_)
      for (const MeasuredEntrant& entrant : one->entrants) {
        if (!Allowed{max_rank, failed_}(one->key, entrant)) continue;
        targets_[target_rank(entrant.target)] = entrant.target;
        const auto bytes = code_bytes(bench::kernel_id(one->key, entrant.implementation));
        costs_[entrant.implementation] = {1, target_rank(entrant.target),
                                          bytes.value_or(unknown_bytes), 0};
        needs_[entrant.implementation] = entrant.target;
      }
  }

  void run(std::map<std::string, std::string>& needs) {
    for (const auto& [rank, target] : targets_) decide_under(rank, target);
    needs.insert(needs_.begin(), needs_.end());
  }

 private:
  void decide_under(std::size_t rank, const std::string& target) {
    const Allowed allowed{rank, failed_};
    std::vector<Options> sizes;
    std::vector<std::size_t> ns;
    std::vector<double> deltas;
    for (const MeasuredCase* one : cases_) {
      const double delta = delta_of_size_.at(one->key.n);
      Options options = options_of(*one, allowed, delta);
      if (options.empty()) continue;
      if (rank == targets_.rbegin()->first) add_size(*one, options);
      sizes.push_back(std::move(options));
      ns.push_back(one->key.n);
      deltas.push_back(delta);
    }
    std::size_t begin = 1;
    for (const Range& range : Splitter(sizes, deltas, costs_).run()) {
      Decision row = describe(range, sizes, deltas);
      row.max_target = target.empty() ? any_target : target;
      row.n_min = begin;
      if (range.end < ns.size()) {
        row.n_max = middle(ns[range.end - 1], ns[range.end]);
        begin = *row.n_max + 1;
      }
      made_.rows.push_back(std::move(row));
    }
  }

  Decision describe(const Range& range, const std::vector<Options>& sizes,
                    const std::vector<double>& deltas) const {
    Decision row{};
    row.setting = cases_.front()->key;
    row.implementation = range.implementation;
    row.verdict = Verdict::win;
    row.checked = true;
    std::set<std::string> near;
    for (const auto& [implementation, option] : sizes[range.first])
      if (implementation != range.implementation) near.insert(implementation);
    double closest = HUGE_VAL;
    for (std::size_t i = range.first; i < range.end; ++i) {
      const Option& option = sizes[i].at(range.implementation);
      row.regret = std::max(row.regret, option.regret);
      row.delta = std::max(row.delta, deltas[i]);
      if (option.verdict == Verdict::undecided || row.verdict == Verdict::undecided)
        row.verdict = Verdict::undecided;
      else if (option.verdict == Verdict::tie)
        row.verdict = Verdict::tie;
      std::erase_if(near, [&](const std::string& other) {
        const auto found = sizes[i].find(other);
        return option.verdict == Verdict::win || found == sizes[i].end() ||
               found->second.regret > deltas[i];
      });
      // Unknown bounds are the widest.
      if (const double low = option.low.value_or(0); !option.rival.empty() && low < closest) {
        closest = low;
        row.runner_up = option.rival;
        row.ratio = option.ratio;
        row.ratio_low = option.low;
        row.ratio_high = option.high;
      }
    }
    row.tied_with.assign(near.begin(), near.end());
    return row;
  }

  void add_size(const MeasuredCase& one, const Options& options) const {
    MeasuredSize size{one.key, one.key.n, {}};
    for (const auto& [implementation, option] : options)
      size.times.push_back({implementation, 1 + option.regret});
    std::stable_sort(size.times.begin(), size.times.end(),
                     [](const auto& a, const auto& b) { return a.ratio < b.ratio; });
    made_.sizes.push_back(std::move(size));
  }

  static constexpr std::size_t max_rank = SIZE_MAX;
  static constexpr std::size_t unknown_bytes = 1 << 20;

  std::vector<const MeasuredCase*> cases_;  // by size
  const std::map<std::size_t, double>& delta_of_size_;
  const std::set<std::string>& failed_;
  Decisions& made_;
  std::map<std::size_t, std::string> targets_;
  std::map<std::string, Cost> costs_;
  std::map<std::string, std::string> needs_;
};

}  // namespace

std::size_t target_rank(std::string_view target) {
  const auto known = targets();
  return static_cast<std::size_t>(
      std::find_if(known.begin(), known.end(),
                   [&](const Target& row) { return row.name == target; }) -
      known.begin());
}

std::size_t middle(std::size_t smaller, std::size_t larger) {
  const double between =
      std::sqrt(static_cast<double>(smaller)) * std::sqrt(static_cast<double>(larger));
  return std::clamp(static_cast<std::size_t>(between), smaller, larger - 1);
}

std::vector<const Decision*> ranges_of(const Decisions& decisions, const Setting& setting,
                                       const std::optional<std::string>& max_target) {
  const std::size_t most = max_target ? target_rank(*max_target) : SIZE_MAX;
  std::vector<const Decision*> ranges;
  for (const Decision& row : decisions.rows) {
    if (row.setting != setting || !row.checked || target_rank(row.max_target) > most) continue;
    if (!ranges.empty() && row.max_target != ranges.front()->max_target) {
      if (target_rank(row.max_target) < target_rank(ranges.front()->max_target)) continue;
      ranges.clear();
    }
    ranges.push_back(&row);
  }
  return ranges;
}

std::vector<std::size_t> measured_in(const Decisions& decisions, const Decision& row) {
  std::vector<std::size_t> found;
  for (const MeasuredSize& size : decisions.sizes)
    if (size.setting == row.setting && size.n >= row.n_min && (!row.n_max || size.n <= *row.n_max))
      found.push_back(size.n);
  return found;
}

std::string lone_size_text(const Decisions& decisions, const Decision& row) {
  const auto sizes = measured_in(decisions, row);
  return sizes.size() == 1 ? "measured at n = " + count_text(sizes.front()) + " alone" : "";
}

Decisions decide(const Measurements& measurements, const std::vector<JudgedCase>& judged,
                 const CodeBytes& code_bytes, const std::set<std::string>& failed) {
  Decisions made;
  made.machine = measurements.machine;
  std::map<std::size_t, double> delta_of_size;
  for (const JudgedCase& one : judged)
    made.delta = std::max(made.delta, delta_of_size[one.key.n] = one.tolerance);
  std::map<Setting, std::map<std::size_t, const MeasuredCase*>> settings;
  for (const MeasuredCase& one : measurements.cases) settings[one.key][one.key.n] = &one;
  std::map<std::string, std::string> needs;
  for (const auto& [setting, by_size] : settings) {
    std::vector<const MeasuredCase*> cases;
    for (const auto& [n, one] : by_size) cases.push_back(one);
    SettingDecider(std::move(cases), delta_of_size, code_bytes, failed, made).run(needs);
  }
  for (const auto& [implementation, target] : needs)
    made.implementations.push_back({implementation, target});
  return made;
}

}  // namespace rectifier::reports
