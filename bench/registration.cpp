#include "bench/registration.hpp"

#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "bench/entrants.hpp"

namespace rectifier::bench {
namespace {

/// Workloads that differ in their sizes alone.
struct Workloads {
  Type type;
  Placement placement;
  Signs signs;
  std::vector<std::size_t> sizes;
};

/// `subject` is a kernel id, or as "copy/f32/memcpy". The label is the target, for readers.
std::size_t add(const Workloads& workloads, const std::string& subject, const Entrant& entrant) {
  const auto timed = [=, type = workloads.type, placement = workloads.placement,
                      which = workloads.signs](benchmark::State& state) {
    entrant.time(state, {type, placement, which, static_cast<std::size_t>(state.range(0))}, 0);
    state.SetLabel(entrant.target);
  };
  const std::string name = name_without_size(subject, workloads.placement, workloads.signs);
  auto* registered = benchmark::RegisterBenchmark(name.c_str(), timed)->UseRealTime();
  registered->ArgName("n");
  for (std::size_t n : workloads.sizes) registered->Arg(static_cast<std::int64_t>(n));
  return workloads.sizes.size();
}

std::size_t add_yardsticks(const Workloads& workloads) {
  std::size_t count = 0;
  for (const bool backward : {false, true})
    for (const Entrant& entrant :
         yardstick_entrants(workloads.type, workloads.placement, backward)) {
      if (entrant.role == Role::restore && backward) continue;  // the same memcpy once more
      const std::size_t slash = entrant.implementation.find('/');
      std::string subject = entrant.implementation.substr(0, slash + 1);
      subject.append(name(workloads.type)).append(entrant.implementation.substr(slash));
      count += add(workloads, subject, entrant);
    }
  return count;
}

/// Registers all entrants; those of an operation and a convention stand together.
std::size_t add_workloads(const Workloads& workloads, const Selection& selection,
                          std::span<const Kernel> all) {
  std::size_t count = add_yardsticks(workloads);
  const auto add_kernels = [&](Operation operation, std::optional<Convention> convention) {
    for (const Kernel& kernel : all) {
      if (kernel.operation != operation || kernel.convention != convention ||
          kernel.type != workloads.type || !kernel.supported())
        continue;
      Workloads its = workloads;
      std::erase_if(its.sizes, [&](std::size_t n) {
        return !is_for(kernel, {its.type, its.placement, its.signs, n});
      });
      if (!its.sizes.empty()) count += add(its, kernel.id, kernel_entrant(kernel));
    }
  };
  for (std::size_t o = 0; o < std::size(operations); ++o) {
    const auto operation = Operation(o);
    if (row(workloads.signs).leaky_alone && !row(operation).leaky) continue;
    for (std::size_t c = 0; c < std::size(conventions); ++c) {
      const auto convention = Convention(c);
      if (selection.quick && convention != Convention::textbook) continue;
      add_kernels(operation, convention);
      Kernel called = best(operation, convention, workloads.type);
      called.implementation = public_call;
      count +=
          add(workloads, kernel_id(called), public_entrant(operation, convention, workloads.type));
    }
    add_kernels(operation, std::nullopt);
  }
  return count;
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

}  // namespace

std::size_t register_benchmarks(const Selection& selection, std::span<const Kernel> all) {
  std::size_t count = 0;
  for (std::size_t type = 0; type < type_count; ++type)
    for (std::size_t s = 0; s < std::size(signs); ++s) {
      if (selection.quick && !signs[s].quick) continue;
      for (const auto& group : size_groups(selection))
        for (std::size_t p = 0; p < std::size(placements); ++p)
          count += add_workloads({Type(type), Placement(p), Signs(s), group}, selection, all);
    }
  return count;
}

}  // namespace rectifier::bench
