#include "bench/measure/plan.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "bench/measure/run_rounds.hpp"

namespace rectifier::bench {
namespace {

/// What Google Benchmark takes to start and end a run.
constexpr double overhead_seconds = 12e-6;

/// So long runs each entrant in a round of the trial.
constexpr double trial_ns = 5e4;
constexpr double long_call_ns = 2e6;
constexpr double far_off = 8;

constexpr double endless = std::numeric_limits<double>::infinity();

bool may_be_best(Role role) { return role == Role::kernel || role == Role::peer; }

/// Calls that take so long, and in place whole passes of them.
std::size_t calls_in(const Case& one, double ns, double call) {
  const auto calls = static_cast<std::size_t>(std::max(1.0, std::round(ns / call)));
  const std::size_t pass = row(one.placement).in_place ? windows(one) : 1;
  return std::max<std::size_t>(1, calls / pass) * pass;
}

double fastest(const std::vector<double>& ns) { return *std::min_element(ns.begin(), ns.end()); }

/// The shortest time of each entrant in rounds that it was in.
std::vector<double> least_of(std::span<const Round> rounds, std::size_t entrants) {
  std::vector<double> ns(entrants, endless);
  for (const Round& round : rounds)
    for (std::size_t i = 0; i < std::min(entrants, round.ns.size()); ++i)
      if (round.ns[i] < ns[i]) ns[i] = round.ns[i];
  return ns;
}

/// Leaves out who is far from the best, and yardsticks but the fastest.
void keep_the_near(Plan& plan, const std::vector<Role>& roles, const ProfileRow& profile) {
  std::vector<std::pair<double, std::size_t>> kernels, yardsticks;
  double best = endless;
  for (std::size_t i = 0; i < roles.size(); ++i) {
    if (may_be_best(roles[i])) best = std::min(best, plan.ns[i]);
    if (roles[i] == Role::kernel) kernels.emplace_back(plan.ns[i], i);
    if (roles[i] == Role::yardstick) yardsticks.emplace_back(plan.ns[i], i);
  }
  std::sort(kernels.begin(), kernels.end());
  std::sort(yardsticks.begin(), yardsticks.end());
  const auto among = [](const auto& sorted, std::size_t most, std::size_t i) {
    const auto end = sorted.begin() + std::ptrdiff_t(std::min(most, sorted.size()));
    return std::any_of(sorted.begin(), end, [&](const auto& one) { return one.second == i; });
  };
  const std::size_t most = plan.long_call ? profile.most_kernels : kernels.size();
  const bool every_kernel = compares_builds(roles);
  for (std::size_t i = 0; i < roles.size(); ++i)
    if (roles[i] == Role::yardstick ? among(yardsticks, most_yardsticks, i)
        : roles[i] == Role::kernel
            ? every_kernel || (among(kernels, most, i) && plan.ns[i] <= profile.keep * best)
            : roles[i] != Role::repeated)
      plan.in.push_back(i);
}

/// The kernel that the trial saw fastest; a peer if there is no other.
void choose_repeated(Plan& plan, const std::vector<Role>& roles) {
  for (const Role wanted : {Role::kernel, Role::peer}) {
    for (std::size_t i = 0; i < roles.size(); ++i)
      if (roles[i] == wanted && (!plan.has_kernel || plan.ns[i] < plan.ns[plan.best])) {
        plan.best = i;
        plan.has_kernel = true;
      }
    if (plan.has_kernel) return;
  }
}

/// The middle of the times of `i` by those of `j`, in rounds that both were in.
double ratio(std::span<const Round> rounds, std::size_t i, std::size_t j) {
  std::vector<double> ratios;
  for (const Round& round : rounds)
    if (round.stage == Stage::deciding && !std::isnan(round.ns[i]) && !std::isnan(round.ns[j]))
      ratios.push_back(round.ns[i] / round.ns[j]);
  return ratios.empty() ? endless : median(std::move(ratios));
}

}  // namespace

std::vector<Round> try_case(const Case& one, const std::vector<Entrant>& entrants) {
  std::vector<std::size_t> everyone(entrants.size());
  std::iota(everyone.begin(), everyone.end(), std::size_t{0});
  std::vector<Round> trial;
  const auto add_round = [&](const std::vector<std::size_t>& in, std::size_t iterations) {
    trial.push_back(run_round(one, entrants, in, iterations, 0));
    trial.back().stage = Stage::pilot;
  };
  const auto times = [&] { return least_of(trial, entrants.size()); };
  // The first call also brings everything into the caches.
  add_round(everyone, calls_in(one, 1, 1));
  if (fastest(times()) >= long_call_ns) {
    // One call may have been unlucky.
    if (stop_requested == 0) add_round(everyone, 1);
    return trial;
  }
  const double first = fastest(times());
  trial.clear();
  add_round(everyone, calls_in(one, trial_ns, first));
  for (const bool all : {true, false}) {
    if (stop_requested != 0) break;
    // Who was far off twice need not be waited for again.
    const auto ns = times();
    std::vector<std::size_t> in;
    for (const std::size_t i : everyone)
      if (all || ns[i] <= far_off * fastest(ns)) in.push_back(i);
    add_round(in, calls_in(one, trial_ns, fastest(ns)));
  }
  return trial;
}

Plan plan_of(const Case& one, const std::vector<Role>& roles, std::span<const Round> trial,
             const ProfileRow& profile) {
  Plan plan{.key = one, .in = {}, .ns = least_of(trial, roles.size())};
  double seconds = 0, timed = 0;
  for (const Round& round : trial) {
    seconds += round.seconds;
    for (const double ns : round.ns)
      if (!std::isnan(ns)) timed += 1e-9 * ns * static_cast<double>(round.iterations);
  }
  if (timed > 0) plan.wall = std::max(1.0, seconds / timed);
  const double epoch_ns = profile.epoch_ms * 1e6;
  plan.iterations = calls_in(one, epoch_ns / plan.wall, fastest(plan.ns));
  plan.long_call = plan.iterations == 1 && fastest(plan.ns) > epoch_ns;
  // A call that is longer than an epoch tells more, and what it takes is not there for others.
  const double fit = static_cast<double>(profile.rounds) * epoch_ns / fastest(plan.ns);
  plan.rounds = plan.long_call
                    ? std::clamp(static_cast<std::size_t>(fit), fewest_rounds_each, profile.rounds)
                    : profile.rounds;
  choose_repeated(plan, roles);
  keep_the_near(plan, roles, profile);
  return plan;
}

std::vector<Role> roles_of(std::span<const MeasuredEntrant> entrants) {
  std::vector<Role> roles;
  for (const MeasuredEntrant& entrant : entrants) roles.push_back(entrant.role);
  return roles;
}

void keep_memcpy(Plan& plan, std::span<const MeasuredEntrant> entrants) {
  for (std::size_t i = 0; i < entrants.size(); ++i)
    if (entrants[i].role == Role::yardstick && entrants[i].implementation.ends_with("/memcpy"))
      if (const auto at = std::lower_bound(plan.in.begin(), plan.in.end(), i);
          at == plan.in.end() || *at != i)
        plan.in.insert(at, i);
}

double seconds_of(const Plan& plan) {
  double ns = plan.has_kernel ? plan.ns[plan.best] : 0;
  for (const std::size_t i : plan.in) ns += plan.ns[i];
  const auto entrants = static_cast<double>(plan.in.size() + 1);
  const auto iterations = static_cast<double>(plan.iterations);
  // One call of each comes before them and does not count; where calls are long, of one.
  const double calls =
      static_cast<double>(plan.rounds) * iterations +
      (plan.long_call ? 1 / entrants : static_cast<double>(calls_in(plan.key, 1, 1)));
  return 1e-9 * ns * calls * (plan.long_call ? 1 : plan.wall) +
         overhead_seconds * entrants * static_cast<double>(plan.rounds + 1);
}

double seconds_of(std::span<const Plan> plans) {
  double seconds = 0.05;  // until the process has begun and made its data
  for (const Plan& plan : plans) seconds += seconds_of(plan);
  return seconds;
}

bool leave_out_for_time(std::span<Plan> plans, std::span<const std::vector<Role>> roles,
                        std::size_t processes, double seconds) {
  const auto all = static_cast<double>(processes);
  // One kernel less in the longest case that has enough of them, again and again.
  while (all * seconds_of(plans) > seconds) {
    std::size_t longest = plans.size();
    std::size_t slowest = 0;
    for (std::size_t p = 0; p < plans.size(); ++p) {
      if (!plans[p].long_call || compares_builds(roles[p]) ||
          (longest < plans.size() && seconds_of(plans[p]) <= seconds_of(plans[longest])))
        continue;
      std::vector<std::size_t> may_go;
      for (const std::size_t i : plans[p].in)
        if (roles[p][i] == Role::kernel) may_go.push_back(i);
      if (may_go.size() <= fewest_kernels) continue;
      longest = p;
      slowest = *std::max_element(may_go.begin(), may_go.end(), [&](std::size_t a, std::size_t b) {
        return plans[p].ns[a] < plans[p].ns[b];
      });
    }
    if (longest == plans.size()) return false;
    std::erase(plans[longest].in, slowest);
  }
  return true;
}

void race(Plan& plan, const std::vector<Role>& roles, std::span<const Round> rounds,
          std::size_t processes) {
  if (compares_builds(roles)) return;
  const RaceRow* due = nullptr;
  for (const RaceRow& row : races)
    if (processes >= row.processes) due = &row;
  std::vector<std::size_t> kernels;
  for (const std::size_t i : plan.in)
    if (roles[i] == Role::kernel) kernels.push_back(i);
  if (due == nullptr || kernels.empty()) return;
  // The one that the fewest others beat: by each pair's own rounds, as not all have the same.
  std::map<std::size_t, std::size_t> beaten;
  for (const std::size_t i : kernels)
    for (const std::size_t j : kernels) beaten[i] += ratio(rounds, i, j) > 1;
  const std::size_t best =
      *std::min_element(kernels.begin(), kernels.end(),
                        [&](std::size_t a, std::size_t b) { return beaten.at(a) < beaten.at(b); });
  for (const std::size_t i : kernels)
    if (const double far = ratio(rounds, i, best); far < endless && far > due->factor)
      std::erase(plan.in, i);
}

}  // namespace rectifier::bench
