// Measurements of many processes that nobody made: each kernel has a level of its own in each.
#pragma once

#include <cmath>
#include <random>

#include "bench/tests/made_up.hpp"

namespace rectifier::bench {

/// What differs between runs and builds, as factors of a time.
struct MadeUpRun {
  std::uint64_t seed = 1;
  double everything = 1;  ///< of every time, copies too
  double kernels = 1;     ///< of this build's kernels
  double noise = 0.02;    ///< from process to process, and half of it from round to round
  std::size_t processes = 10;
  std::size_t rounds = 3;  ///< of a process
  bool against = false;    ///< with the same kernels of another build, which `kernels` leaves alone
  std::size_t kernel_count = 20;
};

inline Measurements made_up_run(const MadeUpRun& run) {
  std::mt19937_64 random(run.seed);
  const auto spread = [&](double share) {
    return std::exp(std::normal_distribution<double>(0, share)(random));
  };
  std::vector<MeasuredCase> cases;
  std::vector<double> drift;  // a process goes through all cases
  for (std::size_t process = 0; process < run.processes; ++process)
    drift.push_back(spread(run.noise));
  for (const Operation operation : {Operation::relu, Operation::relu_backward})
    for (const std::size_t n : {std::size_t{100}, std::size_t{1000}, std::size_t{10'000}}) {
      MeasuredCase made{
          {{operation, Convention::textbook, Type::f32, Placement::out_of_place, Signs::random}, n},
          {},
          {}};
      std::vector<double> base;
      const auto add = [&](Role role, std::string implementation, double ns) {
        made.entrants.push_back({role, std::move(implementation), "", role == Role::kernel});
        base.push_back(ns * run.everything);
      };
      // As measured: there is no memcpy of two inputs.
      if (operation == Operation::relu) add(Role::yardstick, "copy/memcpy", 50);
      for (std::size_t k = 0; k < run.kernel_count; ++k) {
        const double ns = 60 + 5 * static_cast<double>(k);
        add(Role::kernel, "kernel_" + std::to_string(k), ns * run.kernels);
        if (run.against) add(Role::before, "kernel_" + std::to_string(k), ns);
      }
      add(Role::public_call, "public", 70 * run.kernels);
      add(Role::threads, "public_2_threads", 70 * spread(1));
      for (std::size_t process = 0; process < run.processes; ++process) {
        std::vector<double> level;
        for (const double ns : base) level.push_back(ns * drift[process] * spread(run.noise));
        for (std::size_t r = 0; r < run.rounds; ++r) {
          Round round;
          round.launch = process;
          round.iterations = 1000;
          for (const double ns : level) round.ns.push_back(ns * spread(run.noise / 2));
          made.rounds.push_back(round);
        }
      }
      cases.push_back(std::move(made));
    }
  return made_up_measurements(cases);
}

}  // namespace rectifier::bench
