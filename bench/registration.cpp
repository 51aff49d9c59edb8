#include "registration.hpp"

#include <benchmark/benchmark.h>

#include <cstring>
#include <string>

#include "build.hpp"
#include "data.hpp"
#include "rectifier/rectifier.hpp"

namespace rectifier::bench {
namespace {

using State = benchmark::State;

/// The timed loop, with `run(x, upstream, out)` on the next window each time. In place, out
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
      run(backward ? x + at : out, out, out);
      benchmark::ClobberMemory();
      if ((at += n) == end) at = 0;
    }
  } else {
    for (auto _ : state) {
      run(x + at, upstream + at, out);
      benchmark::ClobberMemory();
      if ((at += n) == end) at = 0;
    }
    // In place there is no rate: the time includes the memcpy that restores the buffer.
    using benchmark::Counter;
    state.counters["bytes"] = Counter(static_cast<double>(n * sizeof(T) * (backward ? 3 : 2)),
                                      Counter::kIsIterationInvariantRate, Counter::kIs1000);
  }
}

/// Registers one benchmark; `label` is the target, which reports read.
template <class T, class Run>
void add(const std::string& subject, const Workload& workload, bool backward,
         std::string_view label, Run run) {
  const auto timed = [=, label = std::string(label)](State& state) {
    time_calls<T>(state, workload, backward, run);
    state.SetLabel(label);
  };
  benchmark::RegisterBenchmark(benchmark_name(subject, workload).c_str(), timed)->UseRealTime();
}

/// Calls through a pointer into another translation unit: nothing can be inlined or left out.
template <class T>
void add_function(const std::string& subject, const Workload& workload, bool backward,
                  std::string_view label, KernelFunction<T> function, T slope) {
  add<T>(subject, workload, backward, label,
         [=, n = workload.n](const T* x, const T* upstream, T* out) {
           function(x, upstream, out, n, slope);
         });
}

template <class T>
void add_kernel(const Kernel& kernel, const Workload& workload) {
  const bool backward = row(kernel.operation).backward;
  if (const auto* own = std::get_if<KernelFunction<T>>(&kernel.function))
    return add_function<T>(kernel.id, workload, backward, kernel.target, *own,
                           static_cast<T>(default_slope));
  const auto function = std::get<PluginFunction>(kernel.function);
  add<T>(kernel.id, workload, backward, kernel.target,
         [=, n = workload.n](const T* x, const T* upstream, T* out) {
           function(x, backward ? upstream : nullptr, out, n, default_slope);
         });
}

/// Registers a call as users write it, checks included.
template <class T>
void add_public_call(Operation operation, Convention convention, const Workload& workload) {
  Kernel kernel = best(operation, convention, workload.type);
  kernel.implementation = public_call;
  const auto add_call = [&](const auto& run) {
    add<T>(kernel_id(kernel), workload, row(operation).backward, kernel.target, run);
  };
  const std::size_t n = workload.n;
  using In = std::span<const T>;
  using Out = std::span<T>;
  const auto one_input = [&](const auto& call) {
    add_call([=](const T* x, const T*, T* out) { call(In(x, n), Out(out, n)); });
  };
  const auto two_inputs = [&](const auto& call) {
    add_call([=](const T* x, const T* upstream, T* out) {
      call(In(x, n), In(upstream, n), Out(out, n));
    });
  };
  const auto c = convention;
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

/// The copies of the highest target that runs here.
const CopyRow& best_copies() {
  const CopyRow* found = &copy_rows[0];
  for (const CopyRow& row : copy_rows)
    for (const Target& target : targets())
      if (target.name == row.target && target.unsupported.empty()) found = &row;
  return *found;
}

template <class T>
void add_yardsticks(const Workload& workload) {
  const auto subject = [](std::string_view shape, std::string_view implementation) {
    return std::string(shape)
        .append("/")
        .append(TypeTraits<T>::name)
        .append("/")
        .append(implementation);
  };
  if (row(workload.placement).in_place)
    add<T>(subject(restore, "memcpy"), workload, false, "", [](const T*, const T*, T*) {});
  else
    add<T>(subject(yardsticks[0].name, "memcpy"), workload, false, "",
           [n = workload.n](const T* x, const T*, T* out) { std::memcpy(out, x, n * sizeof(T)); });
  const CopyRow& best = best_copies();
  const CopyFunctions<T>& copies = *best.copies;
  for (const YardstickRow& yardstick : yardsticks)
    if (yardstick.placement == workload.placement)
      add_function<T>(subject(yardstick.name, std::string("vector_").append(best.target)), workload,
                      yardstick.backward, best.target,
                      yardstick.backward ? copies.two_inputs : copies.one_input, T(0));
}

template <class T>
void add_case(Operation operation, Convention convention, const Workload& workload) {
  for (const Kernel& kernel : kernels())
    if (kernel.operation == operation && kernel.convention == convention &&
        kernel.type == workload.type && kernel.supported())
      add_kernel<T>(kernel, workload);
  add_public_call<T>(operation, convention, workload);
}

template <class T>
void add_workload(const Workload& workload, const Selection& selection,
                  std::span<const Kernel> plugins) {
  add_yardsticks<T>(workload);
  for (std::size_t o = 0; o < std::size(operations); ++o)
    for (std::size_t c = 0; c < std::size(conventions); ++c)
      if (!selection.quick || Convention(c) == Convention::textbook)
        add_case<T>(Operation(o), Convention(c), workload);
  for (const Kernel& kernel : plugins)
    if (kernel.type == workload.type && kernel.supported() &&
        !(kernel.out_of_place_only && row(workload.placement).in_place))
      add_kernel<T>(kernel, workload);
}

template <class T>
void add_type(const Selection& selection, std::span<const Kernel> plugins) {
  for (std::size_t s = 0; s < std::size(signs); ++s)
    for (const SizeRow& size : sizes)
      for (std::size_t p = 0; p < std::size(placements); ++p)
        if (!selection.quick || (signs[s].quick && size.quick))
          add_workload<T>({TypeTraits<T>::type, Placement(p), Signs(s), size.n}, selection,
                          plugins);
}

template <class... T>
void add_types(TypeList<T...>, const Selection& selection, std::span<const Kernel> plugins) {
  (add_type<T>(selection, plugins), ...);
}

}  // namespace

void register_benchmarks(const Selection& selection, std::span<const Kernel> plugins) {
  add_types(Types{}, selection, plugins);
}

}  // namespace rectifier::bench
