// A loop over threads.
#pragma once

#include <algorithm>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace rectifier {

/// Calls `worker(thread)` once on each of so many threads, which count from 0; it returns what
/// takes the next of `count` pieces by its index, and whether to go on. `progress`, if there is
/// one, is told how many are done, by one thread at a time. The first exception is thrown again
/// once the calls under way have ended.
template <class Worker>
void on_threads(std::size_t count, unsigned threads,
                const std::function<void(std::size_t done)>& progress, Worker worker) {
  std::mutex mutex;
  std::size_t next = 0, done = 0;
  std::exception_ptr failed;
  const auto work = [&](unsigned thread) {
    try {
      auto piece = worker(thread);
      for (;;) {
        std::size_t mine;
        {
          const std::scoped_lock lock(mutex);
          if (next >= count) return;
          mine = next++;
        }
        const bool goes_on = piece(mine);
        const std::scoped_lock lock(mutex);
        if (!goes_on) next = count;
        ++done;
        if (progress) progress(done);
      }
    } catch (...) {
      const std::scoped_lock lock(mutex);
      if (!failed) failed = std::current_exception();
      next = count;
    }
  };
  std::vector<std::thread> others;
  for (unsigned i = 1; i < std::min<std::size_t>(threads, count); ++i) others.emplace_back(work, i);
  work(0);
  for (std::thread& other : others) other.join();
  if (failed) std::rethrow_exception(failed);
}

/// The same on as many threads as there are cores; `worker` takes nothing, and `progress` is told
/// how large a share is done.
template <class Worker>
void on_all_cores(std::size_t count, const std::function<void(double)>& progress, Worker worker) {
  const auto share = [&](std::size_t done) {
    if (progress) progress(static_cast<double>(done) / static_cast<double>(count));
  };
  on_threads(count, std::max(1u, std::thread::hardware_concurrency()), share,
             [&](unsigned) { return worker(); });
}

}  // namespace rectifier
