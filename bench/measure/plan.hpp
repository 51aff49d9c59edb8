// From a short trial of every case to what is measured of it, and how often.
#pragma once

#include <span>
#include <vector>

#include "bench/measure/measurements.hpp"
#include "bench/measure/profiles.hpp"

namespace rectifier::bench {

/// What is to be done for one case.
struct Plan {
  Case key;
  std::vector<std::size_t> in;  ///< entrants that go on, but the one that is entered again
  std::vector<double> ns;       ///< a call, one an entrant, as the trial saw it
  std::size_t best = 0;         ///< the entrant that is entered twice
  bool has_kernel = false;      ///< there is one
  std::size_t iterations = 1;   ///< calls an epoch, the same for all
  std::size_t rounds = 0;       ///< in each process
  bool long_call = false;       ///< a call takes longer than an epoch
  double wall = 1;              ///< how much longer a round is than what it times
};

/// Chooses from what the trial saw (`ns`) who goes on: the kernels and peers within `factor` of the
/// best of them, the three fastest copies as far as they are near each other, and all the rest.
void keep_the_near(Plan& plan, const std::vector<Role>& roles, double factor);

/// Tries a case: some 0.1 ms of each entrant three times, or one call if that takes longer.
std::vector<Round> try_case(const Case& one, const std::vector<Entrant>& entrants);

/// What the trial says of a case. `roles` are those of the entrants.
Plan plan_of(const Case& one, const std::vector<Role>& roles, std::span<const Round> trial,
             const ProfileRow& profile);

/// What each is there for.
std::vector<Role> roles_of(std::span<const MeasuredEntrant> entrants);

/// Lets memcpy go on, however slow it is: `rectifier compare` divides the times of two runs by it.
void keep_memcpy(Plan& plan, std::span<const MeasuredEntrant> entrants);

/// What the case takes in a process, in seconds.
double seconds_of(const Plan& plan);

/// What one process takes that goes through all cases.
double seconds_of(std::span<const Plan> plans);

/// Leaves out the slowest kernels of the longest cases of long calls, down to `fewest_kernels` in
/// each, until so many processes stay within the seconds: beyond the caches there is little to
/// choose from, and much to wait for. Returns whether that is possible.
bool leave_out_for_time(std::span<Plan> plans, std::span<const std::vector<Role>> roles,
                        std::size_t processes, double seconds);

/// Leaves out kernels that so many processes saw far from the fastest (`races` of profiles.hpp):
/// time goes where it decides. It claims nothing; what was left out keeps its rounds.
void race(Plan& plan, const std::vector<Role>& roles, std::span<const Round> rounds,
          std::size_t processes);

}  // namespace rectifier::bench
