// ReLU and Leaky ReLU, forward, gradient and backward, by the best kernel for this machine.
//
// Each operation comes in three forms, for every element type (float, double):
//   relu(x, out)  anything that converts to std::span; out may be x itself or must not overlap
//   relu(x)       one span: in place (backward: the upstream gradient is overwritten)
//   relu(-3.0f)   one number: the constexpr definition
// The convention says what happens at zero and for NaN: definition.hpp.
#pragma once

#include <iterator>
#include <span>
#include <type_traits>

#include "rectifier/definition.hpp"
#include "rectifier/detail/one_number.hpp"
#include "rectifier/detail/wrong_calls.hpp"
#include "rectifier/kernel.hpp"
#include "rectifier/visibility.h"

namespace rectifier {

/// Leaky ReLU's factor below zero unless another is given.
inline constexpr double default_slope = 0.01;

namespace detail {

/// Checks overlap and slope, then runs the best kernel on `n` elements. `upstream` is `x` where the
/// operation takes none.
/// @throws std::invalid_argument with a sentence that says what was given.
template <class T>
RECTIFIER_API void call(const T* x, const T* upstream, T* out, std::size_t n, double slope,
                        Operation operation, Convention convention);

[[noreturn]] RECTIFIER_API void reject_sizes(Operation operation, const char* input,
                                             std::size_t input_size, std::size_t out_size);

/// The same for spans, whose sizes it checks.
template <Operation operation, class T>
void call(std::span<const T> x, std::span<T> out, double slope, Convention convention) {
  if (x.size() != out.size()) reject_sizes(operation, "x", x.size(), out.size());
  call<T>(x.data(), x.data(), out.data(), out.size(), slope, operation, convention);
}
template <Operation operation, class T>
void call(std::span<const T> x, std::span<const T> upstream, std::span<T> out, double slope,
          Convention convention) {
  if (x.size() != out.size()) reject_sizes(operation, "x", x.size(), out.size());
  if (upstream.size() != out.size())
    reject_sizes(operation, "upstream", upstream.size(), out.size());
  call<T>(x.data(), upstream.data(), out.data(), out.size(), slope, operation, convention);
}

[[noreturn]] RECTIFIER_API void reject_slope(Operation operation, Type type, double slope);
[[noreturn]] RECTIFIER_API void reject_convention(Operation operation, Convention convention);

/// Whether it is one of the enumerators: a number that was cast may be another.
constexpr bool known(Convention convention) {
  return static_cast<std::size_t>(convention) < std::size(conventions);
}

/// The definition, of one number.
template <class T>
constexpr T call_one(Operation operation, Convention convention, T x, T upstream, T slope) {
  if (!known(convention)) reject_convention(operation, convention);
  return one_number<T>(operation, convention, x, upstream, slope);
}

/// The factor that a slope becomes, which must be finite.
template <class T>
constexpr T round_slope(Operation operation, double slope) {
  const T rounded = factor<T>(slope);
  if (!finite_by_bits(rounded)) reject_slope(operation, TypeTraits<T>::type, slope);
  return rounded;
}

template <Operation operation, class T>
struct Elementwise {
  void operator()(std::span<const T> x, std::span<T> out,
                  Convention convention = Convention::textbook) const {
    call<operation, T>(x, out, 0, convention);
  }
  void operator()(std::span<T> x, Convention convention = Convention::textbook) const {
    call<operation, T>(x, x, 0, convention);
  }
  constexpr T operator()(T x, Convention convention = Convention::textbook) const {
    return call_one<T>(operation, convention, x, T(), T());
  }
};

template <Operation operation, class T>
struct LeakyElementwise {
  void operator()(std::span<const T> x, std::span<T> out, double slope = default_slope,
                  Convention convention = Convention::textbook) const {
    call<operation, T>(x, out, slope, convention);
  }
  void operator()(std::span<const T> x, std::span<T> out, Convention convention) const {
    call<operation, T>(x, out, default_slope, convention);
  }
  void operator()(std::span<T> x, double slope = default_slope,
                  Convention convention = Convention::textbook) const {
    call<operation, T>(x, x, slope, convention);
  }
  void operator()(std::span<T> x, Convention convention) const {
    call<operation, T>(x, x, default_slope, convention);
  }
  constexpr T operator()(T x, Convention convention) const {
    return (*this)(x, default_slope, convention);
  }
  constexpr T operator()(T x, double slope = default_slope,
                         Convention convention = Convention::textbook) const {
    return call_one<T>(operation, convention, x, T(), round_slope<T>(operation, slope));
  }
};

template <Operation operation, class T>
struct Backward {
  void operator()(std::span<const T> x, std::span<const T> upstream, std::span<T> out,
                  Convention convention = Convention::textbook) const {
    call<operation, T>(x, upstream, out, 0, convention);
  }
  void operator()(std::span<const T> x, std::span<T> upstream,
                  Convention convention = Convention::textbook) const {
    call<operation, T>(x, upstream, upstream, 0, convention);
  }
  constexpr T operator()(T x, T upstream, Convention convention = Convention::textbook) const {
    return call_one<T>(operation, convention, x, upstream, T());
  }
};

template <Operation operation, class T>
struct LeakyBackward {
  void operator()(std::span<const T> x, std::span<const T> upstream, std::span<T> out,
                  double slope = default_slope,
                  Convention convention = Convention::textbook) const {
    call<operation, T>(x, upstream, out, slope, convention);
  }
  void operator()(std::span<const T> x, std::span<const T> upstream, std::span<T> out,
                  Convention convention) const {
    call<operation, T>(x, upstream, out, default_slope, convention);
  }
  void operator()(std::span<const T> x, std::span<T> upstream, double slope = default_slope,
                  Convention convention = Convention::textbook) const {
    call<operation, T>(x, upstream, upstream, slope, convention);
  }
  void operator()(std::span<const T> x, std::span<T> upstream, Convention convention) const {
    call<operation, T>(x, upstream, upstream, default_slope, convention);
  }
  constexpr T operator()(T x, T upstream, Convention convention) const {
    return (*this)(x, upstream, default_slope, convention);
  }
  constexpr T operator()(T x, T upstream, double slope = default_slope,
                         Convention convention = Convention::textbook) const {
    return call_one<T>(operation, convention, x, upstream, round_slope<T>(operation, slope));
  }
};

/// The overloads of one operation for every element type, under one name.
template <template <Operation, class> class Calls, Operation operation, class List = Types>
struct Overloads;
template <template <Operation, class> class Calls, Operation operation, class... T>
struct Overloads<Calls, operation, TypeList<T...>> : Calls<operation, T>... {
  using Calls<operation, T>::operator()...;
};

/// The same, and a sentence for whoever calls it otherwise.
template <template <Operation, class> class Calls, Operation operation>
struct ForEveryType : Overloads<Calls, operation> {
  using Overloads<Calls, operation>::operator();
  template <class... Argument>
  requires(!std::is_invocable_v<const Overloads<Calls, operation>&, Argument...>) constexpr double
  operator()(Argument&&...) const {
    explain<Argument...>();
    return 0;
  }
};

}  // namespace detail

/// relu(x) = x where x passes, else +0. `relu(x, out)` and `relu(x)`, in place, on spans of the
/// same number of elements (none is fine); `relu(-3.0f)` on one number. The convention is a
/// last parameter everywhere, `Convention::textbook` unless given.
/// @throws std::invalid_argument if sizes differ, if `out` overlaps an input without being
/// exactly it, if the convention is none of the enumerators, or, at first use, if
/// `RECTIFIER_TARGET` can't be used. So do all of these.
inline constexpr detail::ForEveryType<detail::Elementwise, Operation::relu> relu;

/// relu's derivative: 1 where x passes, else +0. Forms as of `relu`.
inline constexpr detail::ForEveryType<detail::Elementwise, Operation::relu_gradient> relu_gradient;

/// The upstream gradient where x passes, else +0: `relu_backward(x, upstream, out)`, or
/// `relu_backward(x, upstream)`, which overwrites the upstream gradient; on spans of the same
/// number of elements, or on two numbers.
inline constexpr detail::ForEveryType<detail::Backward, Operation::relu_backward> relu_backward;

/// leaky_relu(x) = x where x passes, else slope * x, rounded once. `leaky_relu(x, out, slope)`,
/// `leaky_relu(x, slope)` in place, `leaky_relu(-3.0f, slope)`; the slope is 0.01 unless given
/// and is rounded once to the element type.
/// @throws std::invalid_argument also if the slope is not finite in the element type.
inline constexpr detail::ForEveryType<detail::LeakyElementwise, Operation::leaky_relu> leaky_relu;

/// leaky_relu's derivative: 1 where x passes, else the slope. Forms as of `leaky_relu`.
inline constexpr detail::ForEveryType<detail::LeakyElementwise, Operation::leaky_relu_gradient>
    leaky_relu_gradient;

/// The upstream gradient where x passes, else slope * upstream. Forms as of `relu_backward`,
/// with the slope before the convention.
inline constexpr detail::ForEveryType<detail::LeakyBackward, Operation::leaky_relu_backward>
    leaky_relu_backward;

}  // namespace rectifier
