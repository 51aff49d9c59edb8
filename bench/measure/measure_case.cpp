#include "bench/measure/measure_case.hpp"

#include "bench/data.hpp"
#include "bench/measure/worker.hpp"

namespace rectifier::bench {
namespace {

/// With arrays larger than this, there is not room for two processes' at once.
constexpr double large_arrays = 0x1p26;

void release_large(const Case& one) {
  with_type(one.type, [&]<class T>(T) {
    if (Data<T>::bytes(one, true) > large_arrays) data<T>().release();
  });
}

void append(std::vector<Round>& to, const std::vector<Round>& rounds) {
  to.insert(to.end(), rounds.begin(), rounds.end());
}

}  // namespace

MeasuredCase measure_case(Plan& plan, const std::vector<Role>& roles, std::uint64_t seed,
                          const RunContext& run) {
  const ProfileRow& profile = run.profile;
  MeasuredCase made{plan.key, {}, plan.pilot};
  auto entrants = entrants_of(plan.key, run.kernels);
  if (profile.screening > 0) {
    const auto rounds = run_rounds(plan.key, entrants, plan.kept,
                                   {Stage::screening, 0, plan.iterations, profile.screening, seed});
    append(made.rounds, rounds);
    if (stop_requested != 0) return made;
    screen(plan, roles, rounds, run.most_rounds);
  }
  // Only now is it known which kernel is worth being compared with itself.
  const std::string repeated = plan.has_kernel ? entrants[plan.best].implementation : "";
  entrants = entrants_with_repeated(plan.key, run.kernels, repeated);
  for (const Entrant& entrant : entrants)
    made.entrants.push_back({entrant.role, entrant.implementation, entrant.target,
                             entrant.kernel != nullptr ? run.checked.contains(entrant.kernel->id)
                                                       : entrant.role == Role::public_call ||
                                                             entrant.role == Role::threads});
  for (Round& round : made.rounds) round.ns.resize(entrants.size(), not_timed);
  std::vector<std::size_t> in = plan.kept;
  if (plan.has_kernel) in.push_back(entrants.size() - 1);

  if (profile.launches > 1) release_large(plan.key);
  for (std::size_t launched = 0; launched < profile.launches && stop_requested == 0; ++launched) {
    const std::size_t rounds =
        plan.rounds * (launched + 1) / profile.launches - plan.rounds * launched / profile.launches;
    const RoundsRequest request{Stage::deciding, launched, plan.iterations, rounds,
                                random_bits(launched + 1, seed)};
    append(made.rounds, profile.launches == 1
                            ? run_rounds(plan.key, entrants, in, request)
                            : launch({plan.key, repeated, in, request}, run.arguments));
  }
  return made;
}

}  // namespace rectifier::bench
