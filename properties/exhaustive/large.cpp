// Arrays longer than an int can count: 2^31 bytes and 2^31 elements and some more.
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <mutex>
#include <set>

#include "properties/exhaustive/blocks.hpp"
#include "properties/exhaustive/exhaustive.hpp"
#include "support/text.hpp"

namespace rectifier {
namespace {

/// The type that they are of: 2^31 doubles are more than most machines have room for.
using Number = float;
using Bits = TypeTraits<Number>::Bits;

constexpr double gib = 1024.0 * 1024 * 1024;
constexpr double needed_gib = 9;

/// Memory that could be had without swapping, in GiB; 0 if the system does not say.
double available_gib() {
  std::ifstream lines("/proc/meminfo");
  std::string word;
  while (lines >> word)
    if (double kib = 0; word == "MemAvailable:" && lines >> kib) return kib / (1024 * 1024);
  return 0;
}

/// Element i of an array is the bit pattern `first + i`: no two near each other are alike, and
/// half of them are negative.
Bits first_pattern(std::size_t n) { return static_cast<Bits>(-(n / 2)); }

/// Computes n elements in place and compares each; the first wrong one's sentence, or nothing.
std::string check_length(const Kernel& kernel, GuardedArray<Number>& memory, std::size_t n,
                         double slope, const std::function<void(double)>& progress) {
  const SweepLoops<Number>& loops = sweep_loops<Number>();
  // Flush with the inaccessible page after it, wherever that leaves its beginning.
  const std::span<Number> x = memory.at_end(n);
  constexpr std::size_t piece = std::size_t(1) << 22;
  const std::size_t pieces = (n + piece - 1) / piece;
  const auto fill = [&](std::size_t mine) {
    const std::size_t begin = mine * piece;
    loops.count_up(first_pattern(n) + static_cast<Bits>(begin), x.data() + begin,
                   std::min(piece, n - begin));
    return true;
  };
  on_all_cores(
      pieces, [&](double share) { progress(share / 3); }, [&] { return fill; });

  // x is the upstream gradient too, where there is one.
  call_watched<Number>(kernel, x.data(), x.data(), x.data(), n, slope, {true, 0}, Writes::x);

  std::string wrong;
  std::mutex mutex;
  const Number rounded = factor<Number>(slope);
  const auto compare = [&](std::size_t mine) {
    alignas(64) Number input[block];
    alignas(64) Bits expected[block], any_nan[block];
    for (std::size_t i = mine * piece; i < std::min(n, (mine + 1) * piece); i += block) {
      const std::size_t count = std::min(block, n - i);
      loops.count_up(first_pattern(n) + static_cast<Bits>(i), input, block);
      loops.expect(kernel.operation, *kernel.convention, input, input, rounded, expected, any_nan,
                   block);
      for (std::size_t j = 0; j < count; ++j) {
        const Number answer = std::bit_cast<Number>(expected[j]);
        if (same(x[i + j], answer, any_nan[j] != 0)) continue;
        const std::lock_guard lock(mutex);
        if (wrong.empty())
          wrong = fmt::format("[{}] of {}: {}", i + j, n,
                              wrong_element(kernel, input[j], input[j], rounded, x[i + j], answer));
        return false;
      }
    }
    return true;
  };
  on_all_cores(
      pieces, [&](double share) { progress(2. / 3 + share / 3); }, [&] { return compare; });
  return wrong;
}

void test(const Kernel& kernel, PropertyRun& run, Outcome& outcome) {
  if (const double free = available_gib(); free < needed_gib) {
    outcome.how = How::skipped;
    outcome.wrong = fmt::format("needs {} GiB of free memory, here are {:.1f}", needed_gib, free);
    return;
  }
  run.begin(outcome, "", "--large");
  constexpr std::size_t lengths[] = {(std::size_t(1) << 29) + 5, (std::size_t(1) << 31) + 5};
  GuardedArray<Number> memory(lengths[1], GuardedArray<Number>::Untouched{});
  std::string sizes;
  for (std::size_t n : lengths) {
    const auto progress = [&](double share) {
      if (run.progress) run.progress((share + (n == lengths[1])) / 2);
    };
    outcome.wrong = check_length(kernel, memory, n, 0.01, progress);
    if (!outcome.wrong.empty()) return;
    sizes += fmt::format("{}{} elements ({:.0f} GiB)", sizes.empty() ? "" : ", ", with_commas(n),
                         static_cast<double>(n) * sizeof(Number) / gib);
  }
  testing::Test::RecordProperty("large", fmt::format("{}\n    {}", kernel.id, sizes));
}

}  // namespace

void register_large_tests(PropertyRun& run) {
  // Leaky is not idempotent, so that an element done twice shows.
  std::map<std::string_view, const Kernel*> chosen;
  std::vector<const Kernel*> tested;
  for (const Kernel& kernel : run.kernels) {
    if (!kernel.supported() || kernel.type != TypeTraits<Number>::type || !kernel.convention ||
        kernel.out_of_place_only)
      continue;
    if (kernel.family == "plugin")
      tested.push_back(&kernel);
    else if (kernel.operation == Operation::leaky_relu ||
             (kernel.operation == Operation::relu && !chosen.contains(kernel.family)))
      chosen[kernel.family] = &kernel;
  }
  for (const auto& [family, kernel] : chosen) tested.push_back(kernel);
  for (const Kernel* kernel : tested)
    register_test(run, "Large", *kernel,
                  [kernel, &run](Outcome& outcome) { test(*kernel, run, outcome); });
}

}  // namespace rectifier
