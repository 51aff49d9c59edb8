/* Kernels from outside, in plain C11, so that any compiler and language can offer one.
 *
 * A plug-in is a shared library that exports one function, rectifier_plugin_get. Every tool
 * takes it with --plugin=FILE and treats its kernels like the library's own. What a tool can't
 * take, a null where none may be, an unknown word, an id given twice, it rejects as it loads the
 * plug-in, naming the file and the row. examples/plugin.c is the smallest one. */
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
   *  "leaky_relu_backward". A *gradient* is the derivative f'(x); a *backward* is the chain
   *  rule, upstream * f'(x). */
  const char* operation;
  /** "textbook" or "pytorch": what it promises at zero and for NaN (rectifier/definition.hpp),
   *  and is held to bit for bit. NULL: not declared, the suite finds out. */
  const char* convention;
  /** Element type: "f32" (IEEE binary32, float) or "f64" (IEEE binary64, double). */
  const char* type;
  /** Short name, [a-z0-9_.]+, unique per operation, convention and type. */
  const char* implementation;
  /** 0, or RECTIFIER_OUT_OF_PLACE_ONLY. Unknown bits are rejected. */
  uint32_t flags;
  /** Returns 0 where this machine can't run the kernel, which is then skipped visibly. NULL: it
   *  always can. */
  int (*supported)(void);
  /** Computes `n` elements one by one; never NULL.
   *
   *  `x`, `upstream` and `out` are one-dimensional arrays of `n` elements (not bytes) of `type`,
   *  side by side, aligned to one element and no more. Nothing before or after them may be read
   *  or written. `n` is 0 or more; with 0 the pointers may be anything. `upstream` is NULL except
   *  for *_backward.
   *
   *  `x` and `upstream` may overlap each other at will. `out` is exactly `x`, or exactly
   *  `upstream`, or overlaps neither; flagged RECTIFIER_OUT_OF_PLACE_ONLY it overlaps neither.
   *
   *  `slope` is the factor below zero of leaky_relu*, relu* ignore it. It may be any number that
   *  is finite in `type`: 0, negative or above 1 too. It comes unrounded and is to be rounded
   *  once to `type`.
   *
   *  It reports no errors: it must not fail, throw or end the process. It writes `out` alone,
   *  leaves the rounding mode and the flushing of subnormals as they are, and may be called from
   *  several threads at once. */
  void (*run)(const void* x, const void* upstream, void* out, size_t n, double slope);
} rectifier_kernel;

/** What a plug-in offers. */
typedef struct rectifier_plugin {
  /** RECTIFIER_PLUGIN_ABI, as it was when the plug-in was compiled. Another one is rejected. */
  uint32_t abi;
  /** [a-z0-9_.]+, with a version where there is one: "onednn_3.7". Kernel ids read
   *  "relu/textbook/f32/onednn_3.7/jit". */
  const char* name;
  /** How many rows `kernels` has, at least 1. */
  size_t count;
  /** `count` rows; never NULL. */
  const rectifier_kernel* kernels;
} rectifier_plugin;

/** The one exported symbol. Returns a description that lives as long as the plug-in is loaded;
 *  never NULL. Called once, and once before in a child process that tries whether the plug-in can
 *  be loaded. */
const rectifier_plugin* rectifier_plugin_get(void);

#ifdef __cplusplus
}
#endif

#endif
