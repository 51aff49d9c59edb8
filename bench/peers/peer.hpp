// What the peers share: rows of the plug-in interface (rectifier/plugin.h) made of typed functions.
//
// A peer declares no convention: `rectifier list --semantics` finds out what it answers. All run
// in the calling thread alone, so that kernels are compared and not numbers of cores.
#pragma once

#include "rectifier/definition.hpp"
#include "rectifier/plugin.h"

namespace peers {

/// A kernel of one element type.
template <class T>
using Function = void (*)(const T* x, const T* upstream, T* out, size_t n, double slope);

/// A row of a plug-in: `row<float, relu>("relu", "max")`.
template <class T, Function<T> function>
constexpr rectifier_kernel row(const char* operation, const char* implementation) {
  return {operation,
          nullptr,
          rectifier::TypeTraits<T>::name.data(),
          implementation,
          0,
          nullptr,
          [](const void* x, const void* upstream, void* out, size_t n, double slope) {
            function(static_cast<const T*>(x), static_cast<const T*>(upstream),
                     static_cast<T*>(out), n, slope);
          }};
}

/// The description of a plug-in's rows.
template <size_t count>
constexpr rectifier_plugin plugin(const char* name, const rectifier_kernel (&rows)[count]) {
  return {RECTIFIER_PLUGIN_ABI, name, count, rows};
}

}  // namespace peers
