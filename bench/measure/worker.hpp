// A process of its own that goes through all cases: where its memory lies, and its code, is drawn
// anew.
#pragma once

#include <functional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "bench/measure/plan.hpp"
#include "bench/measure/run_rounds.hpp"

namespace rectifier::bench {

/// What a process does for one case.
struct LaunchCase {
  Case key;
  std::string repeated;         ///< the kernel that is entered again at the end; empty: none
  std::vector<std::size_t> in;  ///< indices of entrants
  std::size_t iterations = 1;   ///< calls of each entrant a round
  std::size_t rounds = 0;
};

/// What one process does.
struct Launch {
  std::size_t number = 0;  ///< of the process
  std::uint64_t seed = 0;
  std::vector<LaunchCase> cases;
};

/// What a file says of entrants. `checked` are ids of kernels that were compared with the
/// definition.
std::vector<MeasuredEntrant> measured_entrants(std::span<const Entrant> entrants,
                                               const std::set<std::string>& checked);

/// What has not gone through the process of this number yet. `cases` are those of the plans.
std::vector<LaunchCase> missing_in(std::size_t number, std::span<const Plan> plans,
                                   std::span<const MeasuredCase> cases);

/// The entrants of a case and, at the end, the kernel that is entered again, from `others`, which
/// are the same kernels at other addresses.
std::vector<Entrant> entrants_with_repeated(const Case& one, std::span<const Kernel> all,
                                            std::span<const Kernel> others,
                                            const std::string& repeated);

/// Gets the rounds of a case as soon as they are there, and the line that a file has of them.
using OnRounds =
    std::function<void(const Case& one, std::vector<Round> rounds, std::string_view line)>;

/// Starts this program again with the arguments and `--launch`, and reads what it measures. Fewer
/// cases than asked for only if a stop was requested.
/// @throws std::runtime_error if the process ends otherwise than it should; if it has already
/// said why on stderr, the message is empty. And what `on_rounds` throws.
void launch(const Launch& wanted, const std::vector<std::string>& arguments,
            const OnRounds& on_rounds);

/// The other end: reads a launch from stdin, runs it and writes the rounds of each case to stdout.
/// @throws std::invalid_argument if that is none.
void serve_launch(std::span<const Kernel> all);

}  // namespace rectifier::bench
