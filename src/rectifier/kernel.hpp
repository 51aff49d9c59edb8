// The registry: every kernel this library was built with, as rows to walk.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "rectifier/definition.hpp"

namespace rectifier {

/// One kernel: `n` elements of `x` (and of `upstream`, for backward operations; else it may be
/// null) into `out`. `slope` is ignored by relu operations. `out` may be exactly `x`, exactly
/// `upstream`, or disjoint from both. Nothing is checked here; the public functions check.
template <class T>
using KernelFunction = void (*)(const T* x, const T* upstream, T* out, std::size_t n,
                                T slope) noexcept;

namespace detail {
template <class List>
struct AnyKernelFunctionOf;
template <class... T>
struct AnyKernelFunctionOf<TypeList<T...>> {
  using Type = std::variant<KernelFunction<T>...>;
};
}  // namespace detail

/// A kernel function of any element type.
using AnyKernelFunction = detail::AnyKernelFunctionOf<Types>::Type;

/// One row of the registry. The strings live as long as the program.
struct Kernel {
  std::string id;              ///< "leaky_relu/textbook/f32/xsimd_select_avx2"
  std::string implementation;  ///< family, idiom, target: "xsimd_select_avx2", "branching"
  Operation operation;
  Convention convention;
  Type type;
  std::string_view family;     ///< "branching", "branchless", "autovec" or "xsimd"
  std::string_view target;     ///< instruction set: "scalar", "sse2", … as in src/CMakeLists.txt
  std::string unsupported;     ///< why it can't run here ("needs avx512"); empty where it can
  AnyKernelFunction function;  ///< null in a row of another architecture

  /// Whether this machine can run it, `RECTIFIER_TARGET` considered.
  bool supported() const { return unsupported.empty(); }

  /// Runs it. `T` must be the element type of the row; the slope is rounded to it here, in the
  /// rounding mode in force.
  template <class T>
  void run(const T* x, const T* upstream, T* out, std::size_t n, double slope) const {
    std::get<KernelFunction<T>>(function)(x, upstream, out, n, static_cast<T>(slope));
  }
};

/// Every kernel, those that can't run here included; the same order in every run. The
/// environment variable `RECTIFIER_TARGET` (a target's name) caps the target.
/// @throws std::invalid_argument if `RECTIFIER_TARGET` is unknown or can't run here.
std::span<const Kernel> kernels();

/// The kernel with that id, or null.
/// @throws std::invalid_argument as `kernels` does.
const Kernel* find(std::string_view id);

/// The kernel that the public functions use: of those supported, the one of the highest
/// target, and there the first in the order of src/idioms.hpp.
/// @throws std::invalid_argument as `kernels` does.
const Kernel& best(Operation operation, Convention convention, Type type);

/// One instruction set of src/CMakeLists.txt, lowest first.
struct Target {
  std::string_view name;
  std::string unsupported;  ///< as in `Kernel`
};

/// The targets, lowest first within an architecture.
/// @throws std::invalid_argument as `kernels` does.
std::span<const Target> targets();

/// The library's version, "major.minor.patch".
std::string_view version();

}  // namespace rectifier
