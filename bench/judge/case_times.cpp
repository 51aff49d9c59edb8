#include "bench/judge/case_times.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "bench/judge/judge.hpp"

namespace rectifier::bench {
namespace {

constexpr Stage latest_first[] = {Stage::deciding, Stage::screening, Stage::pilot};

std::size_t index(Stage stage) { return static_cast<std::size_t>(stage); }

/// The numbers that are there.
std::vector<double> present(const Times& times) {
  std::vector<double> found;
  for (const double time : times)
    if (!std::isnan(time)) found.push_back(time);
  return found;
}

/// In each round the middle of those that were in it.
Times middle_of(const std::vector<Times>& members) {
  if (members.size() == 1) return members.front();
  Times middle;
  for (std::size_t round = 0; round < members.front().size(); ++round) {
    std::vector<double> there;
    for (const Times& times : members)
      if (!std::isnan(times[round])) there.push_back(times[round]);
    middle.push_back(there.empty() ? not_timed : median(std::move(there)));
  }
  return middle;
}

/// Whose noise is like that of kernels.
bool is_kernel_like(Role role) {
  return role == Role::kernel || role == Role::peer || role == Role::public_call ||
         role == Role::repeated;
}

}  // namespace

CaseTimes::CaseTimes(const MeasuredCase& one, const std::set<std::string>& failed)
    : rounds_(one.rounds) {
  for (const MeasuredEntrant& entrant : one.entrants) roles_.push_back(entrant.role);
  std::stable_sort(rounds_.begin(), rounds_.end(),
                   [](const Round& a, const Round& b) { return a.launch < b.launch; });
  find_units();
  make_entries(one, failed);
  for (const Stage stage : latest_first) {
    std::vector<Times> alike;
    for (std::size_t i = 0; i < roles_.size(); ++i)
      if (is_kernel_like(roles_[i])) alike.push_back(net_times(roles_, rounds_, stage, i));
    spread_[index(stage)] = pooled_spread(alike, units(stage));
  }
}

void CaseTimes::find_units() {
  for (const Stage stage : latest_first) {
    Units& units = units_[index(stage)];
    std::set<std::size_t> processes;
    for (const Round& round : rounds_)
      if (round.stage == stage) {
        units.push_back(round.launch);
        processes.insert(round.launch);
      }
    if (stage == Stage::deciding) processes_ = processes.size();
    if (processes.size() < fewest_units)
      for (std::size_t round = 0; round < units.size(); ++round) units[round] = round;
  }
}

void CaseTimes::make_entries(const MeasuredCase& one, const std::set<std::string>& failed) {
  std::map<std::string, std::size_t> group;  // by the name of the twin of the lowest target
  for (std::size_t i = 0; i < roles_.size(); ++i) {
    const MeasuredEntrant& entrant = one.entrants[i];
    const bool rival =
        entrant.role == Role::kernel && entrant.checked &&
        (failed.empty() || !failed.contains(kernel_id(one.key, entrant.implementation)));
    const bool named = entrant.same_code_as.empty();
    const std::string& code = named ? entrant.implementation : entrant.same_code_as;
    if (const auto found = group.find(code); rival && found != group.end()) {
      std::vector<std::size_t>& members = entries_[found->second].members;
      members.insert(named ? members.begin() : members.end(), i);
      continue;
    }
    if (rival) group[code] = entries_.size();
    entries_.push_back({{i}, rival});
  }
  for (Entry& entry : entries_)
    for (const Stage stage : latest_first) {
      std::vector<Times> members;
      for (const std::size_t i : entry.members)
        members.push_back(net_times(roles_, rounds_, stage, i));
      entry.times[index(stage)] = middle_of(members);
    }
}

bool CaseTimes::was_in(const Entry& one, Stage stage) const {
  return !present(one.times[index(stage)]).empty();
}

std::optional<Stage> CaseTimes::latest(const Entry& one) const {
  for (const Stage stage : latest_first)
    if (was_in(one, stage)) return stage;
  return std::nullopt;
}

Against CaseTimes::compare(const Entry& a, const Entry& b) const {
  const auto& deciding = spread_[index(Stage::deciding)];
  for (const Stage stage : latest_first) {
    // The trial is one process, and what processes differ by is known from those that decide. Of
    // one round it is not known whether it was spoilt.
    const bool one_process = stage == Stage::pilot && deciding && units(stage).size() > 1;
    const Units& of = units(stage);
    if (const auto ratio = paired_ratio(a.times[index(stage)], b.times[index(stage)],
                                        one_process ? Units(of.size(), 0) : of,
                                        one_process ? deciding : spread_[index(stage)]))
      return {ratio, stage == Stage::pilot && !one_process};
  }
  return {};
}

std::optional<PairedRatio> CaseTimes::compare_entrants(std::size_t a, std::size_t b) const {
  return paired_ratio(net_times(roles_, rounds_, Stage::deciding, a),
                      net_times(roles_, rounds_, Stage::deciding, b), units(Stage::deciding),
                      spread_[index(Stage::deciding)]);
}

std::vector<double> CaseTimes::net(std::size_t entrant, Stage stage) const {
  return present(net_times(roles_, rounds_, stage, entrant));
}

std::vector<double> CaseTimes::whole(std::size_t entrant, Stage stage) const {
  std::vector<double> found;
  for (const Round& round : rounds_)
    if (round.stage == stage && !std::isnan(round.ns[entrant])) found.push_back(round.ns[entrant]);
  return found;
}

std::vector<double> CaseTimes::restoring(std::size_t entrant, Stage stage) const {
  std::vector<double> found;
  for (std::size_t i = 0; i < roles_.size(); ++i)
    for (const Round& round : rounds_)
      if (roles_[i] == Role::restore && round.stage == stage && !std::isnan(round.ns[entrant]) &&
          !std::isnan(round.ns[i]))
        found.push_back(round.ns[i]);
  return found;
}

}  // namespace rectifier::bench
