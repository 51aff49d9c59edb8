#include "bench/measure/plan.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "bench/measure/run_rounds.hpp"

namespace rectifier::bench {
namespace {

/// What Google Benchmark takes to start and end a run.
constexpr double overhead_seconds = 12e-6;

/// Until a process of its own has begun and made its data.
double launch_seconds(const Plan& plan) { return 0.03 + 4e-9 * static_cast<double>(plan.key.n); }

/// Of those that screening gets, how much of their time goes on: a guess.
constexpr double screening_leaves = 0.6;

/// So long runs each entrant in a pilot round.
constexpr double pilot_ns = 5e4;
constexpr double long_call_ns = 2e6;
constexpr double far_off = 8;

bool may_be_best(Role role) { return role == Role::kernel || role == Role::peer; }

/// Leaves out who is far from the best.
void keep_the_near(Plan& plan, const std::vector<Role>& roles, double factor) {
  double restore = 0;
  for (std::size_t i = 0; i < roles.size(); ++i)
    if (roles[i] == Role::restore) restore = plan.ns[i];
  const auto net = [&](std::size_t i) { return plan.ns[i] - restore; };
  const auto best_of = [&](auto wanted) {
    double best = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < roles.size(); ++i)
      if (wanted(roles[i])) best = std::min(best, net(i));
    return best;
  };
  const double best_kernel = best_of(may_be_best);
  const double best_yardstick = best_of([](Role role) { return role == Role::yardstick; });
  plan.kept.clear();
  for (std::size_t i = 0; i < roles.size(); ++i) {
    // Where nothing is left after the subtraction, nothing can be said.
    const bool near_kernel = best_kernel <= 0 || net(i) <= factor * best_kernel;
    const bool near_yardstick = best_yardstick <= 0 || net(i) <= 1.5 * best_yardstick;
    if (may_be_best(roles[i]) ? near_kernel : roles[i] != Role::yardstick || near_yardstick)
      plan.kept.push_back(i);
  }
}

/// The kernel that the pilot saw fastest; a peer if there is no other.
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

std::size_t most_rounds_of(const Plan& plan, std::size_t most) {
  return plan.long_call ? std::min(most, rounds_of_long_calls(most)) : most;
}

double total(std::span<const Plan> plans, const ProfileRow& profile) {
  double seconds = 0;
  for (const Plan& plan : plans) seconds += seconds_of(plan, profile);
  return seconds;
}

}  // namespace

Plan try_case(const Case& one, const std::vector<Entrant>& entrants, const ProfileRow& profile) {
  Plan plan;
  plan.key = one;
  std::vector<std::size_t> everyone(entrants.size());
  std::iota(everyone.begin(), everyone.end(), std::size_t{0});
  std::vector<Role> roles;
  for (const Entrant& entrant : entrants) roles.push_back(entrant.role);

  const auto add_round = [&](const std::vector<std::size_t>& in, std::size_t iterations) {
    plan.pilot.push_back(run_round(one, entrants, in, iterations));
    plan.pilot.back().stage = Stage::pilot;
    if (plan.ns.empty()) plan.ns.assign(entrants.size(), std::numeric_limits<double>::infinity());
    for (const std::size_t i : in) plan.ns[i] = std::min(plan.ns[i], plan.pilot.back().ns[i]);
  };
  const auto calls_in = [](double ns, double call) {
    return static_cast<std::size_t>(std::max(1.0, std::round(ns / call)));
  };
  // A restoring memcpy may be much shorter than any call.
  const auto fastest = [&](const std::vector<double>& ns) {
    double found = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < roles.size(); ++i)
      if (roles[i] != Role::restore) found = std::min(found, ns[i]);
    return found;
  };
  // The first call also brings everything into the caches.
  Round first = run_round(one, entrants, everyone, 1);
  if (fastest(first.ns) < long_call_ns) {
    add_round(everyone, calls_in(pilot_ns, fastest(first.ns)));
    for (const bool all : {true, false}) {
      if (stop_requested != 0) break;
      // Who was far off twice need not be waited for again.
      std::vector<std::size_t> in;
      for (const std::size_t i : everyone)
        if (all || roles[i] == Role::restore || plan.ns[i] <= far_off * fastest(plan.ns))
          in.push_back(i);
      add_round(in, calls_in(pilot_ns, fastest(plan.ns)));
    }
  } else {
    first.stage = Stage::pilot;
    plan.ns = first.ns;
    plan.pilot.push_back(first);
  }
  keep_the_near(plan, roles, profile.keep);
  if (plan.pilot.size() == 1 && plan.kept.size() < entrants.size()) {
    // One call may have been unlucky.
    std::vector<std::size_t> doubtful;
    for (const std::size_t i : everyone)
      if (!std::binary_search(plan.kept.begin(), plan.kept.end(), i)) doubtful.push_back(i);
    add_round(doubtful, 1);
    keep_the_near(plan, roles, profile.keep);
  }
  choose_repeated(plan, roles);
  plan.iterations = calls_in(profile.epoch_ms * 1e6, fastest(plan.ns));
  plan.long_call = plan.iterations == 1 && fastest(plan.ns) > profile.epoch_ms * 1e6;
  return plan;
}

double seconds_a_round(const Plan& plan) {
  double ns = plan.has_kernel ? plan.ns[plan.best] : 0;
  for (const std::size_t i : plan.kept) ns += plan.ns[i];
  return 1e-9 * ns * static_cast<double>(plan.iterations) +
         overhead_seconds * static_cast<double>(plan.kept.size() + 1);
}

double seconds_of(const Plan& plan, const ProfileRow& profile) {
  const double round = seconds_a_round(plan);
  const bool screens = profile.screening > 0;
  // One more round before each launch does not count.
  const double deciding =
      static_cast<double>(plan.rounds + (plan.long_call ? profile.launches : 1));
  return round * (static_cast<double>(profile.screening) +
                  (screens ? screening_leaves : 1) * deciding) +
         (profile.launches > 1 ? static_cast<double>(profile.launches) * launch_seconds(plan) : 0);
}

bool plan_rounds(std::span<Plan> plans, const ProfileRow& profile, std::size_t most,
                 double seconds) {
  // Every case gets as many rounds as fit into the same time; that time is searched for.
  const auto give = [&](double seconds_a_case) {
    for (Plan& plan : plans) {
      const double fit = std::floor(seconds_a_case / seconds_a_round(plan));
      const auto limit = static_cast<double>(most_rounds_of(plan, most));
      plan.rounds =
          static_cast<std::size_t>(std::clamp(fit, static_cast<double>(fewest_rounds), limit));
    }
    return total(plans, profile);
  };
  double enough = seconds, too_short = 0;
  if (give(enough) <= seconds) return true;
  for (int halving = 0; halving < 40; ++halving) {
    const double middle = (too_short + enough) / 2;
    (give(middle) <= seconds ? too_short : enough) = middle;
  }
  return give(too_short) <= seconds;
}

bool plan_kernels_and_rounds(std::span<Plan> plans, std::span<const std::vector<Role>> roles,
                             const ProfileRow& profile, std::size_t most, double seconds) {
  std::vector<double> needed;
  for (Plan& plan : plans) {
    plan.rounds = plan.long_call ? fewest_rounds : std::min(most, profile.rounds);
    needed.push_back(seconds_of(plan, profile));
  }
  // One kernel less in the longest case that has enough of them, again and again.
  while (std::accumulate(needed.begin(), needed.end(), 0.0) > seconds) {
    std::size_t longest = plans.size();
    std::size_t slowest = 0;
    for (std::size_t p = 0; p < plans.size(); ++p) {
      if (!plans[p].long_call || (longest < plans.size() && needed[p] <= needed[longest])) continue;
      std::vector<std::size_t> may_go;
      for (const std::size_t i : plans[p].kept)
        if (roles[p][i] == Role::kernel) may_go.push_back(i);
      if (may_go.size() <= fewest_kernels) continue;
      longest = p;
      slowest = *std::max_element(may_go.begin(), may_go.end(), [&](std::size_t a, std::size_t b) {
        return plans[p].ns[a] < plans[p].ns[b];
      });
    }
    if (longest == plans.size()) break;
    std::erase(plans[longest].kept, slowest);
    needed[longest] = seconds_of(plans[longest], profile);
  }
  return plan_rounds(plans, profile, most, seconds);
}

void screen(Plan& plan, const std::vector<Role>& roles, std::span<const Round> rounds,
            std::size_t most) {
  std::vector<std::size_t> kernels;
  std::vector<Times> times;
  for (const std::size_t i : plan.kept)
    if (roles[i] == Role::kernel) {
      kernels.push_back(i);
      times.push_back(net_times(roles, rounds, Stage::screening, i));
    }
  if (kernels.empty()) return;
  const double before = seconds_a_round(plan);
  const Judgement judged = judge(times, default_tolerance);
  plan.best = kernels[judged.best];
  for (std::size_t k = 0; k < kernels.size(); ++k)
    if (k != judged.best && judged.ratio[k] && judged.ratio[k]->low > screening_keeps)
      std::erase(plan.kept, kernels[k]);
  const double fit =
      screening_leaves * static_cast<double>(plan.rounds) * before / seconds_a_round(plan);
  plan.rounds =
      std::clamp(static_cast<std::size_t>(fit), fewest_rounds, most_rounds_of(plan, most));
}

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

}  // namespace rectifier::bench
