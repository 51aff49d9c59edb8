// A kernel under test, run on guarded memory.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "properties/float_environment.hpp"
#include "properties/generators.hpp"
#include "properties/guarded_array.hpp"
#include "rectifier/kernel.hpp"

namespace rectifier {

/// What a check found wrong, in one sentence; empty: nothing.
using Complaint = std::optional<std::string>;

/// The longest array that a property runs often, and the longest that it runs at all.
constexpr std::size_t longest_array = 1024;
constexpr std::size_t longest_long_array = 65'536 + 1'024;

/// Which array a kernel writes.
enum class Writes { out, x, upstream };

/// The call that a kernel is in, for what is printed when it does not come back. Where there is a
/// supervisor, it lies in memory that this one sees too.
struct CurrentCall {
  bool running = false;
  std::size_t n = 0;
  Placement where;
  Writes writes = Writes::out;
};
inline CurrentCall unsupervised_call;
inline CurrentCall* current_call = &unsupervised_call;

/// One run's arrays before and after.
template <class T>
struct Run {
  std::vector<T> out;
  bool inputs_untouched;        ///< every input that was not written
  bool surroundings_untouched;  ///< nothing next to an array was written
  Flags flags;                  ///< floating-point exceptions that are raised after it
  bool environment_kept;        ///< rounding mode and flushing are as they were
  bool flags_kept;              ///< exceptions that were raised before are raised still
};

/// Calls a kernel so that what is printed of a crash or a hang tells the call.
template <class T>
void call_watched(const Kernel& kernel, const T* x, const T* upstream, T* out, std::size_t n,
                  double slope, Placement where, Writes writes) {
  *current_call = {true, n, where, writes};
  kernel.run<T>(x, upstream, out, n, slope);
  current_call->running = false;
}

/// Runs a kernel on elements at a place; `writes` makes it an in-place run. With `locked` the
/// inputs that it must not write lie on read-only pages, so that even writing back what is there
/// crashes. The kernel meets the environment of the caller, which is put back after it.
template <class T>
Run<T> run_guarded(const Kernel& kernel, std::span<const Element<T>> elements, double slope,
                   Placement where, Writes writes = Writes::out, bool locked = false) {
  struct Memory {
    explicit Memory(std::size_t longest)
        : array{GuardedArray<T>(longest + 128), GuardedArray<T>(longest + 128),
                GuardedArray<T>(longest + 128)} {}
    GuardedArray<T> array[3];
  };
  // Two sizes, as all of the memory is written before each call.
  static Memory usual(longest_array);
  const std::size_t n = elements.size();
  const auto long_memory = []() -> Memory& {
    static Memory made(longest_long_array);
    return made;
  };
  auto& memory = (n <= longest_array ? usual : long_memory()).array;
  const std::span<T> x = memory[0].place(n, where);
  // Each array at an offset of its own: that one is aligned says nothing of the others.
  const auto shifted = [&](std::size_t by) {
    return where.at_end ? where : Placement{false, where.offset + by};
  };
  const std::span<T> upstream = memory[1].place(n, shifted(n % 3));
  for (std::size_t i = 0; i < n; ++i) {
    x[i] = elements[i].x;
    upstream[i] = elements[i].upstream;
  }
  const std::span<T> out = writes == Writes::out ? memory[2].place(n, shifted(n % 5))
                           : writes == Writes::x ? x
                                                 : upstream;
  if (locked && writes != Writes::x) memory[0].lock();
  if (locked && writes != Writes::upstream) memory[1].lock();

  const EnvironmentGuard restore;
  const Environment before = Environment::now();
  call_watched<T>(kernel, x.data(), upstream.data(), out.data(), n, slope, where, writes);
  const Environment after = Environment::now();

  if (locked) {
    memory[0].unlock();
    memory[1].unlock();
  }
  Run<T> result{{out.begin(), out.end()},
                true,
                true,
                after.flags(),
                after.same_control(before),
                (before.flags() & ~after.flags()) == 0};
  for (std::size_t i = 0; i < n; ++i) {
    if (writes != Writes::x && bits(x[i]) != bits(elements[i].x)) result.inputs_untouched = false;
    if (writes != Writes::upstream && bits(upstream[i]) != bits(elements[i].upstream))
      result.inputs_untouched = false;
  }
  for (const GuardedArray<T>& array : memory)
    if (!array.surroundings_untouched()) result.surroundings_untouched = false;
  return result;
}

/// What a kernel answers for an input.
template <class T>
std::vector<T> apply(const Kernel& kernel, const Input<T>& input) {
  return run_guarded<T>(kernel, input.elements, input.slope, input.placement).out;
}

/// What the definition answers for one element.
template <class T>
T defined(const Kernel& kernel, Convention convention, const Element<T>& element, double slope) {
  return definition::evaluate(kernel.operation, convention, element.x, element.upstream,
                              factor<T>(slope));
}

/// Whether two answers to x count as the same.
template <class T>
bool same_answer(const Kernel& kernel, T x, T one, T other) {
  return same(one, other, may_be_any_nan(kernel.operation, kernel.convention, x));
}

/// "[3] of 17: x = …, slope = …", the place of a complaint.
template <class T>
std::string at(const Kernel& kernel, const Input<T>& input, std::size_t i) {
  std::string text =
      fmt::format("[{}] of {}: x = {}", i, input.elements.size(), show(input.elements[i].x));
  if (row(kernel.operation).has_upstream)
    text += ", upstream = " + show(input.elements[i].upstream);
  if (row(kernel.operation).leaky) text += ", slope = " + show(factor<T>(input.slope));
  return text;
}

}  // namespace rectifier
