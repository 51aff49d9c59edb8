// The public functions: check a call, then hand it to the best kernel.
#include <array>
#include <atomic>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <stdexcept>

#include "rectifier/rectifier.hpp"
#include "thresholds.hpp"

namespace rectifier {
namespace {

template <class T>
bool overlap(std::span<const T> input, std::span<T> out) {
  const auto a = reinterpret_cast<std::uintptr_t>(input.data());
  const auto b = reinterpret_cast<std::uintptr_t>(out.data());
  return a != b && a < b + out.size_bytes() && b < a + input.size_bytes();
}

/// What to call for up to so many elements.
template <class T>
struct Step {
  std::size_t n_max;
  KernelFunction<T> function;
};

/// The functions of the best kernels. It has no destructor to run, as calls may come after it.
template <class T>
struct BestFunctions {
  KernelFunction<T> function[std::size(operations)][std::size(conventions)];
  std::array<Step<T>, thresholds::rows.size()> steps;
  /// Where the steps of an operation and convention begin and end.
  std::size_t begin[std::size(operations)][std::size(conventions)];
  std::size_t end[std::size(operations)][std::size(conventions)];

  BestFunctions() {
    std::size_t count = 0;
    for (std::size_t o = 0; o < std::size(operations); ++o)
      for (std::size_t c = 0; c < std::size(conventions); ++c) {
        function[o][c] = function_of(best(Operation(o), Convention(c), TypeTraits<T>::type));
        begin[o][c] = count;
        for (const thresholds::Row& row : thresholds::rows)
          if (row.operation == Operation(o) && row.convention == Convention(c) &&
              row.type == TypeTraits<T>::type)
            steps[count++] = {
                row.n_max, function_of(best(row.operation, row.convention, row.type, row.n_max))};
        end[o][c] = count;
      }
  }

  static KernelFunction<T> function_of(const Kernel& kernel) {
    return std::get<KernelFunction<T>>(kernel.function);
  }

  KernelFunction<T> at(Operation operation, Convention convention, std::size_t n) const {
    const auto o = static_cast<std::size_t>(operation), c = static_cast<std::size_t>(convention);
    if constexpr (!thresholds::rows.empty())
      for (std::size_t i = begin[o][c]; i < end[o][c]; ++i)
        if (n <= steps[i].n_max) return steps[i].function;
    return function[o][c];
  }
};

/// Null until the first call has asked the registry.
template <class T>
constinit std::atomic<const BestFunctions<T>*> best_functions = nullptr;

template <class... Part>
[[noreturn]] void reject(Operation operation, const Part&... part) {
  std::ostringstream text;
  text.precision(15);
  text << name(operation) << ": ";
  (text << ... << part);
  throw std::invalid_argument(text.str());
}

template <class T>
void check_against(Operation operation, const char* input_name, std::span<const T> input,
                   std::span<T> out) {
  if (input.size() != out.size())
    reject(operation, input_name, " has ", input.size(), " elements and out has ", out.size(),
           "; they must have the same number");
  if (overlap(input, out))
    reject(operation, "out overlaps ", input_name, ", shifted by ",
           std::abs(reinterpret_cast<std::intptr_t>(input.data()) -
                    reinterpret_cast<std::intptr_t>(out.data())),
           " bytes; out must be exactly an input or overlap none");
}

/// The first call of all, and every call that is refused. Kept apart so that the others save no
/// registers for it.
template <class T>
[[gnu::cold, gnu::noinline]] void call_slowly(Operation operation, std::span<const T> x,
                                              std::span<const T> upstream, std::span<T> out,
                                              double slope, Convention convention) {
  check_against(operation, "x", x, out);
  if (row(operation).backward) check_against(operation, "upstream", upstream, out);
  const T rounded = row(operation).leaky ? detail::round_slope<T>(operation, slope) : T();
  static const BestFunctions<T> looked_up;
  best_functions<T>.store(&looked_up, std::memory_order_release);
  looked_up.at(operation, convention, out.size())(x.data(), upstream.data(), out.data(), out.size(),
                                                  rounded);
}

}  // namespace

const Kernel& best(Operation operation, Convention convention, Type type, std::size_t n) {
  for (const thresholds::Row& row : thresholds::rows) {
    if (row.operation != operation || row.convention != convention || row.type != type ||
        n > row.n_max)
      continue;
    const Kernel* kernel = find(row.id);
    // The header may be of another machine or version, or edited.
    if (kernel != nullptr && kernel->supported() && kernel->operation == operation &&
        kernel->convention == convention && kernel->type == type)
      return *kernel;
    break;
  }
  return best(operation, convention, type);
}

namespace detail {

void reject_slope(Operation operation, Type type, double slope) {
  reject(operation, "the slope ", slope, " is not finite in ", name(type),
         "; a slope must be a finite number");
}

template <class T>
void call(Operation operation, std::span<const T> x, std::span<const T> upstream, std::span<T> out,
          double slope, Convention convention) {
  const BestFunctions<T>* known = best_functions<T>.load(std::memory_order_acquire);
  const T rounded = static_cast<T>(slope);
  bool fine = known != nullptr && x.size() == out.size() && !overlap(x, out) &&
              std::abs(rounded) <= std::numeric_limits<T>::max();
  if (row(operation).backward)
    fine = fine && upstream.size() == out.size() && !overlap(upstream, out);
  if (!fine) return call_slowly(operation, x, upstream, out, slope, convention);
  known->at(operation, convention, out.size())(x.data(), upstream.data(), out.data(), out.size(),
                                               rounded);
}

template void call(Operation, std::span<const float>, std::span<const float>, std::span<float>,
                   double, Convention);
template void call(Operation, std::span<const double>, std::span<const double>, std::span<double>,
                   double, Convention);

}  // namespace detail
}  // namespace rectifier
