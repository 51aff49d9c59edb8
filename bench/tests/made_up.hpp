// Measurements that nobody made, for the tests.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "bench/measure/measurements.hpp"

namespace rectifier::bench {

/// An entrant and its times in the rounds that decide.
struct MadeUpEntrant {
  Role role;
  std::string implementation;
  std::vector<double> ns;
};

inline MeasuredCase made_up_case(const std::vector<MadeUpEntrant>& entrants, Case key = {}) {
  if (key.n == 0)
    key = {
        {Operation::relu, Convention::textbook, Type::f32, Placement::out_of_place, Signs::random},
        64};
  MeasuredCase made{key, {}, {}};
  for (const MadeUpEntrant& entrant : entrants) {
    const bool ours = entrant.role == Role::kernel || entrant.role == Role::public_call;
    made.entrants.push_back({entrant.role, entrant.implementation, ours ? "avx2" : "", ours});
  }
  for (std::size_t r = 0; r < entrants.front().ns.size(); ++r) {
    Round round;
    round.iterations = 1000;
    round.seconds = 0.001;
    for (const MadeUpEntrant& entrant : entrants) round.ns.push_back(entrant.ns[r]);
    made.rounds.push_back(round);
  }
  return made;
}

inline Measurements made_up_measurements(const std::vector<MeasuredCase>& cases) {
  Measurements made;
  made.complete = true;
  made.machine = {{"CPU", "A CPU"}, {"CPUs", "2"}};
  made.build = {{"rectifier", "0.1.0"}, {"build type", "Release"}};
  made.arguments = {{"--profile", "quick"}};
  made.sessions = {{{{"date", "2026-11-24T00:00:00Z"},
                     {"load before", "0.10"},
                     {"frequency governor", "none seen"}},
                    1,
                    0,
                    0}};
  made.cases = cases;
  return made;
}

}  // namespace rectifier::bench
