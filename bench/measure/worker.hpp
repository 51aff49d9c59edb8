// Rounds in a process of their own: where its memory lies is drawn anew.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "bench/measure/run_rounds.hpp"

namespace rectifier::bench {

/// Rounds of some entrants of a case.
struct Launch {
  Case key;
  std::string repeated;         ///< the kernel that is entered again at the end; empty: none
  std::vector<std::size_t> in;  ///< indices of entrants
  RoundsRequest request;
};

/// The entrants of a case and, at the end, the kernel that is entered again.
std::vector<Entrant> entrants_with_repeated(const Case& one, std::span<const Kernel> all,
                                            const std::string& repeated);

/// Starts this program again with the arguments and `--launch`, and reads the rounds that it
/// measured. Fewer than asked for only if a stop was requested.
/// @throws std::runtime_error if the process ends otherwise than it should; if it has already
/// said why on stderr, the message is empty.
std::vector<Round> launch(const Launch& wanted, const std::vector<std::string>& arguments);

/// The other end: reads a launch from stdin, runs it and writes its rounds to stdout.
/// @throws std::invalid_argument if that is none.
void serve_launch(std::span<const Kernel> all);

}  // namespace rectifier::bench
