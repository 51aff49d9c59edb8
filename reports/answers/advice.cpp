#include "reports/answers/advice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "bench/measure/cpu.hpp"
#include "bench/measure/machine_and_build.hpp"
#include "reports/answers/series.hpp"
#include "support/number_text.hpp"

namespace rectifier::reports {
namespace {

using bench::Then;

/// The setting of the rows that is nearest to the one asked for.
std::optional<Setting> nearest_setting(const Decisions& decisions, const Setting& asked) {
  const auto distance = [&](const Setting& other) {
    return std::tuple(other.convention != asked.convention, other.placement != asked.placement,
                      other.signs != asked.signs, other.then != asked.then,
                      other.signs != Signs::random, other);
  };
  std::optional<Setting> nearest;
  for (const Decision& row : decisions.rows)
    if (row.checked && row.setting.operation == asked.operation && row.setting.type == asked.type &&
        (!nearest || distance(row.setting) < distance(*nearest)))
      nearest = row.setting;
  return nearest;
}

/// What is asked for follows the call as the person says; else it is read, where that is known.
Setting asked_setting(const Decisions& decisions, const Question& question) {
  Setting setting = question.setting;
  setting.then = question.then.value_or(Then::read);
  const bool known =
      std::any_of(decisions.rows.begin(), decisions.rows.end(),
                  [&](const Decision& row) { return row.checked && row.setting == setting; });
  if (!question.then && !known) setting.then = Then::nothing;
  return setting;
}

/// The sizes that stand for those asked for: these, and where an end was not measured the one
/// before or after it.
std::set<std::size_t> sizes_for(const std::vector<const Decision*>& rows, const Question& question,
                                bool& inside) {
  std::set<std::size_t> all, found;
  for (const Decision* row : rows)
    for (const RestsOn& size : row->at) all.insert(size.n);
  inside = !all.empty();
  for (const std::size_t end : {question.low, question.high}) {
    if (all.empty()) return found;
    const auto after = all.lower_bound(end);
    if (after != all.end()) found.insert(*after);
    if (after == all.end() || (*after != end && after != all.begin()))
      found.insert(*std::prev(after));
    inside = inside && *all.begin() <= end && end <= *all.rbegin();
  }
  for (const std::size_t n : all)
    if (question.low <= n && n <= question.high) found.insert(n);
  return found;
}

/// What is known of a size that one of the rows rests on, but not of which kernel.
RestsOn unknown_at(const std::vector<const Decision*>& rows, std::size_t n) {
  for (const Decision* row : rows)
    for (const RestsOn& size : row->at)
      if (size.n == n) return {size.measured, n, {}, Verdict::undecided};
  return {{rows.front()->setting, n}, n, {}, Verdict::undecided};
}

/// A row with these sizes alone.
Decision at_sizes(const Decision& row, const std::vector<const Decision*>& rows,
                  const std::set<std::size_t>& sizes) {
  Decision made = row;
  made.at.clear();
  for (const std::size_t n : sizes) {
    const auto found = std::find_if(row.at.begin(), row.at.end(),
                                    [&](const RestsOn& size) { return size.n == n; });
    made.at.push_back(found == row.at.end() ? unknown_at(rows, n) : *found);
  }
  return made;
}

/// One decision for several rows: of the kernels known at all of these sizes, the one with the
/// least worst bound.
std::optional<Decision> combined(const Decisions& decisions,
                                 const std::vector<const Decision*>& rows,
                                 const std::set<std::size_t>& sizes) {
  const std::size_t most = target_rank(rows.front()->max_target);
  std::map<std::string, std::size_t> rank;
  for (const Needs& needs : decisions.implementations)
    rank[needs.implementation] = target_rank(needs.target);
  std::map<std::string, std::vector<RestsOn>> known;
  std::map<std::string, double> worst_ratio;
  for (const std::size_t n : sizes) {
    const RestsOn at = unknown_at(rows, n);
    for (const MeasuredSize& size : decisions.sizes) {
      if (bench::Case{size.setting, size.n} != at.measured) continue;
      for (const MeasuredKernel& kernel : size.kernels) {
        if (rank[kernel.implementation] > most) continue;
        known[kernel.implementation].push_back({at.measured, n, kernel.bound, kernel.verdict});
        double& ratio = worst_ratio[kernel.implementation];
        ratio = std::max(ratio, kernel.ratio);
      }
    }
  }
  Decision made = *rows.front();
  made.implementation.clear();
  made.as_good.clear();
  using Order = std::tuple<double, double, std::size_t>;
  Order least{};
  for (auto& [implementation, at] : known) {
    if (at.size() != sizes.size()) continue;
    Decision one = made;
    one.implementation = implementation;
    one.at = at;
    const Order order{one.bound().value_or(HUGE_VAL), worst_ratio[implementation],
                      rank[implementation]};
    if (!made.implementation.empty() && least <= order) continue;
    least = order;
    made = std::move(one);
  }
  return made.implementation.empty() ? std::nullopt : std::optional(std::move(made));
}

void use_public_call(Advice& advice, std::string why) {
  const Setting& asked = advice.question.setting;
  const Kernel& safe = best(asked.operation, asked.convention, asked.type);
  advice.used.reset();
  advice.decision = {};
  advice.decision.setting = asked;
  advice.decision.implementation = safe.implementation;
  advice.decision.n_min = 1;
  advice.id = safe.id;
  advice.notes.push_back(std::move(why));
}

void note_differences(Advice& advice) {
  const Setting &asked = advice.question.setting, &used = *advice.used;
  if (used != asked)
    advice.notes.push_back(fmt::format("{} was not measured; the nearest case that was is {}.",
                                       setting_text(asked), setting_text(used)));
  const auto& at = advice.decision.at;
  if (!advice.own_sizes && !at.empty())
    advice.notes.push_back(
        fmt::format("Sizes from {} to {} are known; beyond these the nearest one "
                    "stands for what was asked.",
                    count_text(at.front().n), count_text(at.back().n)));
  if (std::any_of(at.begin(), at.end(), [&](const RestsOn& size) { return size.told(used); }))
    advice.notes.push_back(
        "This operation and type was not measured so far beyond the caches; it is told from one "
        "with as many inputs and bytes.");
}

/// In place, what was measured in the caches alone tells nothing of what lies beyond.
bool beyond_what_is_known(const Decisions& decisions, const Question& question,
                          const std::set<std::size_t>& sizes) {
  const double cache = second_level_cache(decisions.machine);
  return bench::row(question.setting.placement).in_place && !sizes.empty() && cache > 0 &&
         question.low > *sizes.rbegin() &&
         bench::logical_bytes({question.setting, question.low}) > cache;
}

}  // namespace

int Advice::status() const {
  if (elsewhere) return 4;
  const auto is_own = [&](const RestsOn& size) {
    return !size.told(*used) && (!question.then || size.measured.then == *question.then) &&
           size.verdict <= Verdict::tie;
  };
  const bool known = used && *used == question.setting && own_sizes && !decision.at.empty() &&
                     std::all_of(decision.at.begin(), decision.at.end(), is_own);
  return known ? 0 : 3;
}

bool is_here(const Facts& machine) {
  const Facts here = bench::machine_facts();
  return bench::fact(here, "CPU") != bench::unknown &&
         bench::fact(machine, "CPU") == bench::fact(here, "CPU") &&
         bench::fact(machine, "architecture") == bench::fact(here, "architecture");
}

Advice advise(const Decisions& decisions, const Question& question) {
  Advice advice{question, {}, {}, false, {}, !is_here(decisions.machine), {}};
  Setting& asked = advice.question.setting;
  asked = asked_setting(decisions, question);
  advice.used = nearest_setting(decisions, asked);
  if (!advice.used) {
    use_public_call(advice,
                    fmt::format("{} {} was not measured; this is what the public call uses.",
                                name(asked.operation), name(asked.type)));
    return advice;
  }
  const auto rows = ranges_of(decisions, *advice.used, question.max_target);
  if (rows.empty()) {
    use_public_call(advice, fmt::format("Nothing was measured that needs no more than {}; this is "
                                        "what the public call uses.",
                                        question.max_target.value_or("nothing")));
    return advice;
  }
  const auto sizes = sizes_for(rows, question, advice.own_sizes);
  if (beyond_what_is_known(decisions, advice.question, sizes)) {
    use_public_call(
        advice, fmt::format("In place nothing was measured beyond the second-level cache, above "
                            "n = {}; this is what the public call uses.",
                            count_text(*sizes.rbegin())));
    return advice;
  }
  auto asked_for = rows;
  std::erase_if(asked_for, [&](const Decision* row) {
    return row->n_min > question.high || (row->n_max && *row->n_max < question.low);
  });
  std::optional<Decision> made;
  if (asked_for.size() > 1) made = combined(decisions, rows, sizes);
  advice.decision = made ? *made : at_sizes(*asked_for.front(), rows, sizes);
  if (made) {
    advice.decision.n_min = question.low;
    advice.decision.n_max = question.high;
    if (question.max_target)
      advice.notes.push_back("The bound is against kernels of every target that was measured.");
  }
  // Where what follows was left to us and makes no difference, it is not spoken of.
  const auto& at = advice.decision.at;
  if (!question.then && *advice.used == asked &&
      std::all_of(at.begin(), at.end(),
                  [](const RestsOn& size) { return size.measured.then == Then::nothing; }))
    asked.then = advice.used->then = Then::nothing;
  advice.id = bench::kernel_id(asked, advice.decision.implementation);
  note_differences(advice);
  if (advice.used->convention != asked.convention && find(advice.id) == nullptr)
    use_public_call(advice,
                    fmt::format("{} is not there for {}; this is what the public call uses.",
                                advice.decision.implementation, name(asked.convention)));
  return advice;
}

}  // namespace rectifier::reports
