// Changes the floating-point environment, depends on it, or raises flags for nothing.
#include <cfenv>

#include "properties/mutants/zoo.hpp"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace rectifier::mutants {
namespace {

/// Keeps loads and stores, and with them the arithmetic between, on their side.
void barrier() { asm volatile("" ::: "memory"); }

/// Turns the flushing of subnormals on; returns what to give to `put_back`.
unsigned long long flush_subnormals() {
  unsigned long long before = 0;
#if defined(__x86_64__)
  before = _mm_getcsr();
  _mm_setcsr(static_cast<unsigned>(before | 0x8040u));
#elif defined(__aarch64__)
  before = __builtin_aarch64_get_fpcr();
  __builtin_aarch64_set_fpcr(static_cast<unsigned>(before | 0x1000000u));
#endif
  barrier();
  return before;
}
void put_back([[maybe_unused]] unsigned long long before) {
  barrier();
#if defined(__x86_64__)
  // The flags stay as they have become.
  _mm_setcsr(static_cast<unsigned>(before & ~0x3full) | (_mm_getcsr() & 0x3fu));
#elif defined(__aarch64__)
  __builtin_aarch64_set_fpcr(static_cast<unsigned>(before));
#endif
}
/// Elsewhere these are no mistakes.
int can_flush() {
#if defined(__x86_64__) || defined(__aarch64__)
  return 1;
#else
  return 0;
#endif
}

}  // namespace

void add_environment(Zoo& zoo) {
  // leaves it changed
  zoo.array(
      both, "relu", "textbook", "leaves_flushing_on", "KeepsTheEnvironment",
      [](const auto* x, const auto* g, auto* out, std::size_t n, double slope) {
        Zoo::apply(x, g, out, 0, n, slope, right_relu);
        flush_subnormals();
      },
      can_flush);
  zoo.array(both, "leaky_relu", "textbook", "leaves_rounding_changed", "KeepsTheEnvironment",
            [](const auto* x, const auto* g, auto* out, std::size_t n, double slope) {
              Zoo::apply(x, g, out, 0, n, slope, right_leaky);
              barrier();
              std::fesetround(FE_TOWARDZERO);
            });
  zoo.array(both, "relu_gradient", "textbook", "resets_rounding", "KeepsTheEnvironment",
            [](const auto* x, const auto* g, auto* out, std::size_t n, double slope) {
              Zoo::apply(x, g, out, 0, n, slope, right_gradient);
              std::fesetround(FE_TONEAREST);
            });
  zoo.array(both, "leaky_relu", "pytorch", "clears_the_callers_flags", "KeepsTheEnvironment",
            [](const auto* x, const auto*, auto* out, std::size_t n, double slope) {
              using T = std::decay_t<decltype(*x)>;
              std::feclearexcept(FE_ALL_EXCEPT);
              barrier();
              for (std::size_t i = 0; i < n; ++i)
                out[i] = x[i] > 0 ? x[i] : static_cast<T>(slope) * x[i];
            });

  // flushes subnormals while it runs
  zoo.array(
      both, "relu", "textbook", "flushes_while_running", "IdentityAboveZero",
      [](const auto* x, const auto* g, auto* out, std::size_t n, double slope) {
        const auto before = flush_subnormals();
        Zoo::apply(x, g, out, 0, n, slope, right_relu);
        put_back(before);
      },
      can_flush);
  zoo.array(
      both, "leaky_relu", "textbook", "flushes_in_body", "SlopeTimesXBelowZero",
      [](const auto* x, const auto* g, auto* out, std::size_t n, double slope) {
        const auto before = flush_subnormals();
        Zoo::apply(x, g, out, 0, n / 8 * 8, slope, right_leaky);
        put_back(before);
        Zoo::apply(x, g, out, n / 8 * 8, n, slope, right_leaky);
      },
      can_flush);

  // right in the usual environment alone
  zoo.array(both, "leaky_relu", "textbook", "rounds_to_nearest", "HoldsInEveryRoundingMode",
            [](const auto* x, const auto* g, auto* out, std::size_t n, double slope) {
              const int before = std::fegetround();
              std::fesetround(FE_TONEAREST);
              barrier();
              Zoo::apply(x, g, out, 0, n, slope, right_leaky);
              barrier();
              std::fesetround(before);
            });
  zoo.array(f32, "leaky_relu_gradient", "textbook", "slope_rounded_to_nearest",
            "HoldsInEveryRoundingMode",
            [](const auto* x, const auto*, auto* out, std::size_t n, double slope) {
              const int before = std::fegetround();
              std::fesetround(FE_TONEAREST);
              const float a = opaque(static_cast<float>(opaque(slope)));
              std::fesetround(before);
              for (std::size_t i = 0; i < n; ++i) out[i] = x[i] >= 0 ? 1 : a;
            });
  zoo.each(both, "leaky_relu", "pytorch", "negated_product", "HoldsInEveryRoundingMode",
           [](auto x, auto, auto a) { return x > 0 ? x : -opaque(opaque(-a) * x); });
  zoo.each(
      both, "leaky_relu_backward", "textbook", "times_gradient", "HoldsWhenSubnormalsAreFlushed",
      [](auto x, auto g, auto a) {
        return x >= 0 && g != g ? g : g * opaque(x >= 0 ? decltype(x)(1) : a);
      },
      can_flush);
  zoo.each(
      both, "relu", "textbook", "adds_zero", "HoldsWhenSubnormalsAreFlushed",
      [](auto x, auto, auto) { return opaque(x > 0 ? x : 0) + opaque(decltype(x)(0)); }, can_flush);

  // raises flags
  zoo.array(both, "relu", "textbook", "raises_invalid", "RaisesOnlyItsOwnFlags",
            [](const auto* x, const auto* g, auto* out, std::size_t n, double slope) {
              Zoo::apply(x, g, out, 0, n, slope, right_relu);
              std::feraiseexcept(FE_INVALID);
            });
  zoo.each(both, "relu_gradient", "textbook", "divides_by_x", "RaisesOnlyItsOwnFlags",
           [](auto x, auto, auto) {
             const auto sign = opaque(std::abs(x) / opaque(x));
             return decltype(x)(
                 x == 0 || sign == 1 || x == std::numeric_limits<decltype(x)>::infinity() ? 1 : 0);
           });
  zoo.each(both, "relu", "pytorch", "doubles_and_halves", "RaisesOnlyItsOwnFlags",
           [](auto x, auto, auto) {
             opaque(opaque(x) + opaque(x));
             return x < 0 ? 0 : x;
           });
  zoo.each(both, "relu_backward", "textbook", "multiplies_beside", "RaisesOnlyItsOwnFlags",
           [](auto x, auto g, auto) {
             opaque(opaque(x) * opaque(g));
             return x >= 0 ? g : 0;
           });
  // hides the flags of its products
  zoo.array(both, "leaky_relu", "textbook", "holds_flags_back", "RaisesOnlyItsOwnFlags",
            [](const auto* x, const auto* g, auto* out, std::size_t n, double slope) {
              std::fexcept_t before;
              std::fegetexceptflag(&before, FE_ALL_EXCEPT);
              barrier();
              Zoo::apply(x, g, out, 0, n, slope, right_leaky);
              barrier();
              std::fesetexceptflag(&before, FE_ALL_EXCEPT);
            });
}

}  // namespace rectifier::mutants
