// What both examples with threads do: time one call against the same call divided, and compare
// the answers.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <functional>
#include <vector>

#include "rectifier/chunks.hpp"
#include "rectifier/rectifier.hpp"

namespace examples {

/// Runs every task from 0 to one less than a number, on whatever threads.
using RunAll = std::function<void(std::size_t, const std::function<void(std::size_t)>&)>;

/// Prints a line for some sizes; false where an answer differs in any bit.
inline bool compare_with_one_thread(const char* what, std::size_t threads, const RunAll& run_all) {
  using Clock = std::chrono::steady_clock;
  std::printf("leaky_relu of float, one thread against %zu by %s\n\n", threads, what);
  std::printf("%12s %10s %14s %14s %8s\n", "elements", "MiB", "one, us", "several, us", "ratio");
  bool alike = true;
  for (std::size_t n : {16'384, 262'144, 1'048'576, 16'777'216}) {
    std::vector<float> x(n), one(n), several(n);
    for (std::size_t i = 0; i < n; ++i) x[i] = static_cast<float>(i % 2003) - 1000;
    const rectifier::Chunks chunks(several, threads);
    const auto alone = [&] { rectifier::leaky_relu(x, one); };
    const auto divided = [&] {
      run_all(chunks.size(), [&](std::size_t i) {
        rectifier::leaky_relu(chunks.of(x, i), chunks.of(several, i));
      });
    };

    // In turns, so that what slows the machine for a while slows both; the best of each.
    double best[] = {1e30, 1e30};
    const std::size_t calls = std::max<std::size_t>(1, 8'388'608 / n);
    for (int round = 0; round < 15; ++round)
      for (int which : {0, 1}) {
        const auto begin = Clock::now();
        for (std::size_t i = 0; i < calls; ++i) which == 0 ? alone() : divided();
        const std::chrono::duration<double, std::micro> time = Clock::now() - begin;
        best[which] = std::min(best[which], time.count() / static_cast<double>(calls));
      }
    std::printf("%12zu %10.2f %14.1f %14.1f %7.2fx\n", n,
                static_cast<double>(2 * n * sizeof(float)) / (1 << 20), best[0], best[1],
                best[0] / best[1]);
    alike = alike && std::memcmp(one.data(), several.data(), n * sizeof(float)) == 0;
  }
  std::puts(alike ? "\nthe same bits" : "\nthe answers DIFFER");
  return alike;
}

}  // namespace examples
