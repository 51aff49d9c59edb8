// The public functions: check a call, then hand it to the best kernel.
#include <cstdint>
#include <sstream>
#include <stdexcept>

#include "rectifier/rectifier.hpp"

namespace rectifier {
namespace {

template <class... Part>
[[noreturn]] void reject(Operation operation, const Part&... part) {
  std::ostringstream text;
  text.precision(17);
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
  if (input.data() == out.data() || out.empty()) return;
  const auto a = reinterpret_cast<std::uintptr_t>(input.data());
  const auto b = reinterpret_cast<std::uintptr_t>(out.data());
  if (a < b + out.size_bytes() && b < a + input.size_bytes())
    reject(operation, "out overlaps ", input_name, ", shifted by ", a < b ? b - a : a - b,
           " bytes; out must be exactly an input or overlap none");
}

template <class T>
struct BestFunctions {
  KernelFunction<T> function[std::size(operations)][std::size(conventions)];
};

/// The best kernels' functions, looked up once: a call then costs its checks and one jump.
template <class T>
const BestFunctions<T>& best_functions() {
  static const BestFunctions<T> looked_up = [] {
    BestFunctions<T> made;
    for (std::size_t o = 0; o < std::size(operations); ++o)
      for (std::size_t c = 0; c < std::size(conventions); ++c)
        made.function[o][c] = std::get<KernelFunction<T>>(
            best(Operation(o), Convention(c), TypeTraits<T>::type).function);
    return made;
  }();
  return looked_up;
}

}  // namespace

namespace detail {

void reject_slope(Operation operation, Type type, double slope) {
  reject(operation, "the slope ", slope, " is not finite in ", name(type),
         "; a slope must be a finite number");
}

template <class T>
void call(Operation operation, std::span<const T> x, std::span<const T> upstream, std::span<T> out,
          double slope, Convention convention) {
  check_against(operation, "x", x, out);
  if (row(operation).backward) check_against(operation, "upstream", upstream, out);
  const T rounded = row(operation).leaky ? round_slope<T>(operation, slope) : T();
  best_functions<T>().function[std::size_t(operation)][std::size_t(convention)](
      x.data(), upstream.data(), out.data(), out.size(), rounded);
}

template void call(Operation, std::span<const float>, std::span<const float>, std::span<float>,
                   double, Convention);
template void call(Operation, std::span<const double>, std::span<const double>, std::span<double>,
                   double, Convention);

}  // namespace detail
}  // namespace rectifier
