// All rounds of one case, from its plan.
#pragma once

#include <set>
#include <span>
#include <string>
#include <vector>

#include "bench/measure/plan.hpp"

namespace rectifier::bench {

/// What all cases of a run have in common.
struct RunContext {
  std::span<const Kernel> kernels;
  const std::set<std::string>& checked;  ///< ids of kernels that were compared with the definition
  const ProfileRow& profile;
  std::size_t most_rounds;                    ///< to decide on, whatever the plan
  const std::vector<std::string>& arguments;  ///< to start this program with again
};

/// Screens, if the profile does, and then measures the rounds that decide, in as many processes as
/// the profile says. `roles` are those of the entrants; `seed` is of the orders. Not complete if a
/// stop was requested. @throws as `launch` does.
MeasuredCase measure_case(Plan& plan, const std::vector<Role>& roles, std::uint64_t seed,
                          const RunContext& run);

}  // namespace rectifier::bench
