// Made-up kernels whose times are known, and what is decided of them.
#pragma once

#include <rapidcheck.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "reports/answers/decisions.hpp"

namespace rectifier::reports {

using bench::MeasuredCase;
using bench::Role;
using bench::Round;

inline constexpr std::size_t sizes[] = {8, 64, 65, 1024, 65'536, 1'048'576, 16'777'216};
inline constexpr const char* target_names[] = {"scalar", "sse2", "avx", "avx2"};
inline constexpr Operation tried[] = {Operation::relu, Operation::leaky_relu};
inline constexpr double tolerance = bench::default_tolerance;

struct Known {
  std::string implementation, target;
  bool checked = true, failed = false;
  std::vector<std::vector<double>> ns;  ///< one an operation and size
};

/// A world of kernels, and what a person could find out about it.
struct World {
  std::vector<std::size_t> n;
  std::vector<Known> kernels;

  std::size_t operations() const { return kernels.front().ns.size(); }

  std::set<std::string> failed() const {
    std::set<std::string> ids;
    for (const Known& kernel : kernels)
      for (const Operation operation : tried)
        if (kernel.failed)
          ids.insert(std::string(name(operation)) + "/textbook/f32/" + kernel.implementation);
    return ids;
  }

  /// The kernels that may be chosen under a highest allowed target.
  std::vector<const Known*> allowed(std::string_view max_target) const {
    std::vector<const Known*> found;
    for (const Known& kernel : kernels)
      if (kernel.checked && !kernel.failed && target_rank(kernel.target) <= target_rank(max_target))
        found.push_back(&kernel);
    return found;
  }

  /// How much slower a kernel is than the fastest that is allowed.
  double loss(std::string_view max_target, std::size_t operation, std::size_t size,
              const Known& kernel) const {
    double least = HUGE_VAL;
    for (const Known* other : allowed(max_target))
      least = std::min(least, other->ns[operation][size]);
    return kernel.ns[operation][size] / least - 1;
  }
};

inline bench::Case key_of(std::size_t n, Operation operation = Operation::relu) {
  return {{operation, Convention::textbook, Type::f32, Placement::out_of_place, Signs::random}, n};
}

inline Measurements measured(const World& world) {
  Measurements made;
  made.machine = {{"CPU", "A CPU <b>"}, {"architecture", "x86_64"}};
  for (std::size_t o = 0; o < world.operations(); ++o)
    for (std::size_t i = 0; i < world.n.size(); ++i) {
      MeasuredCase one{key_of(world.n[i], tried[o]), {}, {}};
      for (const Known& kernel : world.kernels)
        one.entrants.push_back(
            {Role::kernel, kernel.implementation, kernel.target, kernel.checked});
      for (std::size_t r = 0; r < 21; ++r) {
        Round round;
        round.iterations = 1;
        for (const Known& kernel : world.kernels) round.ns.push_back(kernel.ns[o][i]);
        one.rounds.push_back(std::move(round));
      }
      made.cases.push_back(std::move(one));
    }
  return made;
}

inline std::optional<std::size_t> no_code_bytes(const std::string&) { return std::nullopt; }

inline Decisions decided(const Measurements& measurements,
                         const CodeBytes& code_bytes = no_code_bytes,
                         const std::set<std::string>& failed = {}) {
  return decide(measurements, bench::judge(measurements, tolerance), code_bytes, failed);
}

inline World arbitrary_world() {
  World world;
  for (const std::size_t n : sizes)
    if (*rc::gen::inRange(0, 3) > 0) world.n.push_back(n);
  if (world.n.empty()) world.n.push_back(64);
  const std::size_t count = *rc::gen::inRange<std::size_t>(1, 9);
  const std::size_t of = *rc::gen::inRange<std::size_t>(1, 1 + std::size(tried));
  for (std::size_t k = 0; k < count; ++k) {
    Known kernel{"k" + std::to_string(k), target_names[*rc::gen::inRange(0, 4)], true, false, {}};
    kernel.checked = *rc::gen::inRange(0, 6) > 0;
    kernel.failed = *rc::gen::inRange(0, 6) == 0;
    // In steps of 0.7 %, so that many are near each other, some equal, and none at the bound.
    for (std::size_t o = 0; o < of; ++o) {
      std::vector<double>& ns = kernel.ns.emplace_back();
      for (std::size_t i = 0; i < world.n.size(); ++i)
        ns.push_back(100 + 0.7 * *rc::gen::inRange(0, 16));
    }
    world.kernels.push_back(std::move(kernel));
  }
  return world;
}

inline Decisions decided(const World& world) {
  return decided(measured(world), no_code_bytes, world.failed());
}

}  // namespace rectifier::reports
