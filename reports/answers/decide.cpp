#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "reports/answers/cover.hpp"
#include "reports/answers/decisions.hpp"
#include "reports/answers/pieces.hpp"
#include "reports/answers/series.hpp"
#include "support/number_text.hpp"

namespace rectifier::reports {
namespace {

using bench::MeasuredCase;
using bench::MeasuredEntrant;

constexpr std::size_t any_rank = SIZE_MAX;

/// Pieces from `first` to before `end` that one implementation is chosen for.
struct Range {
  std::size_t first, end;
  std::string implementation;
};

/// What ranges cost, the first figure first: their number, the targets that they need, their code.
using Cost = std::tuple<std::size_t, std::size_t, std::size_t>;

/// The fewest ranges of some implementations, of equally few the cheapest.
std::vector<Range> ranges_over(const std::vector<SizePiece>& pieces,
                               const std::map<std::string, Price>& prices) {
  struct Best {
    Cost cost;
    Range last;
  };
  std::vector<std::optional<Best>> best(pieces.size() + 1);  // of the first pieces
  best[0] = Best{};
  for (std::size_t end = 1; end <= pieces.size(); ++end)
    for (const auto& [implementation, price] : prices)
      for (std::size_t first = end;
           first-- > 0 && pieces[first].will_do.contains(implementation);) {
        if (!best[first]) continue;
        const auto& [ranges, rank, bytes] = best[first]->cost;
        const Cost cost{ranges + 1, rank + std::get<0>(price), bytes + std::get<1>(price)};
        if (!best[end] || cost < best[end]->cost)
          best[end] = Best{cost, {first, end, implementation}};
      }
  std::vector<Range> ranges;
  for (std::size_t end = pieces.size(); end > 0; end = ranges.back().first)
    ranges.push_back(best[end]->last);
  std::reverse(ranges.begin(), ranges.end());
  return ranges;
}

/// One setting under one highest allowed target.
struct Task {
  Setting setting;
  std::vector<const MeasuredCase*> from;
  std::vector<std::size_t> n;
  std::vector<Options> options;
  std::vector<SizePiece> pieces;
};

class Decider {
 public:
  Decider(const Measurements& measurements, const std::vector<JudgedCase>& judged,
          const CodeBytes& code_bytes, const std::set<std::string>& failed)
      : series_(series_of(measurements)), code_bytes_(code_bytes), failed_(failed) {
    made_.machine = measurements.machine;
    for (const JudgedCase& one : judged) judged_[one.key] = &one;
    if (!judged.empty()) made_.tolerance = judged.front().tolerance;
    for (const MeasuredCase& one : measurements.cases)
      for (const MeasuredEntrant& entrant : one.entrants) {
        if (!Allowed{any_rank, failed_}(one.key, entrant)) continue;
        checked_.insert(bench::kernel_id(one.key, entrant.implementation));
        needs_[entrant.implementation] = entrant.target;
        targets_[target_rank(entrant.target)] = entrant.target;
      }
  }

  Decisions run() {
    // What people choose for: their convention, and their data.
    std::map<std::pair<Convention, Signs>, std::vector<Setting>> groups;
    for (const auto& [setting, sizes] : series_)
      groups[{setting.convention, setting.signs}].push_back(setting);
    for (const auto& [rank, target] : targets_)
      for (const auto& [of, settings] : groups) decide(settings, rank, target);
    std::stable_sort(made_.rows.begin(), made_.rows.end(), [](const auto& a, const auto& b) {
      return std::pair(a.setting, target_rank(a.max_target)) <
             std::pair(b.setting, target_rank(b.max_target));
    });
    std::sort(made_.sizes.begin(), made_.sizes.end(), [](const auto& a, const auto& b) {
      return std::tie(a.setting, a.n) < std::tie(b.setting, b.n);
    });
    for (const auto& [implementation, target] : needs_)
      made_.implementations.push_back({implementation, target});
    return std::move(made_);
  }

 private:
  void decide(const std::vector<Setting>& settings, std::size_t rank, const std::string& target) {
    std::vector<Task> tasks;
    for (const Setting& setting : settings)
      if (Task task = task_of(setting, rank); !task.pieces.empty())
        tasks.push_back(std::move(task));
    const auto taken = fewest_kernels(tasks);
    for (const Task& task : tasks)
      for (const Range& range : ranges_over(task.pieces, taken)) {
        Decision row = describe(task, range);
        row.max_target = target.empty() ? any_target : target;
        made_.rows.push_back(std::move(row));
      }
  }

  Task task_of(const Setting& setting, std::size_t rank) {
    Task task{setting, {}, {}, {}, {}};
    for (const KnownSize& size : series_.at(setting)) {
      Options options = options_at(*size.from, rank);
      std::erase_if(options, [&](const auto& option) {
        return !checked_.contains(bench::kernel_id(setting, option.first));
      });
      if (options.empty()) continue;
      task.from.push_back(size.from);
      task.n.push_back(size.n);
      task.options.push_back(std::move(options));
    }
    task.pieces = pieces_of(task.n, task.options, made_.tolerance);
    return task;
  }

  /// Of one that stands for other settings too, it is found out once.
  const Options& options_at(const MeasuredCase& one, std::size_t rank) {
    const auto [found, fresh] = options_.try_emplace({&one, rank});
    if (!fresh) return found->second;
    found->second = options_of(one, *judged_.at(one.key), Allowed{rank, failed_});
    if (rank == targets_.rbegin()->first && !found->second.empty()) add_size(one, found->second);
    return found->second;
  }

  /// The fewest implementations for all pieces of all tasks, and what each costs.
  std::map<std::string, Price> fewest_kernels(const std::vector<Task>& tasks) const {
    std::map<std::string, Price> prices;
    for (const Task& task : tasks)
      for (const Options& options : task.options)
        for (const auto& [implementation, option] : options)
          std::get<0>(prices[implementation]) = target_rank(needs_.at(implementation));
    std::set<std::tuple<Operation, Convention, Type>> seen;
    for (const Task& task : tasks)
      if (seen.insert({task.setting.operation, task.setting.convention, task.setting.type}).second)
        for (auto& [implementation, price] : prices)
          std::get<1>(price) +=
              code_bytes_(bench::kernel_id(task.setting, implementation)).value_or(unknown_bytes);
    std::vector<std::string> names;
    std::vector<Price> of_names;
    for (const auto& [implementation, price] : prices) {
      names.push_back(implementation);
      of_names.push_back(price);
    }
    std::vector<std::vector<std::size_t>> wishes;
    for (const Task& task : tasks)
      for (const SizePiece& piece : task.pieces) {
        std::vector<std::size_t>& wish = wishes.emplace_back();
        for (std::size_t i = 0; i < names.size(); ++i)
          if (piece.will_do.contains(names[i])) wish.push_back(i);
      }
    std::map<std::string, Price> taken;
    for (const std::size_t i : fewest(std::move(wishes), of_names)) taken[names[i]] = of_names[i];
    return taken;
  }

  Decision describe(const Task& task, const Range& range) const {
    Decision row{};
    row.setting = task.setting;
    row.n_min = task.pieces[range.first].n_min;
    row.n_max = task.pieces[range.end - 1].n_max;
    row.implementation = range.implementation;
    row.checked = true;
    std::set<std::size_t> at;
    for (std::size_t i = range.first; i < range.end; ++i)
      at.insert(task.pieces[i].at.begin(), task.pieces[i].at.end());
    std::map<std::string, std::size_t> good;  // at how many sizes
    for (const std::size_t i : at) {
      RestsOn size{task.from[i]->key, task.n[i], {}, Verdict::undecided};
      for (const auto& [implementation, option] : task.options[i]) {
        good[implementation] += option.bound && *option.bound <= made_.tolerance;
        if (implementation == range.implementation) {
          size.bound = option.bound;
          size.verdict = option.verdict;
        }
      }
      row.at.push_back(std::move(size));
    }
    for (const auto& [implementation, count] : good)
      if (count == at.size() && implementation != range.implementation)
        row.as_good.push_back(implementation);
    return row;
  }

  void add_size(const MeasuredCase& one, const Options& options) {
    MeasuredSize size{one.key, one.key.n, {}};
    for (const auto& [implementation, option] : options)
      size.kernels.push_back({implementation, option.ratio, option.bound, option.verdict});
    std::stable_sort(size.kernels.begin(), size.kernels.end(),
                     [](const auto& a, const auto& b) { return a.ratio < b.ratio; });
    made_.sizes.push_back(std::move(size));
  }

  static constexpr std::size_t unknown_bytes = 1 << 20;

  const std::map<Setting, std::vector<KnownSize>> series_;
  const CodeBytes& code_bytes_;
  const std::set<std::string>& failed_;
  Decisions made_;
  std::map<bench::Case, const JudgedCase*> judged_;
  std::set<std::string> checked_;  // ids
  std::map<std::string, std::string> needs_;
  std::map<std::size_t, std::string> targets_;
  std::map<std::pair<const MeasuredCase*, std::size_t>, Options> options_;
};

}  // namespace

std::size_t target_rank(std::string_view target) {
  const auto known = targets();
  return static_cast<std::size_t>(
      std::find_if(known.begin(), known.end(),
                   [&](const Target& row) { return row.name == target; }) -
      known.begin());
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

Verdict Decision::verdict() const {
  Verdict worst = at.empty() ? Verdict::undecided : Verdict::win;
  for (const RestsOn& size : at) worst = std::max(worst, size.verdict);
  return std::min(worst, Verdict::undecided);
}

std::optional<double> Decision::bound() const {
  if (at.empty()) return std::nullopt;
  double largest = 0;
  for (const RestsOn& size : at) {
    if (!size.bound) return std::nullopt;
    largest = std::max(largest, *size.bound);
  }
  return largest;
}

Decisions decide(const Measurements& measurements, const std::vector<JudgedCase>& judged,
                 const CodeBytes& code_bytes, const std::set<std::string>& failed) {
  return Decider(measurements, judged, code_bytes, failed).run();
}

}  // namespace rectifier::reports
