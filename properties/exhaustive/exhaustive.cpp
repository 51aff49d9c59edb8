#include "properties/exhaustive/exhaustive.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <mutex>

#include "properties/exhaustive/blocks.hpp"
#include "support/text.hpp"

namespace rectifier {
namespace {

/// What a run found.
struct ExhaustiveResult {
  std::uint64_t inputs = 0;  ///< elements computed and compared
  std::size_t sweeps = 0;    ///< passes over all patterns, one for each slope or fixed argument
  std::uint64_t hash = 0;    ///< of all answers, each NaN made by arithmetic counted as one
  std::uint64_t first_pass_hash = 0;  ///< likewise, of the first pass alone
  std::string wrong;                  ///< the first wrong input, in one sentence; empty: none
};

/// Whether a type has so few numbers that all are tried.
template <class T>
constexpr bool every_number = sizeof(T) <= sizeof(std::uint32_t);

/// Else: every sign and exponent, with the mantissas of one run of ones or zeros from either end,
/// of one bit, and some more; and random ones.
template <class T>
const std::vector<T>& structured_numbers() {
  static const std::vector<T> values = [] {
    using L = Layout<T>;
    using Bits = typename L::Bits;
    std::vector<Bits> mantissas = {Bits(0x5555555555555 & L::mantissa),
                                   Bits(0xaaaaaaaaaaaaa & L::mantissa)};
    for (int i = 0; i <= L::mantissa_bits; ++i) {
      const Bits low = Bits((Bits(1) << i) - 1);
      mantissas.push_back(low);                                      // ones below
      mantissas.push_back(Bits(~low & L::mantissa));                 // ones above
      if (i < L::mantissa_bits) mantissas.push_back(Bits(low + 1));  // one bit
    }
    std::vector<T> all;
    for (std::uint64_t head = 0; head < 2 * (std::uint64_t(L::exponents) + 1); ++head)
      for (const Bits mantissa : mantissas)
        all.push_back(std::bit_cast<T>(Bits(Bits(head) << L::mantissa_bits | mantissa)));
    return all;
  }();
  return values;
}

constexpr std::uint64_t random_numbers = 1 << 24;

/// One pass: a sequence of numbers as x or as the upstream gradient, the other one fixed.
template <class T>
struct Sweep {
  bool over_upstream = false;
  T fixed = T(1);
  double slope = 0.01;
};

template <class T>
std::vector<Sweep<T>> sweeps_of(Operation operation) {
  const auto& what = row(operation);
  std::vector<double> tried = {0.01};
  if (what.leaky && !what.gradient && !what.has_upstream)
    tried = slopes<T>(&detail::SpecialSlope::swept);
  else if (what.leaky)
    tried.push_back(-0.25);
  std::vector<Sweep<T>> sweeps;
  for (double slope : tried) {
    sweeps.push_back({false, T(1.5), slope});
    if (what.has_upstream) {
      sweeps.push_back({true, T(-1), slope});
      sweeps.push_back({true, T(1), slope});
    }
  }
  return sweeps;
}

/// How many numbers a sweep has, in whole blocks.
template <class T>
std::uint64_t count_of_numbers() {
  if constexpr (every_number<T>) return std::uint64_t(1) << (8 * sizeof(T));
  return (structured_numbers<T>().size() + random_numbers + block - 1) / block * block;
}

/// A block of them, by the place of its first.
template <class T>
void fill_block(std::uint64_t first, T* out) {
  using Bits = typename TypeTraits<T>::Bits;
  if constexpr (every_number<T>) return sweep_loops<T>().count_up(Bits(first), out, block);
  for (std::size_t i = 0; i < block; ++i) {
    const std::uint64_t place = first + i;
    if (place < structured_numbers<T>().size()) {
      out[i] = structured_numbers<T>()[place];
      continue;
    }
    // splitmix64: any place's number without those before it
    std::uint64_t z = place * 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    out[i] = std::bit_cast<T>(Bits(z ^ (z >> 31)));
  }
}

/// Arrays for one block on one thread.
template <class T>
struct Block {
  using Bits = typename TypeTraits<T>::Bits;
  alignas(64) T x[block];
  alignas(64) T upstream[block];
  alignas(64) T out[block];
  alignas(64) Bits expected[block];
  alignas(64) Bits any_nan[block];
};

/// Where no convention is declared and they differ, whatever the kernel answered is taken for
/// what was expected.
template <class T>
void forgive_what_conventions_dispute(const Kernel& kernel, T slope, Block<T>& b) {
  const auto other = std::make_unique<Block<T>>();
  for (std::size_t c = 1; c < std::size(conventions); ++c) {
    sweep_loops<T>().expect(kernel.operation, Convention(c), b.x, b.upstream, slope,
                            other->expected, other->any_nan, block);
    for (std::size_t i = 0; i < block; ++i)
      if (other->expected[i] != b.expected[i] || other->any_nan[i] != b.any_nan[i])
        b.out[i] = std::bit_cast<T>(b.expected[i]);
  }
}

/// Computes a filled block, compares it and adds it to the hash; the first wrong element's
/// sentence, or nothing.
template <class T>
std::string check_block(const Kernel& kernel, double slope, Block<T>& b,
                        typename TypeTraits<T>::Bits* hash) {
  const SweepLoops<T>& sweep = sweep_loops<T>();
  const T rounded = factor<T>(slope);
  sweep.expect(kernel.operation, kernel.convention.value_or(Convention(0)), b.x, b.upstream,
               rounded, b.expected, b.any_nan, block);
  kernel.run<T>(b.x, b.upstream, b.out, block, slope);
  if (!kernel.convention) forgive_what_conventions_dispute(kernel, rounded, b);
  if (sweep.absorb(b.out, b.expected, b.any_nan, block, hash)) return {};
  for (std::size_t i = 0; i < block; ++i) {
    const T expected = std::bit_cast<T>(b.expected[i]);
    if (same(b.out[i], expected, b.any_nan[i] != 0)) continue;
    return wrong_element(kernel, b.x[i], b.upstream[i], rounded, b.out[i], expected);
  }
  return "the answer changed while it was looked at";
}

/// Adds a number to a running hash.
void mix(std::uint64_t& hash, std::uint64_t value) {
  hash = (hash ^ value) * 0x9e3779b97f4a7c15u;
  hash ^= hash >> 29;
}

template <class T>
void run_sweep(const Kernel& kernel, const Sweep<T>& sweep,
               const std::function<void(double)>& progress, ExhaustiveResult& result) {
  // A chunk is what a thread takes at a time; its hash does not depend on which thread took it.
  const std::uint64_t count = count_of_numbers<T>();
  const std::uint64_t chunk = std::min<std::uint64_t>(count, std::uint64_t(1) << 22);
  const std::size_t chunks = static_cast<std::size_t>((count + chunk - 1) / chunk);
  std::vector<std::uint64_t> hashes(chunks);
  std::mutex mutex;

  on_all_cores(chunks, progress, [&] {
    std::shared_ptr memory = std::make_unique<Block<T>>();
    std::fill_n(sweep.over_upstream ? memory->x : memory->upstream, block, sweep.fixed);
    return [&, memory](std::size_t mine) {
      T* varied = sweep.over_upstream ? memory->upstream : memory->x;
      typename TypeTraits<T>::Bits lanes[hash_lanes] = {};
      const std::uint64_t end = std::min(count, (mine + 1) * chunk);
      for (std::uint64_t first = mine * chunk; first < end; first += block) {
        fill_block<T>(first, varied);
        const std::string wrong = check_block(kernel, sweep.slope, *memory, lanes);
        if (wrong.empty()) continue;
        const std::lock_guard lock(mutex);
        if (result.wrong.empty()) result.wrong = wrong;
        return false;
      }
      for (auto lane : lanes) mix(hashes[mine], lane);
      return true;
    };
  });
  for (std::uint64_t hash : hashes) mix(result.hash, hash);
  result.inputs += count;
  ++result.sweeps;
}

/// All special values as x against all as the upstream gradient.
template <class T>
void run_special_pairs(const Kernel& kernel, ExhaustiveResult& result) {
  const std::vector<T> values = swept_values<T>();
  const auto memory = std::make_unique<Block<T>>();
  for (double slope : slopes<T>())
    for (std::size_t first = 0; first < values.size() * values.size(); first += block) {
      for (std::size_t i = 0; i < block; ++i) {
        memory->x[i] = values[(first + i) / values.size() % values.size()];
        memory->upstream[i] = values[(first + i) % values.size()];
      }
      typename TypeTraits<T>::Bits lanes[hash_lanes] = {};
      const std::string wrong = check_block(kernel, slope, *memory, lanes);
      if (result.wrong.empty()) result.wrong = wrong;
      for (auto lane : lanes) mix(result.hash, lane);
    }
}

template <class T>
void run_type(const Kernel& kernel, bool first_pass_only,
              const std::function<void(double)>& progress, ExhaustiveResult& result) {
  auto sweeps = sweeps_of<T>(kernel.operation);
  if (first_pass_only) sweeps.resize(1);
  for (const Sweep<T>& sweep : sweeps) {
    const auto done = static_cast<double>(result.sweeps);
    const auto of_all = [&](double share) {
      if (progress) progress((done + share) / static_cast<double>(sweeps.size()));
    };
    if (result.wrong.empty()) run_sweep(kernel, sweep, of_all, result);
    if (result.sweeps == 1) result.first_pass_hash = result.hash;
  }
  if (result.wrong.empty()) run_special_pairs<T>(kernel, result);
}

void test(const Kernel& kernel, PropertyRun& run, Outcome& outcome) {
  run.begin(outcome, "", run.first_pass_only ? "--exhaustive --first-pass" : "--exhaustive");
  ExhaustiveResult result;
  with_type(kernel.type,
            [&]<class T>(T) { run_type<T>(kernel, run.first_pass_only, run.progress, result); });
  outcome.wrong = result.wrong;
  if (!outcome.wrong.empty()) return;
  outcome.inputs = result.inputs;
  const std::string passes = run.first_pass_only  ? "first pass: "
                             : result.sweeps == 1 ? ""
                                                  : fmt::format("{} x ", result.sweeps);
  const std::uint64_t hash = run.first_pass_only ? result.first_pass_hash : result.hash;
  testing::Test::RecordProperty(
      "exhaustive", fmt::format("{}\n    {}{} inputs, hash 0x{:016x}", kernel.id, passes,
                                with_commas(result.inputs / result.sweeps), hash));
  if (!kernel.convention) return;
  const KnownHash known = known_hash(kernel.operation, *kernel.convention, kernel.type);
  if (result.first_pass_hash != known.first_pass ||
      (!run.first_pass_only && result.hash != known.all))
    outcome.wrong = fmt::format(
        "every answer was right, but their hashes, 0x{:016x} and 0x{:016x}, are not those in "
        "properties/exhaustive/hashes.cpp",
        result.first_pass_hash, result.hash);
}

}  // namespace

void register_exhaustive_tests(PropertyRun& run) {
  for (const Kernel& kernel : run.kernels)
    register_test(run, "Exhaustive", kernel, [&](Outcome& outcome) { test(kernel, run, outcome); });
}

}  // namespace rectifier
