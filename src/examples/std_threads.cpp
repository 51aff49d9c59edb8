// Divides calls on large arrays among std::threads.
#include <algorithm>
#include <thread>

#include "support/team.hpp"
#include "threads.hpp"

int main() {
  rectifier::Team team(std::max(2u, std::thread::hardware_concurrency()));
  const auto run_all = [&](std::size_t tasks, const std::function<void(std::size_t)>& task) {
    if (tasks <= 1) return tasks == 1 ? task(0) : void();
    team.run([&](std::size_t thread) {
      if (thread < tasks) task(thread);
    });
  };
  return examples::compare_with_one_thread("std::thread", team.size(), run_all) ? 0 : 1;
}
