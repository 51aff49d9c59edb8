// Wrong kernels that look right, and how the tables of zoo_*.cpp are written: one row a mutant.
//
// A row says what the mutant claims to be (operation, convention, types, a name of its own), which
// property must kill it, and what it does.
#pragma once

#include <bit>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include "rectifier/definition.hpp"
#include "rectifier/plugin.h"

namespace rectifier::mutants {

/// The element types of a row.
inline constexpr Types both;
inline constexpr TypeList<float> f32;
inline constexpr TypeList<double> f64;

/// Killer of a kernel that is right and stands beside a mutant of the same name: every property
/// must hold of it.
inline constexpr const char* nobody = "";

/// Hides where a value comes from, so that no compiler mends or undoes what a mutant does.
template <class T>
T opaque(T value) {
  asm volatile("" : "+m"(value));
  return value;
}

/// Reads memory, whatever the compiler thinks of it.
template <class T>
T peek(const T* address) {
  return *const_cast<const volatile T*>(address);
}

/// `sign ? ones : zeros`, as the arithmetic shift of a sign bit makes it.
template <class T>
typename TypeTraits<T>::Bits sign_spread(T x) {
  using Bits = typename TypeTraits<T>::Bits;
  return Bits(0) - (bits(x) >> (8 * sizeof(T) - 1));
}

/// All mutants of the zoo: what a plug-in offers, and who must kill each row.
struct Zoo {
  std::vector<rectifier_kernel> kernels;
  std::vector<const char*> killers;

  /// A mutant given as a loop: (x, upstream, out, n, slope), the slope unrounded.
  template <class... T, class Loop>
  void array(TypeList<T...>, const char* operation, const char* convention, const char* name,
             const char* killer, Loop, int (*supported)() = nullptr) {
    const auto one = [&]<class U>(TypeList<U>) {
      kernels.push_back(
          {operation, convention, TypeTraits<U>::name.data(), name, 0, supported,
           [](const void* x, const void* upstream, void* out, std::size_t n, double slope) {
             Loop{}(static_cast<const U*>(x), static_cast<const U*>(upstream), static_cast<U*>(out),
                    n, slope);
           }});
      killers.push_back(killer);
    };
    (one(TypeList<T>{}), ...);
  }

  /// A mutant given by what it answers for one element: (x, upstream, slope), all of one type.
  template <class... T, class Formula>
  void each(TypeList<T...> types, const char* operation, const char* convention, const char* name,
            const char* killer, Formula, int (*supported)() = nullptr) {
    array(
        types, operation, convention, name, killer,
        [](const auto* x, const auto* upstream, auto* out, std::size_t n, double slope) {
          apply(x, upstream, out, 0, n, slope, Formula{});
        },
        supported);
  }

  /// A mutant whose whole vectors of eight are computed otherwise than the rest.
  template <class... T, class Body, class Tail>
  void body_and_tail(TypeList<T...> types, const char* operation, const char* convention,
                     const char* name, const char* killer, Body, Tail) {
    array(types, operation, convention, name, killer,
          [](const auto* x, const auto* upstream, auto* out, std::size_t n, double slope) {
            apply(x, upstream, out, 0, n / 8 * 8, slope, Body{});
            apply(x, upstream, out, n / 8 * 8, n, slope, Tail{});
          });
  }

  /// A formula on the elements of [begin, end).
  template <class T, class Formula>
  static void apply(const T* x, const T* upstream, T* out, std::size_t begin, std::size_t end,
                    double slope, Formula formula) {
    for (std::size_t i = begin; i < end; ++i)
      out[i] = formula(x[i], upstream == nullptr ? T() : upstream[i], static_cast<T>(slope));
  }
};

/// The textbook's answers, for mutants that are wrong elsewhere than in the formula.
inline constexpr auto right_relu = [](auto x, auto, auto) { return x > 0 ? x : 0; };
inline constexpr auto right_leaky = [](auto x, auto, auto a) { return x >= 0 ? x : a * x; };
inline constexpr auto right_gradient = [](auto x, auto, auto) {
  return decltype(x)(x >= 0 ? 1 : 0);
};

// The tables, one file a kind of mistake.
void add_formulas(Zoo& zoo);
void add_kinks(Zoo& zoo);
void add_slopes(Zoo& zoo);
void add_bits(Zoo& zoo);
void add_loops(Zoo& zoo);
void add_memory(Zoo& zoo);
void add_instructions(Zoo& zoo);
void add_environment(Zoo& zoo);
void add_state(Zoo& zoo);
void add_finite_math(Zoo& zoo);

}  // namespace rectifier::mutants
