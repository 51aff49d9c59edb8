// A small pool of threads that hands over work within a microsecond.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <thread>
#include <vector>

namespace rectifier {

/// So many threads, the caller's among them.
class Team {
 public:
  explicit Team(std::size_t size) {
    for (std::size_t i = 1; i < size; ++i) threads_.emplace_back([this, i] { work(i); });
  }
  ~Team() {
    stopping_ = true;
    start();
    for (std::thread& thread : threads_) thread.join();
  }
  Team(const Team&) = delete;

  std::size_t size() const { return threads_.size() + 1; }

  /// Calls `task(0)` to `task(size() - 1)`, each on a thread of its own, and waits for all.
  void run(const std::function<void(std::size_t)>& task) {
    task_ = &task;
    busy_.store(threads_.size(), std::memory_order_relaxed);
    start();
    task(0);
    while (const std::size_t busy = busy_.load(std::memory_order_acquire)) wait_while(busy_, busy);
  }

 private:
  /// Stays awake for a while, as what is waited for comes soon or not for long. It does not yield:
  /// a thread that does looks idle, and the system then leaves two of them on one core.
  template <class T>
  static void wait_while(const std::atomic<T>& value, T old) {
    for (int tries = 0; tries < 20'000; ++tries)
      if (value.load(std::memory_order_acquire) != old) return;
    value.wait(old, std::memory_order_acquire);
  }

  void start() {
    round_.fetch_add(1, std::memory_order_release);
    round_.notify_all();
  }

  void work(std::size_t i) {
    for (unsigned seen = 0;; ++seen) {
      wait_while(round_, seen);
      if (stopping_) return;
      (*task_)(i);
      busy_.fetch_sub(1, std::memory_order_release);
      busy_.notify_one();
    }
  }

  std::atomic<unsigned> round_ = 0;
  std::atomic<std::size_t> busy_ = 0;
  std::atomic<bool> stopping_ = false;
  const std::function<void(std::size_t)>* task_ = nullptr;
  std::vector<std::thread> threads_;
};

}  // namespace rectifier
