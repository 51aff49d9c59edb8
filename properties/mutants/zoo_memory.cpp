// Reads or writes memory that is none of a kernel's business.
#include "properties/mutants/zoo.hpp"

namespace rectifier::mutants {
namespace {

/// The input, as if it were one's own.
template <class T>
volatile T* writable(const T* x) {
  return const_cast<volatile T*>(x);
}

}  // namespace

void add_memory(Zoo& zoo) {
  // reads beyond the arrays
  zoo.array(both, "relu", "textbook", "reads_one_past_end", "EveryLengthAtEveryOffset",
            [](const auto* x, const auto* g, auto* out, std::size_t n, double slope) {
              Zoo::apply(x, g, out, 0, n, slope, right_relu);
              peek(x + n);
            });
  zoo.array(both, "leaky_relu", "textbook", "reads_one_before", "EveryLengthAtEveryOffset",
            [](const auto* x, const auto* g, auto* out, std::size_t n, double slope) {
              peek(x - 1);
              Zoo::apply(x, g, out, 0, n, slope, right_leaky);
            });
  zoo.array(both, "relu_gradient", "textbook", "full_load_in_tail", "EveryLengthAtEveryOffset",
            [](const auto* x, const auto* g, auto* out, std::size_t n, double slope) {
              Zoo::apply(x, g, out, 0, n, slope, right_gradient);
              if (n % 8 != 0) peek(x + n / 8 * 8 + 7);
            });
  zoo.array(both, "relu_backward", "textbook", "reads_upstream_one_past_end",
            "EveryLengthAtEveryOffset",
            [](const auto* x, const auto* g, auto* out, std::size_t n, double) {
              for (std::size_t i = 0; i < n; ++i) out[i] = x[i] >= 0 ? g[i] : 0;
              peek(g + n);
            });
  zoo.array(both, "relu", "pytorch", "prefetches_with_a_load", "EveryLengthAtEveryOffset",
            [](const auto* x, const auto*, auto* out, std::size_t n, double) {
              for (std::size_t i = 0; i < n; ++i) {
                if (i % 16 == 0) peek(x + i + 16);
                out[i] = x[i] < 0 ? 0 : x[i];
              }
            });

  // writes beyond the output
  zoo.array(both, "leaky_relu_gradient", "textbook", "writes_one_past_end", "WritesItsOutputAlone",
            [](const auto* x, const auto*, auto* out, std::size_t n, double slope) {
              using T = std::decay_t<decltype(*x)>;
              for (std::size_t i = 0; i < n; ++i) out[i] = x[i] >= 0 ? 1 : static_cast<T>(slope);
              out[n] = 0;
            });
  zoo.array(both, "relu", "textbook", "writes_one_before", "WritesItsOutputAlone",
            [](const auto* x, const auto* g, auto* out, std::size_t n, double slope) {
              Zoo::apply(x, g, out, 0, n, slope, right_relu);
              if (n != 0) out[-1] = 0;
            });
  zoo.array(both, "leaky_relu", "textbook", "full_store_in_tail", "WritesItsOutputAlone",
            [](const auto* x, const auto* g, auto* out, std::size_t n, double slope) {
              Zoo::apply(x, g, out, 0, n, slope, right_leaky);
              for (std::size_t i = n; i % 8 != 0; ++i) out[i] = 0;
            });
  // puts back what stood there: canaries see nothing, inaccessible pages do
  zoo.array(both, "relu_gradient", "textbook", "restores_behind_the_tail",
            "EveryLengthAtEveryOffset",
            [](const auto* x, const auto* g, auto* out, std::size_t n, double slope) {
              Zoo::apply(x, g, out, 0, n, slope, right_gradient);
              const auto kept = peek(out + n);
              *writable(out + n) = kept;
            });

  // writes an input
  zoo.array(both, "relu", "textbook", "clears_its_input", "WritesItsOutputAlone",
            [](const auto* x, const auto* g, auto* out, std::size_t n, double slope) {
              Zoo::apply(x, g, out, 0, n, slope, right_relu);
              if (n != 0 && out != x) *writable(x + n - 1) = 0;
            });
  zoo.array(both, "leaky_relu_backward", "textbook", "scales_upstream", "WritesItsOutputAlone",
            [](const auto* x, const auto* g, auto* out, std::size_t n, double slope) {
              using T = std::decay_t<decltype(*x)>;
              for (std::size_t i = 0; i < n; ++i) {
                const T u = g[i];
                const T answer = x[i] >= 0 ? u : static_cast<T>(slope) * u;
                if (out != g) *writable(g + i) = answer;
                out[i] = answer;
              }
            });
  zoo.array(both, "relu_backward", "pytorch", "writes_x_when_out_is_upstream",
            "InPlaceEqualsOutOfPlace",
            [](const auto* x, const auto* g, auto* out, std::size_t n, double) {
              const bool in_place = out == g;
              for (std::size_t i = 0; i < n; ++i) {
                out[i] = x[i] <= 0 ? 0 : g[i];
                if (in_place) *writable(x + i) = out[i];
              }
            });
  // a sentinel behind the last element, put back at the end: only a read-only page sees it
  zoo.array(both, "leaky_relu", "textbook", "borrows_its_input", "EveryLengthAtEveryOffset",
            [](const auto* x, const auto* g, auto* out, std::size_t n, double slope) {
              if (n != 0) {
                const auto kept = peek(x);
                *writable(x) = -1;
                *writable(x) = kept;
              }
              Zoo::apply(x, g, out, 0, n, slope, right_leaky);
            });

  // adds to what the output held
  zoo.array(both, "relu", "textbook", "accumulates", "EqualsDefinition",
            [](const auto* x, const auto*, auto* out, std::size_t n, double) {
              using T = std::decay_t<decltype(*x)>;
              const auto* const untouched = x;
              for (std::size_t i = 0; i < n; ++i)
                out[i] = (out == untouched ? T(0) : out[i]) + (x[i] > 0 ? x[i] : 0);
            });
  zoo.array(both, "leaky_relu_backward", "pytorch", "accumulates", "EqualsDefinition",
            [](const auto* x, const auto* g, auto* out, std::size_t n, double slope) {
              using T = std::decay_t<decltype(*x)>;
              for (std::size_t i = 0; i < n; ++i) {
                const T kept = out == x || out == g ? T(0) : out[i];
                out[i] = kept + (x[i] > 0 ? g[i] : static_cast<T>(slope) * g[i]);
              }
            });
  zoo.array(both, "relu", "textbook", "leaves_zeros_to_the_caller", "EqualsDefinition",
            [](const auto* x, const auto*, auto* out, std::size_t n, double) {
              for (std::size_t i = 0; i < n; ++i)
                if (x[i] > 0) out[i] = x[i];
            });
}

}  // namespace rectifier::mutants
