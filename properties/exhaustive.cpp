#include "exhaustive.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <limits>
#include <memory>
#include <mutex>
#include <thread>

#include "generators.hpp"
#include "sweeps.hpp"

namespace rectifier {
namespace {

/// The loops of the highest target that this machine runs.
template <class T>
const SweepLoops<T>& loops() {
  static const SweepTable& highest = []() -> const SweepTable& {
    const SweepTable* found = nullptr;
    for (const PerTarget<SweepTable>& row : sweeps_rows)
      for (const Target& target : targets())
        if (target.name == row.target && target.unsupported.empty()) found = row.table;
    return *found;
  }();
  return highest;
}

/// Numbers at which something may go wrong: around zero, one, the ends of each class, and NaN.
template <class T>
std::vector<T> special_values() {
  using L = Layout<T>;
  using Bits = typename L::Bits;
  constexpr Bits one = bits(T(1));
  std::vector<T> values;
  for (Bits b : {Bits(0),
                 Bits(1),
                 Bits(2),
                 Bits(L::mantissa - 1),
                 L::mantissa,
                 Bits(L::mantissa + 1),
                 Bits(L::mantissa + 2),
                 Bits(one - 1),
                 one,
                 Bits(one + 1),
                 bits(T(0.01)),
                 bits(T(3)),
                 Bits(L::infinity - 2),
                 Bits(L::infinity - 1),
                 L::infinity,
                 Bits(L::infinity + 1),
                 Bits(L::infinity | (L::quiet - 1)),
                 Bits(L::infinity | L::quiet),
                 Bits(L::infinity | L::quiet | 1),
                 Bits(L::infinity | L::mantissa)})
    for (Bits sign : {Bits(0), L::sign}) values.push_back(std::bit_cast<T>(Bits(b | sign)));
  return values;
}

/// f64 has too many numbers to try them all: every sign and exponent, with the mantissas of one
/// run of ones or zeros from either end, of one bit, and some more.
const std::vector<double>& structured_doubles() {
  static const std::vector<double> values = [] {
    std::vector<std::uint64_t> mantissas = {0x5555555555555, 0xaaaaaaaaaaaaa};
    for (int i = 0; i <= 52; ++i) {
      const std::uint64_t low = (std::uint64_t(1) << i) - 1;
      mantissas.push_back(low);                     // ones below
      mantissas.push_back(~low & 0xfffffffffffff);  // ones above
      if (i < 52) mantissas.push_back(low + 1);     // one bit
    }
    std::vector<double> all;
    for (std::uint64_t head = 0; head < 4096; ++head)
      for (std::uint64_t mantissa : mantissas)
        all.push_back(std::bit_cast<double>(head << 52 | mantissa));
    return all;
  }();
  return values;
}

constexpr std::uint64_t random_doubles = 1 << 24;

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
  std::vector<double> slopes = {0.01};
  if (what.leaky && !what.gradient && !what.backward)
    slopes = {
        0.01, 0.1, 0, 1, 1.5, -0.25, static_cast<double>(std::numeric_limits<T>::denorm_min())};
  else if (what.leaky)
    slopes = {0.01, -0.25};
  std::vector<Sweep<T>> sweeps;
  for (double slope : slopes) {
    sweeps.push_back({false, T(1.5), slope});
    if (what.backward) {
      sweeps.push_back({true, T(-1), slope});
      sweeps.push_back({true, T(1), slope});
    }
  }
  return sweeps;
}

constexpr std::size_t block = 1024;

/// The numbers of a sweep, by their place.
template <class T>
struct Numbers;
template <>
struct Numbers<float> {
  static std::uint64_t count() { return std::uint64_t(1) << 32; }
  static void fill(std::uint64_t first, float* out) {
    loops<float>().count_up(static_cast<std::uint32_t>(first), out, block);
  }
};
template <>
struct Numbers<double> {
  static std::uint64_t count() {
    return (structured_doubles().size() + random_doubles + block - 1) / block * block;
  }
  static void fill(std::uint64_t first, double* out) {
    for (std::size_t i = 0; i < block; ++i) {
      const std::uint64_t place = first + i;
      if (place < structured_doubles().size()) {
        out[i] = structured_doubles()[place];
        continue;
      }
      // splitmix64: any place's number without those before it
      std::uint64_t z = place * 0x9e3779b97f4a7c15u;
      z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
      z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
      out[i] = std::bit_cast<double>(z ^ (z >> 31));
    }
  }
};

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
    loops<T>().expect(kernel.operation, Convention(c), b.x, b.upstream, slope, other->expected,
                      other->any_nan, block);
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
  const SweepLoops<T>& sweep = loops<T>();
  const T rounded = static_cast<T>(slope);
  const bool backward = row(kernel.operation).backward;
  sweep.expect(kernel.operation, kernel.convention.value_or(Convention(0)), b.x, b.upstream,
               rounded, b.expected, b.any_nan, block);
  kernel.run<T>(b.x, backward ? b.upstream : nullptr, b.out, block, slope);
  if (!kernel.convention) forgive_what_conventions_dispute(kernel, rounded, b);
  if (sweep.absorb(b.out, b.expected, b.any_nan, block, hash)) return {};
  for (std::size_t i = 0; i < block; ++i) {
    const T expected = std::bit_cast<T>(b.expected[i]);
    if (same(b.out[i], expected, b.any_nan[i] != 0)) continue;
    std::string text = "x = " + show(b.x[i]);
    if (backward) text += ", upstream = " + show(b.upstream[i]);
    if (row(kernel.operation).leaky) text += ", slope = " + show(rounded);
    return text + ": got " + show(b.out[i]) + ", but the definition is " + show(expected);
  }
  return "the answer changed while it was looked at";
}

/// Adds a number to a running hash.
void mix(std::uint64_t& hash, std::uint64_t value) {
  hash = (hash ^ value) * 0x9e3779b97f4a7c15u;
  hash ^= hash >> 29;
}

template <class T>
void run_sweep(const Kernel& kernel, const Sweep<T>& sweep, ExhaustiveResult& result) {
  // A chunk is what a thread takes at a time; its hash does not depend on which thread took it.
  const std::uint64_t count = Numbers<T>::count();
  const std::uint64_t chunk = std::min<std::uint64_t>(count, std::uint64_t(1) << 22);
  const std::size_t chunks = static_cast<std::size_t>((count + chunk - 1) / chunk);
  std::vector<std::uint64_t> hashes(chunks);
  std::atomic<std::size_t> next = 0;
  std::atomic<bool> found = false;
  std::mutex mutex;

  const auto work = [&] {
    const auto memory = std::make_unique<Block<T>>();
    std::fill_n(sweep.over_upstream ? memory->x : memory->upstream, block, sweep.fixed);
    T* varied = sweep.over_upstream ? memory->upstream : memory->x;
    for (std::size_t mine = next++; mine < chunks && !found; mine = next++) {
      typename TypeTraits<T>::Bits lanes[hash_lanes] = {};
      const std::uint64_t end = std::min(count, (mine + 1) * chunk);
      for (std::uint64_t first = mine * chunk; first < end; first += block) {
        Numbers<T>::fill(first, varied);
        const std::string wrong = check_block(kernel, sweep.slope, *memory, lanes);
        if (wrong.empty()) continue;
        const std::lock_guard lock(mutex);
        found = true;
        if (result.wrong.empty()) result.wrong = wrong;
        return;
      }
      for (auto lane : lanes) mix(hashes[mine], lane);
    }
  };
  std::vector<std::thread> threads;
  for (unsigned i = 1; i < std::max(1u, std::thread::hardware_concurrency()); ++i)
    threads.emplace_back(work);
  work();
  for (std::thread& thread : threads) thread.join();
  for (std::uint64_t hash : hashes) mix(result.hash, hash);
  result.inputs += count;
  ++result.sweeps;
}

/// All special values as x against all as the upstream gradient.
template <class T>
void run_special_pairs(const Kernel& kernel, ExhaustiveResult& result) {
  const std::vector<T> values = special_values<T>();
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
void run_type(const Kernel& kernel, ExhaustiveResult& result) {
  for (const Sweep<T>& sweep : sweeps_of<T>(kernel.operation))
    if (result.wrong.empty()) run_sweep(kernel, sweep, result);
  if (result.wrong.empty()) run_special_pairs<T>(kernel, result);
}

template <class... T>
void run_types(TypeList<T...>, const Kernel& kernel, ExhaustiveResult& result) {
  ((kernel.type == TypeTraits<T>::type ? run_type<T>(kernel, result) : void()), ...);
}

/// "4294967296" -> "4,294,967,296"
std::string with_commas(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (auto i = static_cast<std::ptrdiff_t>(text.size()) - 3; i > 0; i -= 3)
    text.insert(static_cast<std::size_t>(i), ",");
  return text;
}

class ExhaustiveTest : public testing::Test {
 public:
  ExhaustiveTest(const Kernel& kernel, PropertyRun& run) : kernel_(kernel), run_(run) {}

  void TestBody() override {
    if (!kernel_.supported()) {
      ++run_.skipped[kernel_.unsupported];
      GTEST_SKIP() << kernel_.unsupported;
    }
    watch(run_, "Exhaustive." + kernel_.id, "--exhaustive");
    const ExhaustiveResult result = run_exhaustively(kernel_);
    unwatch();
    if (!result.wrong.empty()) FAIL() << "kernel   " << kernel_.id << "\nwrong    " << result.wrong;
    const std::string times = result.sweeps == 1 ? "" : fmt::format("{} x ", result.sweeps);
    RecordProperty("exhaustive",
                   fmt::format("{}\n    {}{} inputs, hash 0x{:016x}", kernel_.id, times,
                               with_commas(result.inputs / result.sweeps), result.hash));
    run_.exhaustive_inputs += result.inputs;
    ++run_.held;
    if (!kernel_.convention) return;
    const std::uint64_t known = known_hash(kernel_.operation, *kernel_.convention, kernel_.type);
    EXPECT_EQ(result.hash, known) << kernel_.id
                                  << ": every answer was right, but their hash is not the one in "
                                  << "properties/exhaustive_hashes.cpp";
  }

 private:
  const Kernel& kernel_;
  PropertyRun& run_;
};

}  // namespace

ExhaustiveResult run_exhaustively(const Kernel& kernel) {
  ExhaustiveResult result;
  run_types(Types{}, kernel, result);
  return result;
}

void register_exhaustive_tests(PropertyRun& run) {
  for (const Kernel& kernel : run.kernels)
    testing::RegisterTest(
        "Exhaustive", kernel.id.c_str(), nullptr, nullptr, __FILE__, __LINE__,
        [&kernel, &run]() -> testing::Test* { return new ExhaustiveTest(kernel, run); });
}

}  // namespace rectifier
