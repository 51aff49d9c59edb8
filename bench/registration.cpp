#include "registration.hpp"

#include <benchmark/benchmark.h>

#include <cstring>
#include <string>
#include <vector>

#include "build.hpp"
#include "data.hpp"
#include "rectifier/rectifier.hpp"

namespace rectifier::bench {
namespace {

using State = benchmark::State;

/// Workloads that differ in their sizes alone.
struct Workloads {
  Placement placement;
  Signs signs;
  std::vector<std::size_t> sizes;
};

/// The timed loop, with `run(x, upstream, out, n)` on the next window each time. In place, out
/// holds the input that gets overwritten: x, or upstream for backward operations.
template <class T, class Run>
void time_calls(State& state, const Workload& workload, bool backward, const Run& run) {
  data<T>().prepare(workload);
  const T* const x = data<T>().x();
  const T* const upstream = data<T>().upstream();
  T* out = data<T>().out();
  benchmark::DoNotOptimize(out);

  const bool in_place = row(workload.placement).in_place;
  const T* const pristine = backward ? upstream : x;
  const std::size_t n = workload.n;
  const std::size_t end = windows(workload) * n;
  std::size_t at = 0;
  // Two loops, so that neither pays for asking which it is.
  if (in_place) {
    for (auto _ : state) {
      std::memcpy(out, pristine + at, n * sizeof(T));
      benchmark::ClobberMemory();
      run(backward ? x + at : out, out, out, n);
      benchmark::ClobberMemory();
      if ((at += n) == end) at = 0;
    }
  } else {
    for (auto _ : state) {
      run(x + at, upstream + at, out, n);
      benchmark::ClobberMemory();
      if ((at += n) == end) at = 0;
    }
    // In place there is no rate: the time includes the memcpy that restores the buffer.
    using benchmark::Counter;
    state.counters["bytes"] = Counter(static_cast<double>(n * sizeof(T) * (backward ? 3 : 2)),
                                      Counter::kIsIterationInvariantRate, Counter::kIs1000);
  }
}

/// Calls through a pointer into another translation unit: nothing can be inlined or left out.
template <class T>
auto calling(KernelFunction<T> function, T slope) {
  return [=](const T* x, const T* upstream, T* out, std::size_t n) {
    function(x, upstream, out, n, slope);
  };
}

/// The copies of the highest target that runs here.
const CopyRow& best_copies() {
  const CopyRow* found = &copy_rows[0];
  for (const CopyRow& row : copy_rows)
    for (const Target& target : targets())
      if (target.name == row.target && target.unsupported.empty()) found = &row;
  return *found;
}

/// Registers the entrants of one element type for some workloads.
template <class T>
class Registration {
 public:
  explicit Registration(const Workloads& workloads) : workloads_(workloads) {}

  /// How many benchmarks were registered.
  std::size_t count() const { return count_; }

  void add_yardsticks() {
    if (row(workloads_.placement).in_place)
      add(yardstick_subject(restore, "memcpy"), false, "",
          [](const T*, const T*, T*, std::size_t) {});
    else
      add(yardstick_subject(yardsticks[0].name, "memcpy"), false, "",
          [](const T* x, const T*, T* out, std::size_t n) { std::memcpy(out, x, n * sizeof(T)); });
    const CopyRow& best = best_copies();
    const CopyFunctions<T>& copies = *best.copies;
    for (const YardstickRow& yardstick : yardsticks)
      if (yardstick.placement == workloads_.placement)
        add(yardstick_subject(yardstick.name, std::string("vector_").append(best.target)),
            yardstick.backward, best.target,
            calling(yardstick.backward ? copies.two_inputs : copies.one_input, T(0)));
  }

  /// Adds a kernel, if it is of this type and can run.
  void add_kernel(const Kernel& kernel) {
    if (kernel.type != TypeTraits<T>::type || !kernel.supported() ||
        (kernel.out_of_place_only && row(workloads_.placement).in_place))
      return;
    const bool backward = row(kernel.operation).backward;
    if (const auto* own = std::get_if<KernelFunction<T>>(&kernel.function))
      return add(kernel.id, backward, kernel.target, calling(*own, static_cast<T>(default_slope)));
    const auto function = std::get<PluginFunction>(kernel.function);
    add(kernel.id, backward, kernel.target,
        [=](const T* x, const T* upstream, T* out, std::size_t n) {
          function(x, backward ? upstream : nullptr, out, n, default_slope);
        });
  }

  /// Adds a call as users write it, checks included.
  void add_public_call(Operation operation, Convention c) {
    Kernel kernel = best(operation, c, TypeTraits<T>::type);
    kernel.implementation = public_call;
    const auto add_call = [&](const auto& run) {
      add(kernel_id(kernel), row(operation).backward, kernel.target, run);
    };
    using In = std::span<const T>;
    using Out = std::span<T>;
    const auto one_input = [&](const auto& call) {
      add_call([=](const T* x, const T*, T* out, std::size_t n) { call(In(x, n), Out(out, n)); });
    };
    const auto two_inputs = [&](const auto& call) {
      add_call([=](const T* x, const T* upstream, T* out, std::size_t n) {
        call(In(x, n), In(upstream, n), Out(out, n));
      });
    };
    const double a = default_slope;
    switch (operation) {
      case Operation::relu: return one_input([=](In x, Out y) { relu(x, y, c); });
      case Operation::relu_gradient: return one_input([=](In x, Out y) { relu_gradient(x, y, c); });
      case Operation::relu_backward:
        return two_inputs([=](In x, In g, Out y) { relu_backward(x, g, y, c); });
      case Operation::leaky_relu: return one_input([=](In x, Out y) { leaky_relu(x, y, a, c); });
      case Operation::leaky_relu_gradient:
        return one_input([=](In x, Out y) { leaky_relu_gradient(x, y, a, c); });
      case Operation::leaky_relu_backward:
        return two_inputs([=](In x, In g, Out y) { leaky_relu_backward(x, g, y, a, c); });
    }
  }

 private:
  static std::string yardstick_subject(std::string_view name, std::string_view implementation) {
    std::string text(name);
    return text.append("/").append(TypeTraits<T>::name).append("/").append(implementation);
  }

  /// `label` is the target, which reports read.
  template <class Run>
  void add(const std::string& subject, bool backward, std::string_view label, const Run& run) {
    const auto timed = [=, placement = workloads_.placement, which = workloads_.signs,
                        label = std::string(label)](State& state) {
      const auto n = static_cast<std::size_t>(state.range(0));
      time_calls<T>(state, {TypeTraits<T>::type, placement, which, n}, backward, run);
      state.SetLabel(label);
    };
    const std::string name = name_without_size(subject, workloads_.placement, workloads_.signs);
    auto* registered = benchmark::RegisterBenchmark(name.c_str(), timed)->UseRealTime();
    registered->ArgName("n");
    for (std::size_t n : workloads_.sizes) registered->Arg(static_cast<std::int64_t>(n));
    count_ += workloads_.sizes.size();
  }

  const Workloads& workloads_;
  std::size_t count_ = 0;
};

/// Registers all entrants; those of an operation and a convention stand together.
template <class T>
std::size_t add_workloads(const Workloads& workloads, const Selection& selection,
                          std::span<const Kernel> all) {
  Registration<T> registration(workloads);
  registration.add_yardsticks();
  for (std::size_t o = 0; o < std::size(operations); ++o)
    for (std::size_t c = 0; c < std::size(conventions); ++c) {
      if (selection.quick && Convention(c) != Convention::textbook) continue;
      for (const Kernel& kernel : all)
        if (kernel.operation == Operation(o) && kernel.convention == Convention(c))
          registration.add_kernel(kernel);
      registration.add_public_call(Operation(o), Convention(c));
    }
  for (const Kernel& kernel : all)
    if (!kernel.convention) registration.add_kernel(kernel);
  return registration.count();
}

/// The quick sizes one by one, so that what is compared runs close together. All the others at
/// once: Google Benchmark needs minutes to list tens of thousands of benchmarks one by one.
std::vector<std::vector<std::size_t>> size_groups(const Selection& selection) {
  std::vector<std::vector<std::size_t>> groups;
  for (const SizeRow& size : sizes) {
    if (selection.quick && !size.quick) continue;
    if (selection.quick || groups.empty()) groups.emplace_back();
    groups.back().push_back(size.n);
  }
  return groups;
}

template <class T>
std::size_t add_type(const Selection& selection, std::span<const Kernel> all) {
  std::size_t count = 0;
  for (std::size_t s = 0; s < std::size(signs); ++s) {
    if (selection.quick && !signs[s].quick) continue;
    for (const auto& group : size_groups(selection))
      for (std::size_t p = 0; p < std::size(placements); ++p)
        count += add_workloads<T>({Placement(p), Signs(s), group}, selection, all);
  }
  return count;
}

template <class... T>
std::size_t add_types(TypeList<T...>, const Selection& selection, std::span<const Kernel> all) {
  return (add_type<T>(selection, all) + ...);
}

}  // namespace

std::size_t register_benchmarks(const Selection& selection, std::span<const Kernel> all) {
  return add_types(Types{}, selection, all);
}

}  // namespace rectifier::bench
