// Work on more numbers than a property draws: in blocks that stay in the first cache, on all
// cores.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <functional>
#include <thread>
#include <vector>

#include "properties/guarded_run.hpp"
#include "rectifier/kernel.hpp"
#include "support/text.hpp"
#include "sweeps.hpp"

namespace rectifier {

/// Elements that are computed and compared at a time.
constexpr std::size_t block = 1024;

/// The loops of the highest target that this machine runs.
template <class T>
const SweepLoops<T>& sweep_loops() {
  static const SweepTable& found =
      *highest(sweeps_rows, [](const SweepTable&) { return true; }).table;
  return found;
}

/// "x = …, slope = …: got …, but the definition is …"
template <class T>
std::string wrong_element(const Kernel& kernel, T x, T upstream, T slope, T got, T expected) {
  std::string text = "x = " + show(x);
  if (row(kernel.operation).has_upstream) text += ", upstream = " + show(upstream);
  if (row(kernel.operation).leaky) text += ", slope = " + show(slope);
  return text + ": got " + show(got) + ", but the definition is " + show(expected);
}

/// Calls `worker()` once on each of as many threads as there are cores; it returns what takes the
/// next of `count` pieces by its index, and whether to go on. `progress`, if there is one, is told
/// on the calling thread how large a share is done.
template <class Worker>
void on_all_cores(std::size_t count, const std::function<void(double)>& progress, Worker worker) {
  std::atomic<std::size_t> next = 0;
  std::atomic<bool> stop = false;
  const auto work = [&](bool tells) {
    auto piece = worker();
    for (std::size_t mine = next++; mine < count && !stop; mine = next++) {
      if (!piece(mine)) stop = true;
      if (tells && progress) progress(static_cast<double>(mine + 1) / static_cast<double>(count));
    }
  };
  std::vector<std::thread> threads;
  for (unsigned i = 1; i < std::max(1u, std::thread::hardware_concurrency()); ++i)
    threads.emplace_back(work, false);
  work(true);
  for (std::thread& thread : threads) thread.join();
}

}  // namespace rectifier
