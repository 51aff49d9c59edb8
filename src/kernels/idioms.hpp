// Every way to write "yes where x passes, no elsewhere", each a small struct: the only list of
// idioms, best first. table.cpp makes a kernel of each for every operation it applies to.
//
// An idiom says its family and name (together, with the target, the implementation's name),
// the targets and operations it applies to, and how it chooses.
#pragma once

#include <type_traits>

#include "kernels/xsimd_bridge.hpp"
#include "rectifier/definition.hpp"

namespace rectifier {
namespace {

/// What an operation puts where x passes and elsewhere; `V` is a number or a vector of them.
template <Operation operation, class V>
[[gnu::always_inline]] inline V where_it_passes(V x, V upstream) {
  if constexpr (row(operation).gradient)
    return V(1);
  else if constexpr (row(operation).has_upstream)
    return upstream;
  else
    return x;
}
template <Operation operation, class V>
[[gnu::always_inline]] inline V elsewhere(V x, V upstream, V slope) {
  if constexpr (!row(operation).leaky)
    return V(0);
  else if constexpr (row(operation).gradient)
    return slope;
  else if constexpr (row(operation).has_upstream)
    return slope * upstream;
  else
    return slope * x;
}

/// Integer selection between two bit patterns; `mask` is all ones or all zeros.
template <class T>
[[gnu::always_inline]] inline T blend(typename TypeTraits<T>::Bits mask, T yes, T no) {
  using Bits = typename TypeTraits<T>::Bits;
  return std::bit_cast<T>(static_cast<Bits>((bits(yes) & mask) | (bits(no) & ~mask)));
}

/// A single max: for relu alone, on x86 alone (NEON's four max instructions all answer
/// otherwise at NaN or -0), and with the operand order that the question needs.
template <Passes question, class V>
[[gnu::always_inline]] inline V relu_by_max(V x) {
  if constexpr (question == Passes::above)
    return max_or_second(x, V(0));
  else
    return max_or_second(V(0), x);
}
constexpr bool max_is_exact(Operation operation, Passes question) {
  return operation == Operation::relu &&
         (question == Passes::above || question == Passes::not_below);
}

/// What the idioms of a family share: its name, whether they choose a vector at a time, the walk
/// (where vectors go it) and what it adds to the implementation's name, and the targets that they
/// are for.
struct OfXsimd {
  static constexpr const char* family = "xsimd";
  static constexpr bool vectors = true;
  static constexpr Walk walk = Walk::plain;
  static constexpr const char* walk_name = "";
  template <class Arch>
  static constexpr bool on = !std::is_same_v<Arch, NoVectors>;
};
struct OfTheCompiler {
  static constexpr const char* family = "autovec";
  static constexpr bool vectors = false;
  static constexpr Walk walk = Walk::plain;
  static constexpr const char* walk_name = "";
  template <class Arch>
  static constexpr bool on = !std::is_same_v<Arch, NoVectors>;
};
struct OfScalars {
  static constexpr bool vectors = false;
  static constexpr Walk walk = Walk::plain;
  static constexpr const char* walk_name = "";
  template <class Arch>
  static constexpr bool on = std::is_same_v<Arch, NoVectors>;
};
struct OfScalarsWithoutBranch : OfScalars {
  static constexpr const char* family = "branchless";
};

struct XsimdMax : OfXsimd {
  static constexpr const char* name = "max";
  template <class Arch>
  static constexpr bool on = OfXsimd::on<Arch>&& is_x86<Arch>;
  static constexpr bool applies(Operation operation, Passes question) {
    return max_is_exact(operation, question);
  }
  template <Passes question, class V>
  [[gnu::always_inline]] static V choose(V x, V, V) {
    return relu_by_max<question>(x);
  }
};

struct XsimdSelect : OfXsimd {
  static constexpr const char* name = "select";
  static constexpr bool applies(Operation, Passes) { return true; }
  template <Passes question, class V>
  [[gnu::always_inline]] static V choose(V x, V yes, V no) {
    no = opaque(no);
    if constexpr (question == Passes::above) return rectifier::select(x > V(0), yes, no);
    if constexpr (question == Passes::at_or_above) return rectifier::select(x >= V(0), yes, no);
    if constexpr (question == Passes::not_below) return rectifier::select(x < V(0), no, yes);
    if constexpr (question == Passes::not_at_or_below) return rectifier::select(x <= V(0), no, yes);
  }
};

/// The same past the caches, for arrays that none of them holds.
struct XsimdSelectStream : XsimdSelect {
  static constexpr Walk walk = Walk::stream_ahead;
  static constexpr const char* walk_name = "stream";
  template <class Arch>
  static constexpr bool on = has_streaming_kernels<Arch>;
};

/// The loop that a person would write: what the compiler alone achieves for a target.
struct Autovec : OfTheCompiler {
  static constexpr const char* name = "";
  static constexpr bool applies(Operation operation, Passes) {
    // Where the compiler's own choice is wrong, there is no row.
    return !(compiler_multiplies_by_one && multiplies(operation));
  }
  template <Passes question, class T>
  [[gnu::always_inline]] static T choose(T x, T yes, T no) {
    return passes(question, x) ? yes : no;
  }
};

struct BranchlessMax : OfScalarsWithoutBranch {
  static constexpr const char* name = "max";
  template <class Arch>
  static constexpr bool on = OfScalars::on<Arch>&& is_x86<Arch>;
  static constexpr bool applies(Operation operation, Passes question) {
    return max_is_exact(operation, question);
  }
  template <Passes question, class T>
  [[gnu::always_inline]] static T choose(T x, T, T) {
    return relu_by_max<question>(x);
  }
};

/// A compare turned into a mask of ones or zeros, and a blend of bits.
struct BranchlessMask : OfScalarsWithoutBranch {
  static constexpr const char* name = "mask";
  static constexpr bool applies(Operation, Passes) { return true; }
  template <Passes question, class T>
  [[gnu::always_inline]] static T choose(T x, T yes, T no) {
    using Bits = typename TypeTraits<T>::Bits;
    return blend(static_cast<Bits>(-static_cast<Bits>(passes(question, x))), yes, opaque(no));
  }
};

/// An integer range check on the bit pattern: no floating-point compare, so that relu and the
/// gradients raise no floating-point flag. Unsigned, +0 is the smallest pattern and -0 the one
/// after all positive numbers, infinity and NaN.
struct BranchlessBits : OfScalarsWithoutBranch {
  static constexpr const char* name = "bits";
  static constexpr bool applies(Operation, Passes) { return true; }
  template <Passes question, class T>
  [[gnu::always_inline]] static T choose(T x, T yes, T no) {
    using Bits = typename TypeTraits<T>::Bits;
    constexpr Bits infinity = Layout<T>::infinity, minus_zero = Layout<T>::sign;
    const Bits b = bits(x);
    Bits pass;
    if constexpr (question == Passes::above)
      pass = static_cast<Bits>(b - 1) < infinity;
    else if constexpr (question == Passes::at_or_above)
      pass = static_cast<Bits>(b <= infinity) | static_cast<Bits>(b == minus_zero);
    else if constexpr (question == Passes::not_below)
      pass = static_cast<Bits>(b - (minus_zero + 1)) >= infinity;
    else
      pass = static_cast<Bits>(static_cast<Bits>(b - minus_zero) > infinity) &
             static_cast<Bits>(b != 0);
    // clang would turn what it knows about `pass` back into jumps.
    asm("" : "+r"(pass));
    return blend(static_cast<Bits>(-pass), yes, no);
  }
};

/// A real conditional jump. The empty asm statement can't be executed when x does not pass, so
/// no compiler may turn the choice into a select or a vector.
struct Branching : OfScalars {
  static constexpr const char* family = "branching";
  static constexpr const char* name = "";
  static constexpr bool applies(Operation, Passes) { return true; }
  template <Passes question, class T>
  [[gnu::always_inline]] static T choose(T x, T yes, T no) {
    if (passes(question, x)) {
      asm volatile("");
      return yes;
    }
    return no;
  }
};

/// The list, best first: `best` takes the first of the highest target that does not stream.
using Idioms = TypeList<XsimdMax, XsimdSelect, XsimdSelectStream, Autovec, BranchlessMax,
                        BranchlessMask, BranchlessBits, Branching>;

}  // namespace
}  // namespace rectifier
