/* Kernels from outside, in plain C11, so that any compiler and language can offer one.
 *
 * A plug-in is a shared library that exports one function, rectifier_plugin_get. Every tool
 * takes it with --plugin=FILE and treats its kernels like the library's own. */
#ifndef RECTIFIER_PLUGIN_H
#define RECTIFIER_PLUGIN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The version of this interface; goes into rectifier_plugin::abi. */
#define RECTIFIER_PLUGIN_ABI 1u

/** A flag of rectifier_kernel: `out` must be neither `x` nor `upstream`. */
#define RECTIFIER_OUT_OF_PLACE_ONLY 1u

/** One kernel. All strings are zero-terminated and live as long as the plug-in is loaded. */
typedef struct rectifier_kernel {
  /** "relu", "relu_gradient", "relu_backward", "leaky_relu", "leaky_relu_gradient" or
   *  "leaky_relu_backward". */
  const char* operation;
  /** "textbook" or "pytorch": what it promises at zero and for NaN (rectifier/definition.hpp).
   *  NULL: not declared, the suite finds out. */
  const char* convention;
  /** Element type: "f32" (float) or "f64" (double). */
  const char* type;
  /** Short name, [a-z0-9_.]+, unique per operation, convention and type. */
  const char* implementation;
  /** 0, or RECTIFIER_OUT_OF_PLACE_ONLY. */
  uint32_t flags;
  /** Returns 0 where this machine can't run the kernel. NULL: it always can. */
  int (*supported)(void);
  /** Computes `n` elements (0 is allowed). `x`, `upstream` and `out` each hold `n` elements of
   *  `type`, aligned to one element and no more. `upstream` is NULL except for *_backward.
   *  `slope` comes unrounded and is to be rounded once to `type`; relu* ignores it. Unless
   *  flags say otherwise `out` may be exactly `x` or exactly `upstream`. It can't fail, must not
   *  throw, leaves the rounding mode and the flushing of subnormals as they are, writes `out`
   * alone, and may be called from several threads at once. */
  void (*run)(const void* x, const void* upstream, void* out, size_t n, double slope);
} rectifier_kernel;

/** What a plug-in offers. */
typedef struct rectifier_plugin {
  /** RECTIFIER_PLUGIN_ABI, as it was when the plug-in was compiled. */
  uint32_t abi;
  /** [a-z0-9_.]+, with a version where there is one: "onednn_3.7". Kernel ids read
   *  "relu/textbook/f32/onednn_3.7/jit". */
  const char* name;
  /** How many rows `kernels` has. */
  size_t count;
  /** `count` rows. */
  const rectifier_kernel* kernels;
} rectifier_plugin;

/** The one exported symbol. Returns a description that lives as long as the plug-in is loaded;
 *  never NULL. Called once. */
const rectifier_plugin* rectifier_plugin_get(void);

#ifdef __cplusplus
}
#endif

#endif
