// Runs rounds: Google Benchmark is the clock, the order is ours.
#pragma once

#include <csignal>
#include <cstdint>
#include <vector>

#include "bench/measure/measurements.hpp"

namespace rectifier::bench {

/// Set by SIGINT and SIGTERM: the round that runs is the last.
extern volatile std::sig_atomic_t stop_requested;

/// Says what runs, should it never come back: a crash and a call of more than a minute end the
/// process with a line on stderr that names it. `what` must outlive the guard.
class Watch {
 public:
  explicit Watch(const char* what);
  Watch(const Watch&) = delete;
  ~Watch();
};

/// Makes SIGINT and SIGTERM set `stop_requested`, and crashes say what ran. `tool` begins the line.
void install_signal_handlers();

/// What the system says of disturbances since it started.
struct Disturbances {
  double steal_ms = 0;
  std::size_t switches = 0;  ///< of this process, involuntary
};
Disturbances disturbances();

/// Pages that the machine moved to and from its swap space since it started.
double swapped_pages();

/// Runs each of the entrants in `order` (indices into `entrants`) for the same number of calls,
/// one after another; all write `further` bytes after the usual place.
Round run_round(const Case& one, const std::vector<Entrant>& entrants,
                const std::vector<std::size_t>& order, std::size_t iterations, std::size_t further);

/// What several rounds have in common.
struct RoundsRequest {
  std::size_t launch = 0;
  std::size_t iterations = 1;
  std::size_t rounds = 0;
  std::uint64_t seed = 0;  ///< of the orders, and of where the output begins
};

/// Rounds that decide, of those entrants that `in` names (indices), in the order of Latin squares,
/// after one call of each that does not count; where calls are long, of the first alone. Fewer than
/// asked for only if a stop was requested.
std::vector<Round> run_rounds(const Case& one, const std::vector<Entrant>& entrants,
                              const std::vector<std::size_t>& in, const RoundsRequest& request);

}  // namespace rectifier::bench
