// The registry: every kernel this library was built with, as rows to walk.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "rectifier/definition.hpp"
#include "rectifier/visibility.h"

namespace rectifier {

/// What is known of an element type while a program runs.
struct TypeRow {
  std::string_view name = {};  ///< as in kernel ids
  std::size_t size = 0;        ///< bytes of an element
};

/// One row an element type, in the order of the enumerators.
inline constexpr auto types = []<class... T>(TypeList<T...>) {
  std::array<TypeRow, sizeof...(T)> rows;
  ((rows[std::size_t(TypeTraits<T>::type)] = {TypeTraits<T>::name, sizeof(T)}), ...);
  return rows;
}(Types{});

/// The row of an element type, and its name.
constexpr const TypeRow& row(Type type) { return types[static_cast<std::size_t>(type)]; }
constexpr std::string_view name(Type type) { return row(type).name; }

/// One kernel: `n` elements of `x` (and of `upstream`, for backward operations; else it may be
/// null) into `out`. `slope` is ignored by relu operations. `out` may be exactly `x`, exactly
/// `upstream`, or disjoint from both. Nothing is checked here; the public functions check.
template <class T>
using KernelFunction = void (*)(const T* x, const T* upstream, T* out, std::size_t n,
                                T slope) noexcept;

/// A kernel of a plug-in: pointers of any element type, and the slope unrounded.
using PluginFunction = void (*)(const void* x, const void* upstream, void* out, std::size_t n,
                                double slope);

namespace detail {
/// `One<T>` of every element type, as bases.
template <template <class> class One, class List = Types>
struct OfEveryType;
template <template <class> class One, class... T>
struct OfEveryType<One, TypeList<T...>> : One<T>... {};

template <class List>
struct AnyKernelFunctionOf;
template <class... T>
struct AnyKernelFunctionOf<TypeList<T...>> {
  using Type = std::variant<KernelFunction<T>..., PluginFunction>;
};
}  // namespace detail

/// A kernel function of any element type.
using AnyKernelFunction = detail::AnyKernelFunctionOf<Types>::Type;

/// One row of the registry, or of a plug-in.
struct Kernel {
  std::string id;              ///< "leaky_relu/textbook/f32/xsimd_select_avx2"
  std::string implementation;  ///< "xsimd_select_avx2", "branching"; of a plug-in "name/its own"
  Operation operation;         ///< what it computes
  std::optional<Convention> convention;  ///< empty: a plug-in that declares none
  Type type;                             ///< of its elements
  std::string_view family;  ///< "branching", "branchless", "autovec", "xsimd" or "plugin"
  std::string_view target;  ///< as in src/CMakeLists.txt: "scalar", "sse2", …; empty: a plug-in
  std::string unsupported;  ///< why it can't run here ("needs avx512"); empty where it can
  AnyKernelFunction function;      ///< null in a row of another architecture
  bool out_of_place_only = false;  ///< `out` must be neither `x` nor `upstream`
  bool streams = false;            ///< stores past the caches: for large arrays, out of place

  /// Whether this machine can run it, `RECTIFIER_TARGET` considered.
  bool supported() const { return unsupported.empty(); }

  /// Runs it. `T` must be the element type of the row; the slope becomes a factor here, in the
  /// rounding mode in force. An upstream gradient that it does not take is left out.
  template <class T>
  void run(const T* x, const T* upstream, T* out, std::size_t n, double slope) const {
    if (!row(operation).has_upstream) upstream = nullptr;
    if (const auto* own = std::get_if<KernelFunction<T>>(&function))
      (*own)(x, upstream, out, n, factor<T>(slope));
    else
      std::get<PluginFunction>(function)(x, upstream, out, n, slope);
  }
};

/// The id that a row's operation, convention, type and implementation make.
RECTIFIER_API std::string kernel_id(const Kernel& kernel);

/// Every kernel, those that can't run here included; the same order in every run. The
/// environment variable `RECTIFIER_TARGET` (a target's name) caps the target.
/// @throws std::invalid_argument if `RECTIFIER_TARGET` is unknown or can't run here.
RECTIFIER_API std::span<const Kernel> kernels();

/// The kernel with that id, or null.
/// @throws std::invalid_argument as `kernels` does.
RECTIFIER_API const Kernel* find(std::string_view id);

/// The kernel of that implementation, or null. The name may leave out the target, as in
/// "xsimd_select_stream": then it is the one of the highest target that can run here.
/// @throws std::invalid_argument as `kernels` does.
RECTIFIER_API const Kernel* find(Operation operation, Convention convention, Type type,
                                 std::string_view implementation);

/// The kernel for arrays that the caches hold: of those supported, the one of the highest
/// target, and there the first in the order of src/kernels/idioms.hpp.
/// @throws std::invalid_argument as `kernels` does, and if the convention is none of the
/// enumerators.
RECTIFIER_API const Kernel& best(Operation operation, Convention convention, Type type);

/// The kernel that the public functions use for so many elements, in place or out of place: as
/// the thresholds say that the library was built with (src/default_thresholds.hpp, unless
/// `RECTIFIER_THRESHOLDS` of src/CMakeLists.txt names a header that `rectifier choose --header`
/// wrote), and `best` where they name none that can run here.
/// @throws std::invalid_argument as `kernels` does.
RECTIFIER_API const Kernel& best(Operation operation, Convention convention, Type type,
                                 std::size_t n, bool in_place = false);

/// The kernels of a plug-in (rectifier/plugin.h), in its order. It stays loaded. A child process
/// loads and reads it first, so that one that crashes, hangs or ends its process is an error too.
/// @throws std::runtime_error naming the file, and the row where one is wrong: no such file, not a
/// plug-in, another ABI, an unknown word, a duplicate id, a null `run`, code that does not come
/// back. std::system_error if no process can be started.
RECTIFIER_API std::vector<Kernel> load_plugin(const std::string& file);

/// `kernels()` and the kernels of these plug-ins.
/// @throws as `kernels` and `load_plugin` do, and std::runtime_error if an id comes twice.
RECTIFIER_API std::vector<Kernel> kernels_with(const std::vector<std::string>& plugin_files);

/// One instruction set of src/CMakeLists.txt, lowest first.
struct Target {
  std::string_view name;    ///< as in src/CMakeLists.txt
  std::string unsupported;  ///< as in `Kernel`
  std::size_t vector_bits;  ///< of a vector register; 0: it has none
};

/// The targets, lowest first within an architecture.
/// @throws std::invalid_argument as `kernels` does.
RECTIFIER_API std::span<const Target> targets();

/// The library's version, "major.minor.patch".
RECTIFIER_API std::string_view version();

}  // namespace rectifier
