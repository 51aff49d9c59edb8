/* ReLU and Leaky ReLU, forward, gradient and backward, in plain C11: for C, and for every language
 * that can call it. The C++ interface is rectifier.hpp; both do the same work.
 *
 *     float x[3] = {-1, 0, 2}, out[3];
 *     int32_t status = rectifier_relu_f32(x, out, 3, RECTIFIER_TEXTBOOK);
 *     if (status != RECTIFIER_DONE) puts(rectifier_status_text(status));
 *
 * Nothing is thrown across it. The numbers of conventions and statuses never change. */
#ifndef RECTIFIER_RECTIFIER_H
#define RECTIFIER_RECTIFIER_H

#include <stddef.h>
#include <stdint.h>

#include "rectifier/visibility.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What a call answers at zero and for NaN (rectifier/definition.hpp). An int32_t everywhere. */
enum {
  RECTIFIER_TEXTBOOK = 0, /**< relu: x > 0; its derivative and leaky_relu: x >= 0 */
  RECTIFIER_PYTORCH = 1 /**< as PyTorch on x86-64: relu keeps NaN and -0; the gradient at 0 is 0 */
};

/** What became of a call. An int32_t everywhere; where it is not RECTIFIER_DONE, nothing was
 *  written. */
enum {
  RECTIFIER_DONE = 0,            /**< `out` holds the answer */
  RECTIFIER_OVERLAP = 1,         /**< `out` overlaps an input without being exactly it */
  RECTIFIER_BAD_SLOPE = 2,       /**< the slope is not finite in the element type */
  RECTIFIER_BAD_CONVENTION = 3,  /**< no convention has that number */
  RECTIFIER_NULL_ARRAY = 4,      /**< an array of one element or more is NULL */
  RECTIFIER_BAD_ENVIRONMENT = 5, /**< the environment's RECTIFIER_TARGET can't be used here */
  RECTIFIER_NO_MEMORY = 6,       /**< no memory for the first call's tables */
  RECTIFIER_OTHER = 7,           /**< something else; a fault of the library */
  RECTIFIER_TOO_LARGE = 8        /**< no array has so many elements */
};

/** Leaky ReLU's usual factor below zero. */
#define RECTIFIER_DEFAULT_SLOPE 0.01

/** A status in words, for people; never NULL, whatever the number. */
RECTIFIER_API const char* rectifier_status_text(int32_t status);

/** The library's version, "major.minor.patch". */
RECTIFIER_API const char* rectifier_version(void);

/** How many kernels the library was built with; 0 where every call returns
 *  RECTIFIER_BAD_ENVIRONMENT or RECTIFIER_NO_MEMORY. */
RECTIFIER_API size_t rectifier_kernel_count(void);

/** The id of a kernel, "relu/textbook/f32/xsimd_max_avx2"; NULL where there is no such index. */
RECTIFIER_API const char* rectifier_kernel_id(size_t index);

/** Why a kernel can't run here, "needs avx512"; "" where it can, NULL where there is no such
 *  index. */
RECTIFIER_API const char* rectifier_kernel_why_not(size_t index);

/** x where it passes, else +0, of `n` elements (not bytes).
 *
 *  Of all calls: the arrays are one-dimensional, side by side, aligned to one element. `out` may be
 *  exactly an input, which is in place, or must overlap none; `x` and `upstream` may overlap at
 *  will. With `n` 0 the pointers may be anything. Returns a status. Calls may come from several
 *  threads at once. The best kernel for this machine runs; the first call of all asks the CPU. */
RECTIFIER_API int32_t rectifier_relu_f32(const float* x, float* out, size_t n, int32_t convention);
/** relu's derivative: 1 where x passes, else +0. */
RECTIFIER_API int32_t rectifier_relu_gradient_f32(const float* x, float* out, size_t n,
                                                  int32_t convention);
/** The upstream gradient where x passes, else +0. */
RECTIFIER_API int32_t rectifier_relu_backward_f32(const float* x, const float* upstream, float* out,
                                                  size_t n, int32_t convention);
/** x where it passes, else slope * x. The slope is rounded once to the element type, in which it
 *  must be finite. */
RECTIFIER_API int32_t rectifier_leaky_relu_f32(const float* x, float* out, size_t n, double slope,
                                               int32_t convention);
/** leaky_relu's derivative: 1 where x passes, else the slope. */
RECTIFIER_API int32_t rectifier_leaky_relu_gradient_f32(const float* x, float* out, size_t n,
                                                        double slope, int32_t convention);
/** The upstream gradient where x passes, else slope * upstream. */
RECTIFIER_API int32_t rectifier_leaky_relu_backward_f32(const float* x, const float* upstream,
                                                        float* out, size_t n, double slope,
                                                        int32_t convention);

/** The same for double. */
RECTIFIER_API int32_t rectifier_relu_f64(const double* x, double* out, size_t n,
                                         int32_t convention);
/** The same for double. */
RECTIFIER_API int32_t rectifier_relu_gradient_f64(const double* x, double* out, size_t n,
                                                  int32_t convention);
/** The same for double. */
RECTIFIER_API int32_t rectifier_relu_backward_f64(const double* x, const double* upstream,
                                                  double* out, size_t n, int32_t convention);
/** The same for double. */
RECTIFIER_API int32_t rectifier_leaky_relu_f64(const double* x, double* out, size_t n, double slope,
                                               int32_t convention);
/** The same for double. */
RECTIFIER_API int32_t rectifier_leaky_relu_gradient_f64(const double* x, double* out, size_t n,
                                                        double slope, int32_t convention);
/** The same for double. */
RECTIFIER_API int32_t rectifier_leaky_relu_backward_f64(const double* x, const double* upstream,
                                                        double* out, size_t n, double slope,
                                                        int32_t convention);

#ifdef __cplusplus
}
#endif

#endif
