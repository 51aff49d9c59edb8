// Divides calls on large arrays among the threads of oneTBB.
#include <oneapi/tbb/info.h>
#include <oneapi/tbb/parallel_for.h>

#include "threads.hpp"

int main() {
  const auto threads = static_cast<std::size_t>(oneapi::tbb::info::default_concurrency());
  const auto run_all = [](std::size_t tasks, const std::function<void(std::size_t)>& task) {
    oneapi::tbb::parallel_for(std::size_t{0}, tasks, [&](std::size_t i) { task(i); });
  };
  return examples::compare_with_one_thread("oneTBB", threads, run_all) ? 0 : 1;
}
