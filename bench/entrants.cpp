#include "bench/entrants.hpp"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <chrono>
#include <cstring>
#include <numeric>
#include <thread>

#include "bench/data.hpp"
#include "rectifier/chunks.hpp"
#include "rectifier/rectifier.hpp"
#include "support/team.hpp"

namespace rectifier::bench {
namespace {

using State = benchmark::State;
using Timed = std::function<void(State&, const Case&, std::size_t)>;

/// How far the next window is. Cold data are far apart, so that nothing has fetched them ahead.
std::size_t stride(const Case& one) {
  const std::size_t count = windows(one, conditions.cold);
  if (!conditions.cold || count < 3) return one.n;
  std::size_t step = count * 5 / 8 | 1;
  while (std::gcd(step, count) != 1) step += 2;
  return step % count * one.n;
}

/// The sum of all elements, by vectors and with four accumulators: whoever reads a result. The bits
/// of the types are added, which is as fast for all of them.
template <class T>
[[gnu::noinline]] std::uint64_t read_all(const T* from, std::size_t n) {
  using Vector [[gnu::vector_size(32)]] = std::uint64_t;
  constexpr std::size_t width = sizeof(Vector) / sizeof(T), block = 4 * width;
  Vector sums[4] = {};
  std::size_t i = 0;
  for (; i + block <= n; i += block)
    for (std::size_t k = 0; k < 4; ++k) {
      Vector next;
      std::memcpy(&next, from + i + k * width, sizeof next);
      sums[k] += next;
    }
  std::uint64_t sum = 0;
  for (; i < n; ++i) {
    std::uint64_t last = 0;
    std::memcpy(&last, from + i, sizeof(T));
    sum += last;
  }
  for (const Vector& part : sums) sum += part[0] + part[1] + part[2] + part[3];
  return sum;
}

/// The timed loop, with `run(x, upstream, out, n)` on another window each time. In place, out
/// holds the input that gets overwritten: x, or upstream for backward operations.
template <class T, class Run>
void time_calls(State& state, const Case& one, std::size_t further, bool backward, const Run& run) {
  data<T>().prepare(one, backward);
  const T* const x = data<T>().x();
  const T* const upstream = backward ? data<T>().upstream() : x;
  T* out = data<T>().out() + further / sizeof(T);
  benchmark::DoNotOptimize(out);

  const std::size_t n = one.n;
  const std::size_t end = windows(one, conditions.cold) * n;
  const std::size_t step = stride(one);
  std::size_t at = 0;
  // Loops of their own, so that none pays for asking which it is.
  if (row(one.placement).in_place) {
    using Clock = std::chrono::steady_clock;
    const std::size_t count = end / n;
    while (state.KeepRunningBatch(static_cast<benchmark::IterationCount>(count))) {
      std::memcpy(out, upstream, end * sizeof(T));
      benchmark::ClobberMemory();
      const auto begin = Clock::now();
      for (std::size_t i = 0; i < count; ++i, at = at + step >= end ? at + step - end : at + step) {
        run(backward ? x + at : out + at, out + at, out + at, n);
        benchmark::ClobberMemory();
      }
      state.SetIterationTime(std::chrono::duration<double>(Clock::now() - begin).count());
    }
    return;
  }
  const std::size_t out_moves = conditions.cold ? ~std::size_t{0} : 0;
  if (row(one.then).reads) {
    for (auto _ : state) {
      run(x + at, upstream + at, out + (at & out_moves), n);
      benchmark::DoNotOptimize(read_all(out + (at & out_moves), n));
      if ((at += step) >= end) at -= end;
    }
  } else {
    for (auto _ : state) {
      run(x + at, upstream + at, out + (at & out_moves), n);
      benchmark::ClobberMemory();
      if ((at += step) >= end) at -= end;
    }
    using benchmark::Counter;
    state.counters["bytes"] = Counter(static_cast<double>(n * sizeof(T) * (backward ? 3 : 2)),
                                      Counter::kIsIterationInvariantRate, Counter::kIs1000);
  }
}

template <class T, class Run>
auto timing(bool backward, const Run& run) {
  return [=](State& state, const Case& one, std::size_t further) {
    time_calls<T>(state, one, further, backward, run);
  };
}

/// Calls through a pointer into another translation unit: nothing can be inlined or left out.
template <class T>
auto calling(KernelFunction<T> function, T slope) {
  return [=](const T* x, const T* upstream, T* out, std::size_t n) {
    function(x, upstream, out, n, slope);
  };
}

template <class T>
Entrant kernel_of_type(const Kernel& kernel) {
  const bool backward = row(kernel.operation).has_upstream;
  const Role declared = kernel.convention ? Role::kernel : Role::peer;
  Entrant entrant{kernel.family == family_before ? Role::before : declared,
                  kernel.implementation,
                  std::string(kernel.target),
                  &kernel,
                  {}};
  if (const auto* own = std::get_if<KernelFunction<T>>(&kernel.function)) {
    entrant.time = timing<T>(backward, calling(*own, factor<T>(default_slope)));
    return entrant;
  }
  const auto function = std::get<PluginFunction>(kernel.function);
  entrant.time = timing<T>(backward, [=](const T* x, const T* upstream, T* out, std::size_t n) {
    function(x, backward ? upstream : nullptr, out, n, default_slope);
  });
  return entrant;
}

/// Kept from case to case, asleep where nothing is divided. Without a destructor to run, as a run
/// that is stopped does not come back to the end of the program.
Team& team() {
  static auto& made = *new Team(std::thread::hardware_concurrency());
  return made;
}

/// Runs `call(out, part_of)` on each piece of the output, all pieces at once; `part_of` an input is
/// what belongs to the piece.
template <class T, class Call>
void divide(std::span<T> out, const Call& call) {
  const Chunks chunks(out, team().size());
  team().run([&](std::size_t i) {
    if (i < chunks.size())
      call(chunks.of(out, i), [&](std::span<const T> input) { return chunks.of(input, i); });
  });
}

template <class T>
Timed public_timing(Operation operation, Convention c, bool divided) {
  using In = std::span<const T>;
  using Out = std::span<T>;
  Timed made;
  for_every_operation([&]<Operation one>() {
    if (one != operation) return;
    // The very objects that the public names are, whatever the names.
    constexpr bool two = row(one).has_upstream, leaky = row(one).leaky;
    const auto call = [c](In x, [[maybe_unused]] In g, Out out) {
      using namespace rectifier::detail;
      if constexpr (two && leaky)
        ForEveryType<LeakyBackward, one>()(x, g, out, default_slope, c);
      else if constexpr (two)
        ForEveryType<Backward, one>()(x, g, out, c);
      else if constexpr (leaky)
        ForEveryType<LeakyElementwise, one>()(x, out, default_slope, c);
      else
        ForEveryType<Elementwise, one>()(x, out, c);
    };
    if (divided)
      made = timing<T>(two, [=](const T* x, const T* g, T* out, std::size_t n) {
        divide(Out(out, n), [&](Out y, const auto& part_of) {
          call(part_of(In(x, n)), two ? part_of(In(g, n)) : In(), y);
        });
      });
    else
      made = timing<T>(two, [=](const T* x, const T* g, T* out, std::size_t n) {
        call(In(x, n), In(g, n), Out(out, n));
      });
  });
  return made;
}

}  // namespace

Entrant kernel_entrant(const Kernel& kernel) {
  Entrant made;
  with_type(kernel.type, [&]<class T>(T) { made = kernel_of_type<T>(kernel); });
  return made;
}

Entrant public_entrant(Operation operation, Convention convention, Type type) {
  Entrant made{Role::public_call,
               std::string(public_call),
               std::string(best(operation, convention, type).target),
               nullptr,
               {}};
  with_type(type, [&]<class T>(T) { made.time = public_timing<T>(operation, convention, false); });
  return made;
}

std::optional<Entrant> threads_entrant(const Case& one) {
  const std::size_t threads = std::thread::hardware_concurrency();
  const std::size_t bytes = one.n * row(one.type).size;
  if (threads < 2 || bytes / Chunks::worth_a_task < threads) return std::nullopt;
  Entrant made = public_entrant(one.operation, one.convention, one.type);
  made.role = Role::threads;
  made.implementation = fmt::format("{}_{}_threads", public_call, threads);
  with_type(one.type,
            [&]<class T>(T) { made.time = public_timing<T>(one.operation, one.convention, true); });
  return made;
}

std::vector<Entrant> yardstick_entrants(Type type, Placement placement, bool backward) {
  std::vector<Entrant> made;
  with_type(type, [&]<class T>(T) {
    for (Copy& copy : copies_of(type, placement, backward))
      made.push_back(
          {Role::yardstick, std::move(copy.implementation), std::move(copy.target), nullptr,
           timing<T>(backward, calling(std::get<KernelFunction<T>>(copy.function), T(0))),
           copy.from_bytes});
  });
  return made;
}

bool is_for(const Entrant& yardstick, const Case& one) {
  return one.n * row(one.type).size >= yardstick.from_bytes;
}

bool is_for(const Kernel& kernel, const Case& one) {
  const bool in_place = row(one.placement).in_place;
  const bool large = one.n * row(one.type).size >= streamed_bytes;
  return !(in_place && kernel.out_of_place_only) && !(kernel.streams && (in_place || !large));
}

bool takes_part(const Kernel& kernel, const Case& one) {
  return kernel.operation == one.operation && kernel.type == one.type &&
         kernel.convention.value_or(one.convention) == one.convention && kernel.supported() &&
         is_for(kernel, one);
}

std::vector<Entrant> entrants_of(const Case& one, std::span<const Kernel> all) {
  auto made = yardstick_entrants(one.type, one.placement, row(one.operation).has_upstream);
  std::erase_if(made, [&](const Entrant& entrant) { return !is_for(entrant, one); });
  for (const Kernel& kernel : all)
    if (takes_part(kernel, one)) made.push_back(kernel_entrant(kernel));
  made.push_back(public_entrant(one.operation, one.convention, one.type));
  if (auto divided = threads_entrant(one)) made.push_back(std::move(*divided));
  if (row(one.then).reads) {
    Entrant reader{Role::reader, std::string(reader_name), "", nullptr, {}};
    with_type(one.type, [&]<class T>(T) {
      // Between two calls nothing is written: only the reading is left.
      reader.time =
          timing<T>(row(one.operation).has_upstream, [](const T*, const T*, T*, std::size_t) {});
    });
    made.push_back(std::move(reader));
  }
  return made;
}

}  // namespace rectifier::bench
