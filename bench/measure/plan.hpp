// From a short trial of every case to how often it is measured.
#pragma once

#include <span>
#include <vector>

#include "bench/measure/measurements.hpp"
#include "bench/measure/profiles.hpp"

namespace rectifier::bench {

/// What is to be done for one case.
struct Plan {
  Case key;
  std::vector<Round> pilot;       ///< of every entrant, in the order of `entrants_of`
  std::vector<std::size_t> kept;  ///< entrants that go on
  std::vector<double> ns;         ///< a call, one an entrant, as the pilot saw it
  std::size_t best = 0;           ///< the entrant that gets repeated
  bool has_kernel = false;        ///< there is one to repeat
  std::size_t iterations = 1;     ///< calls an epoch, the same for all
  std::size_t rounds = 0;         ///< to decide on
  bool long_call = false;         ///< a call takes longer than an epoch
};

/// Tries a case: some 0.1 ms of each entrant three times, or one call if that takes longer.
Plan try_case(const Case& one, const std::vector<Entrant>& entrants, const ProfileRow& profile);

/// What a round of the entrants that were kept takes, in seconds.
double seconds_a_round(const Plan& plan);

/// What the whole case takes, in seconds.
double seconds_of(const Plan& plan, const ProfileRow& profile);

/// Gives each case its rounds, such that all together stay within the seconds: none fewer than
/// `fewest_rounds`, none more than `most` (or the profile's number for long calls, which is also
/// what they get if `most` is above it), and the longest cases are cut first. Returns whether
/// that is possible.
bool plan_rounds(std::span<Plan> plans, const ProfileRow& profile, std::size_t most,
                 double seconds);

/// As `plan_rounds`. But before cases with short calls get fewer rounds for the sake of long ones,
/// the kernels that the pilot saw slowest are left out of these, down to `fewest_kernels` in each:
/// beyond the caches there is little to choose from, and much to wait for.
bool plan_kernels_and_rounds(std::span<Plan> plans, std::span<const std::vector<Role>> roles,
                             const ProfileRow& profile, std::size_t most, double seconds);

/// Goes on with the kernels whose intervals reach near the best, and gives the time that the others
/// leave to more rounds, `most` at most. `roles` are those of the entrants, `rounds` the screening.
void screen(Plan& plan, const std::vector<Role>& roles, std::span<const Round> rounds,
            std::size_t most);

/// The times of an entrant without the memcpy before each call, where there is one. One a round
/// of the stage; `not_timed` where it was not in it.
Times net_times(const std::vector<Role>& roles, std::span<const Round> rounds, Stage stage,
                std::size_t entrant);

}  // namespace rectifier::bench
