// All kernels of this build as one plug-in, rectifier-kernels.so, so that another build can time
// them beside its own in the same rounds. It holds the same objects as the library and exports
// nothing but the plug-in's one function: two of them can be loaded at once.
//
//   relu/textbook/f32/rectifier_0.1.0/xsimd_max_avx2    what is relu/textbook/f32/xsimd_max_avx2
//
// A plug-in's function is told nothing but its arguments, so each kernel needs one of its own,
// which knows its place in a list of kernels. There are more of these functions than there are
// kernels: how many those are, only the running program knows.
#include <array>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "rectifier/kernel.hpp"
#include "rectifier/plugin.h"
#include "targets.hpp"

namespace {

using namespace rectifier;

/// As many kernels of a type may there be, and as many that take the slope.
constexpr std::size_t places = 1024;

template <class T, bool leaky>
std::array<KernelFunction<T>, places> functions;

/// A kernel that takes no slope must not round it either: that may raise a floating-point flag.
template <class T, bool leaky, std::size_t place>
void run(const void* x, const void* upstream, void* out, std::size_t n, double slope) {
  T with = 0;
  if constexpr (leaky) with = factor<T>(slope);
  functions<T, leaky>[place](static_cast<const T*>(x), static_cast<const T*>(upstream),
                             static_cast<T*>(out), n, with);
}

template <class T, bool leaky>
constexpr auto runs = []<std::size_t... place>(std::index_sequence<place...>) {
  return std::array<PluginFunction, places>{&run<T, leaky, place>...};
}
(std::make_index_sequence<places>());

/// Whether this machine runs a target, its kernels' `supported`.
constexpr auto supported = []<std::size_t... target>(std::index_sequence<target...>) {
  return std::array<int (*)(), sizeof...(target)>{
      [] { return targets()[target].unsupported.empty() ? 1 : 0; }...};
}
(std::make_index_sequence<std::size(target_rows)>());

std::size_t index_of_target(std::string_view name) {
  std::size_t index = 0;
  while (targets()[index].name != name) ++index;
  return index;
}

/// Offers the kernels of a type, but those of other architectures.
template <class T, bool leaky>
void add(std::vector<rectifier_kernel>& rows) {
  std::size_t place = 0;
  for (const Kernel& kernel : kernels()) {
    const auto* function = std::get_if<KernelFunction<T>>(&kernel.function);
    if (function == nullptr || *function == nullptr || row(kernel.operation).leaky != leaky)
      continue;
    functions<T, leaky>.at(place) = *function;
    rows.push_back({name(kernel.operation).data(), name(*kernel.convention).data(),
                    name(kernel.type).data(), kernel.implementation.c_str(), 0,
                    supported[index_of_target(kernel.target)], runs<T, leaky>[place]});
    ++place;
  }
}

template <class... T>
std::vector<rectifier_kernel> all_rows(TypeList<T...>) {
  std::vector<rectifier_kernel> rows;
  ((add<T, false>(rows), add<T, true>(rows)), ...);
  return rows;
}

}  // namespace

extern "C" [[gnu::visibility("default")]] const rectifier_plugin* rectifier_plugin_get(void) {
  static const std::string name = std::string("rectifier_").append(version());
  static const std::vector<rectifier_kernel> rows = all_rows(Types{});
  static const rectifier_plugin plugin{RECTIFIER_PLUGIN_ABI, name.c_str(), rows.size(),
                                       rows.data()};
  return &plugin;
}
