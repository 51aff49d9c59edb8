#include "reports/answers/advice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "bench/measure/cpu.hpp"
#include "bench/measure/machine_and_build.hpp"
#include "support/number_text.hpp"

namespace rectifier::reports {
namespace {

/// The measured setting that is nearest to the one asked for.
std::optional<Setting> nearest_setting(const Decisions& decisions, const Setting& asked) {
  const auto distance = [&](const Setting& other) {
    return std::tuple(other.convention != asked.convention, other.placement != asked.placement,
                      other.signs != asked.signs, other.signs != Signs::random, other);
  };
  std::optional<Setting> nearest;
  for (const Decision& row : decisions.rows)
    if (row.checked && row.setting.operation == asked.operation && row.setting.type == asked.type &&
        (!nearest || distance(row.setting) < distance(*nearest)))
      nearest = row.setting;
  return nearest;
}

/// The sizes measured that stand for those asked for.
std::vector<const MeasuredSize*> sizes_for(const Decisions& decisions, const Setting& setting,
                                           const Question& question) {
  std::vector<const MeasuredSize*> all, found;
  for (const MeasuredSize& size : decisions.sizes)
    if (size.setting == setting) all.push_back(&size);
  std::sort(all.begin(), all.end(),
            [](const MeasuredSize* a, const MeasuredSize* b) { return a->n < b->n; });
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::size_t from =
        i == 0 || all[i - 1]->n == all[i]->n ? 0 : middle(all[i - 1]->n, all[i]->n) + 1;
    const std::size_t to = i + 1 == all.size() || all[i + 1]->n == all[i]->n
                               ? SIZE_MAX
                               : middle(all[i]->n, all[i + 1]->n);
    if (from <= question.high && question.low <= to) found.push_back(all[i]);
  }
  return found;
}

/// The worst regret of every kernel that has times at all of these sizes, the least first.
std::vector<std::tuple<double, std::size_t, std::string>> worst_regrets(
    const Decisions& decisions, const std::vector<const MeasuredSize*>& sizes, std::size_t most) {
  std::map<std::string, std::size_t> rank;
  for (const Needs& needs : decisions.implementations)
    rank[needs.implementation] = target_rank(needs.target);
  std::map<std::string, std::pair<double, std::size_t>> worst;  // and at how many sizes
  for (const MeasuredSize* size : sizes) {
    double least = HUGE_VAL;
    for (const RelativeTime& time : size->times)
      if (rank[time.implementation] <= most) least = std::min(least, time.ratio);
    for (const RelativeTime& time : size->times) {
      if (rank[time.implementation] > most) continue;
      auto& [regret, count] = worst[time.implementation];
      regret = std::max(regret, bench::regret(time.ratio, least));
      ++count;
    }
  }
  std::vector<std::tuple<double, std::size_t, std::string>> found;
  for (const auto& [implementation, of] : worst)
    if (of.second == sizes.size())
      found.emplace_back(of.first, rank[implementation], implementation);
  std::sort(found.begin(), found.end());
  return found;
}

/// One decision for several ranges.
std::optional<Decision> combined(const Decisions& decisions,
                                 const std::vector<const Decision*>& ranges,
                                 const std::vector<const MeasuredSize*>& sizes) {
  const auto found = worst_regrets(decisions, sizes, target_rank(ranges.front()->max_target));
  if (sizes.empty() || found.empty()) return std::nullopt;
  Decision made = *ranges.front();
  made.n_max = ranges.back()->n_max;
  made.ratio = made.ratio_low = made.ratio_high = std::nullopt;
  made.runner_up.clear();
  made.tied_with.clear();
  for (const Decision* range : ranges) made.delta = std::max(made.delta, range->delta);
  made.implementation = std::get<2>(found.front());
  made.regret = std::get<0>(found.front());
  made.verdict = Verdict::win;
  if (found.size() > 1) {
    made.runner_up = std::get<2>(found[1]);
    made.ratio = (1 + std::get<0>(found[1])) / (1 + made.regret);
    if (*made.ratio < 1 + made.delta) made.verdict = Verdict::tie;
  }
  for (const auto& [regret, rank, implementation] : found)
    if (implementation != made.implementation && regret <= made.regret + made.delta)
      made.tied_with.push_back(implementation);
  for (const Decision* range : ranges)
    if (range->verdict == Verdict::undecided) made.verdict = Verdict::undecided;
  return made;
}

void use_public_call(Advice& advice, std::string why) {
  const Setting& asked = advice.question.setting;
  const Kernel& safe = best(asked.operation, asked.convention, asked.type);
  advice.decision = {};
  advice.decision.setting = asked;
  advice.decision.implementation = safe.implementation;
  advice.decision.n_min = 1;
  advice.decision.verdict = Verdict::undecided;
  advice.id = safe.id;
  advice.notes.push_back(std::move(why));
}

void note_differences(Advice& advice) {
  const Setting &asked = advice.question.setting, &used = *advice.used;
  if (used != asked)
    advice.notes.push_back(fmt::format("{} was not measured; the nearest case that was is {}.",
                                       setting_text(asked), setting_text(used)));
  if (advice.sizes.empty()) return;
  const auto measured = [&](std::size_t n) {
    return std::find(advice.sizes.begin(), advice.sizes.end(), n) != advice.sizes.end();
  };
  if (advice.question.low == advice.question.high && !measured(advice.question.low))
    advice.notes.push_back(fmt::format("n = {} was not measured; the nearest size that was is {}.",
                                       count_text(advice.question.low),
                                       count_text(advice.sizes.front())));
}

}  // namespace

int Advice::status() const {
  if (elsewhere) return 4;
  const bool known = used && *used == question.setting && decision.verdict != Verdict::undecided;
  return known ? 0 : 3;
}

bool is_here(const Facts& machine) {
  const Facts here = bench::machine_facts();
  return bench::fact(here, "CPU") != bench::unknown &&
         bench::fact(machine, "CPU") == bench::fact(here, "CPU") &&
         bench::fact(machine, "architecture") == bench::fact(here, "architecture");
}

Advice advise(const Decisions& decisions, const Question& question) {
  Advice advice{question, nearest_setting(decisions, question.setting), {}, {}, {}, false, {}};
  advice.elsewhere = !is_here(decisions.machine);
  if (!advice.used) {
    use_public_call(advice,
                    fmt::format("{} {} was not measured; this is what the public call uses.",
                                name(question.setting.operation), name(question.setting.type)));
    return advice;
  }
  auto ranges = ranges_of(decisions, *advice.used, question.max_target);
  std::erase_if(ranges, [&](const Decision* range) {
    return range->n_min > question.high || (range->n_max && *range->n_max < question.low);
  });
  if (ranges.empty()) {
    advice.used.reset();
    use_public_call(advice, fmt::format("Nothing was measured that needs no more than {}; this is "
                                        "what the public call uses.",
                                        question.max_target.value_or("nothing")));
    return advice;
  }
  const auto sizes = sizes_for(decisions, *advice.used, question);
  for (const MeasuredSize* size : sizes) advice.sizes.push_back(size->n);
  advice.decision = *ranges.front();
  if (ranges.size() > 1)
    if (const auto made = combined(decisions, ranges, sizes)) advice.decision = *made;
  advice.id = bench::kernel_id(question.setting, advice.decision.implementation);
  note_differences(advice);
  if (advice.used->convention != question.setting.convention && find(advice.id) == nullptr)
    use_public_call(advice,
                    fmt::format("{} is not there for {}; this is what the public call uses.",
                                advice.decision.implementation, name(question.setting.convention)));
  return advice;
}

}  // namespace rectifier::reports
