// The C functions: the C++ calls, with a status in place of an exception.
#include <cstdint>
#include <iterator>
#include <new>
#include <stdexcept>

#include "overlap.hpp"
#include "rectifier/rectifier.h"
#include "rectifier/rectifier.hpp"

namespace rectifier {
namespace {

static_assert(RECTIFIER_TEXTBOOK == static_cast<int>(Convention::textbook));
static_assert(RECTIFIER_PYTORCH == static_cast<int>(Convention::pytorch));
static_assert(RECTIFIER_PYTORCH + 1 == std::size(conventions), "rectifier.h names them all");
static_assert(RECTIFIER_DEFAULT_SLOPE == default_slope);

template <Operation operation, class T>
std::int32_t run(const T* x, const T* upstream, T* out, std::size_t n, double slope,
                 std::int32_t convention) noexcept {
  if (convention < 0 || convention >= static_cast<std::int32_t>(std::size(conventions)))
    return RECTIFIER_BAD_CONVENTION;
  if (n > PTRDIFF_MAX / sizeof(T)) return RECTIFIER_TOO_LARGE;
  if (n > 0 && (x == nullptr || upstream == nullptr || out == nullptr)) return RECTIFIER_NULL_ARRAY;
  try {
    detail::call<T>(x, upstream, out, n, slope, operation, Convention(convention));
    return RECTIFIER_DONE;
  } catch (const std::invalid_argument&) {
    if (overlap(x, out, n) || overlap(upstream, out, n)) return RECTIFIER_OVERLAP;
    return detail::finite_by_bits(factor<T>(slope)) ? RECTIFIER_BAD_ENVIRONMENT
                                                    : RECTIFIER_BAD_SLOPE;
  } catch (const std::bad_alloc&) {
    return RECTIFIER_NO_MEMORY;
  } catch (...) {
    return RECTIFIER_OTHER;
  }
}

/// Every kernel; none where the registry can't be had.
std::span<const Kernel> kernels_or_none() noexcept {
  try {
    return kernels();
  } catch (...) {
    return {};
  }
}

}  // namespace
}  // namespace rectifier

using rectifier::kernels_or_none;
using rectifier::Operation;
using rectifier::run;

extern "C" {

const char* rectifier_status_text(int32_t status) {
  switch (status) {
    case RECTIFIER_DONE: return "done";
    case RECTIFIER_OVERLAP: return "out overlaps an input; it must be exactly one or overlap none";
    case RECTIFIER_BAD_SLOPE: return "the slope is not finite in the element type";
    case RECTIFIER_BAD_CONVENTION:
      return "no such convention; there are RECTIFIER_TEXTBOOK (0) and RECTIFIER_PYTORCH (1)";
    case RECTIFIER_NULL_ARRAY: return "an array of one element or more is NULL";
    case RECTIFIER_BAD_ENVIRONMENT:
      return "RECTIFIER_TARGET in the environment names no target that can run here";
    case RECTIFIER_NO_MEMORY: return "no memory for the first call's tables";
    case RECTIFIER_OTHER: return "another error, which is a fault of the library";
    case RECTIFIER_TOO_LARGE: return "n is more than any array has; is it a negative number?";
    default: return "no such status";
  }
}

const char* rectifier_version(void) { return rectifier::version().data(); }

size_t rectifier_kernel_count(void) { return kernels_or_none().size(); }

const char* rectifier_kernel_id(size_t index) {
  const auto kernels = kernels_or_none();
  return index < kernels.size() ? kernels[index].id.c_str() : nullptr;
}

const char* rectifier_kernel_why_not(size_t index) {
  const auto kernels = kernels_or_none();
  return index < kernels.size() ? kernels[index].unsupported.c_str() : nullptr;
}

int32_t rectifier_relu_f32(const float* x, float* out, size_t n, int32_t convention) {
  return run<Operation::relu>(x, x, out, n, 0, convention);
}
int32_t rectifier_relu_gradient_f32(const float* x, float* out, size_t n, int32_t convention) {
  return run<Operation::relu_gradient>(x, x, out, n, 0, convention);
}
int32_t rectifier_relu_backward_f32(const float* x, const float* upstream, float* out, size_t n,
                                    int32_t convention) {
  return run<Operation::relu_backward>(x, upstream, out, n, 0, convention);
}
int32_t rectifier_leaky_relu_f32(const float* x, float* out, size_t n, double slope,
                                 int32_t convention) {
  return run<Operation::leaky_relu>(x, x, out, n, slope, convention);
}
int32_t rectifier_leaky_relu_gradient_f32(const float* x, float* out, size_t n, double slope,
                                          int32_t convention) {
  return run<Operation::leaky_relu_gradient>(x, x, out, n, slope, convention);
}
int32_t rectifier_leaky_relu_backward_f32(const float* x, const float* upstream, float* out,
                                          size_t n, double slope, int32_t convention) {
  return run<Operation::leaky_relu_backward>(x, upstream, out, n, slope, convention);
}
int32_t rectifier_relu_f64(const double* x, double* out, size_t n, int32_t convention) {
  return run<Operation::relu>(x, x, out, n, 0, convention);
}
int32_t rectifier_relu_gradient_f64(const double* x, double* out, size_t n, int32_t convention) {
  return run<Operation::relu_gradient>(x, x, out, n, 0, convention);
}
int32_t rectifier_relu_backward_f64(const double* x, const double* upstream, double* out, size_t n,
                                    int32_t convention) {
  return run<Operation::relu_backward>(x, upstream, out, n, 0, convention);
}
int32_t rectifier_leaky_relu_f64(const double* x, double* out, size_t n, double slope,
                                 int32_t convention) {
  return run<Operation::leaky_relu>(x, x, out, n, slope, convention);
}
int32_t rectifier_leaky_relu_gradient_f64(const double* x, double* out, size_t n, double slope,
                                          int32_t convention) {
  return run<Operation::leaky_relu_gradient>(x, x, out, n, slope, convention);
}
int32_t rectifier_leaky_relu_backward_f64(const double* x, const double* upstream, double* out,
                                          size_t n, double slope, int32_t convention) {
  return run<Operation::leaky_relu_backward>(x, upstream, out, n, slope, convention);
}

}  // extern "C"
