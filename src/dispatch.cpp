// The public functions: check a call, then hand it to the best kernel.
#include <array>
#include <atomic>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <stdexcept>

#include "overlap.hpp"
#include "rectifier/chunks.hpp"
#include "rectifier/rectifier.hpp"
#include "thresholds.hpp"

namespace rectifier {
namespace {

/// What to call for up to so many elements.
template <class T>
struct Step {
  std::size_t n_max;
  KernelFunction<T> function;
};

/// Everything that a call chooses from. It has no destructor to run, as calls may come after it.
template <class T>
class Choices {
 public:
  Choices() {
    Step<T>* next = steps_.data();
    for (std::size_t o = 0; o < std::size(operations); ++o)
      for (std::size_t c = 0; c < std::size(conventions); ++c)
        for (bool in_place : {false, true}) {
          first_[o][c][in_place] = next;
          for (const thresholds::Row& row : thresholds::rows)
            if (row.operation == Operation(o) && row.convention == Convention(c) &&
                row.type == TypeTraits<T>::type && row.in_place == in_place)
              *next++ = step(row.operation, row.convention, row.n_max, in_place);
          *next++ = step(Operation(o), Convention(c), SIZE_MAX, in_place);
        }
  }

  KernelFunction<T> at(Operation operation, Convention convention, bool in_place,
                       std::size_t n) const {
    const Step<T>* step = first_[std::size_t(operation)][std::size_t(convention)][in_place];
    while (n > step->n_max) ++step;
    return step->function;
  }

 private:
  static Step<T> step(Operation operation, Convention convention, std::size_t n_max,
                      bool in_place) {
    const Kernel& kernel = best(operation, convention, TypeTraits<T>::type, n_max, in_place);
    return {n_max, std::get<KernelFunction<T>>(kernel.function)};
  }

  static constexpr std::size_t lists = 2 * std::size(operations) * std::size(conventions);
  std::array<Step<T>, thresholds::rows.size() + lists> steps_{};
  const Step<T>* first_[std::size(operations)][std::size(conventions)][2]{};
};

/// Null until the first call has asked the registry.
template <class T>
constinit std::atomic<const Choices<T>*> choices = nullptr;

template <class... Part>
[[noreturn]] void reject(Operation operation, const Part&... part) {
  std::ostringstream text;
  text.precision(15);
  text << name(operation) << ": ";
  (text << ... << part);
  throw std::invalid_argument(text.str());
}

template <class T>
void check_against(Operation operation, const char* input_name, const T* input, const T* out,
                   std::size_t n) {
  if (overlap(input, out, n))
    reject(operation, "out overlaps ", input_name, ", shifted by ",
           std::abs(reinterpret_cast<std::intptr_t>(input) - reinterpret_cast<std::intptr_t>(out)),
           " bytes; out must be exactly an input or overlap none");
}

/// The first call of all, and every call that is refused. Kept apart so that the others save no
/// registers for it.
template <class T>
[[gnu::cold, gnu::noinline]] void call_slowly(const T* x, const T* upstream, T* out, std::size_t n,
                                              double slope, Operation operation,
                                              Convention convention) {
  if (!detail::known(convention)) detail::reject_convention(operation, convention);
  check_against(operation, "x", x, out, n);
  check_against(operation, "upstream", upstream, out, n);
  const T rounded = detail::round_slope<T>(operation, slope);
  static const Choices<T> made;
  choices<T>.store(&made, std::memory_order_release);
  made.at(operation, convention, x == out || upstream == out, n)(x, upstream, out, n, rounded);
}

}  // namespace

const Kernel& best(Operation operation, Convention convention, Type type, std::size_t n,
                   bool in_place) {
  for (const thresholds::Row& row : thresholds::rows) {
    if (row.operation != operation || row.convention != convention || row.type != type ||
        row.in_place != in_place || n > row.n_max)
      continue;
    // The header may be of another machine or version, or edited.
    const Kernel* kernel = find(operation, convention, type, row.implementation);
    if (kernel != nullptr && kernel->supported()) return *kernel;
    break;
  }
  return best(operation, convention, type);
}

namespace detail {

void reject_slope(Operation operation, Type type, double slope) {
  reject(operation, "the slope ", slope, " is not finite in ", name(type),
         "; a slope must be a finite number");
}

void reject_convention(Operation operation, Convention convention) {
  std::string names;
  for (const ConventionRow& row : conventions)
    names.append(names.empty() ? "" : ", ").append(row.name);
  reject(operation, "there is no convention of number ", static_cast<int>(convention),
         "; there are, from 0 on, ", names);
}

void reject_sizes(Operation operation, const char* input, std::size_t input_size,
                  std::size_t out_size) {
  reject(operation, input, " has ", input_size, " elements and out has ", out_size,
         "; they must have the same number");
}

// The parameters stand where a kernel takes them, so that they stay in their registers.
template <class T>
void call(const T* x, const T* upstream, T* out, std::size_t n, double slope, Operation operation,
          Convention convention) {
  const Choices<T>* known = choices<T>.load(std::memory_order_acquire);
  const T rounded = factor<T>(slope);
  if (known == nullptr || !detail::known(convention) || overlap(x, out, n) ||
      overlap(upstream, out, n) || !finite_by_bits(rounded)) [[unlikely]]
    return call_slowly(x, upstream, out, n, slope, operation, convention);
  known->at(operation, convention, x == out || upstream == out, n)(x, upstream, out, n, rounded);
}

void reject_chunks_array(std::size_t size, std::size_t out_size) {
  throw std::invalid_argument("rectifier::Chunks: the array has " + std::to_string(size) +
                              " elements and out has " + std::to_string(out_size) +
                              "; they must have the same number");
}

void reject_chunks_piece(std::size_t piece, std::size_t pieces) {
  throw std::out_of_range("rectifier::Chunks: there is no piece " + std::to_string(piece) +
                          "; there are " + std::to_string(pieces));
}

template void call(const float*, const float*, float*, std::size_t, double, Operation, Convention);
template void call(const double*, const double*, double*, std::size_t, double, Operation,
                   Convention);

}  // namespace detail
}  // namespace rectifier
