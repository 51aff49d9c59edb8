// Wrong at some lengths, at some places, or in place: mistakes of the loop around a right formula.
#include <algorithm>
#include <cstdint>

#include "properties/mutants/zoo.hpp"

namespace rectifier::mutants {
namespace {

constexpr std::size_t width = 8;  // of the vectors these loops pretend to have

}  // namespace

void add_loops(Zoo& zoo) {
  // the tail: one short, one long, none, none for short arrays, one for no elements
  zoo.array(both, "relu", "textbook", "tail_one_short", "SameAtEveryLengthOffsetAndPosition",
            [](const auto* x, const auto* g, auto* out, std::size_t n, double slope) {
              Zoo::apply(x, g, out, 0, n % width == 0 ? n : n - 1, slope, right_relu);
            });
  zoo.array(both, "relu_gradient", "textbook", "tail_one_long", "WritesItsOutputAlone",
            [](const auto* x, const auto* g, auto* out, std::size_t n, double slope) {
              Zoo::apply(x, g, out, 0, n, slope, right_gradient);
              if (n % width != 0) out[n] = 1;
            });
  zoo.array(both, "leaky_relu", "textbook", "no_tail", "SameAtEveryLengthOffsetAndPosition",
            [](const auto* x, const auto* g, auto* out, std::size_t n, double slope) {
              Zoo::apply(x, g, out, 0, n / width * width, slope, right_leaky);
            });
  zoo.array(both, "leaky_relu", "textbook", "nothing_below_a_vector", "EqualsDefinition",
            [](const auto* x, const auto* g, auto* out, std::size_t n, double slope) {
              if (n >= width) Zoo::apply(x, g, out, 0, n, slope, right_leaky);
            });
  zoo.array(both, "relu", "textbook", "one_for_none", "EveryLengthAtEveryOffset",
            [](const auto* x, const auto* g, auto* out, std::size_t n, double slope) {
              Zoo::apply(x, g, out, 0, n, slope, right_relu);
              if (n == 0) *out = 0;
            });
  zoo.array(both, "relu_gradient", "textbook", "four_at_a_time_alone", "EveryLengthAtEveryOffset",
            [](const auto* x, const auto* g, auto* out, std::size_t n, double slope) {
              if (n >= width) Zoo::apply(x, g, out, 0, n - n % width, slope, right_gradient);
              // the rest as if it were at most four
              const std::size_t rest = n % width < 5 ? n % width : 4;
              Zoo::apply(x, g, out, n - n % width, n - n % width + rest, slope, right_gradient);
            });

  // a single length, a single alignment, a single lane
  zoo.array(f32, "relu", "textbook", "wrong_at_97", "EveryLengthAtEveryOffset",
            [](const auto* x, const auto* g, auto* out, std::size_t n, double slope) {
              Zoo::apply(x, g, out, 0, n, slope, right_relu);
              if (n == 97) out[41] = -1;
            });
  zoo.array(f64, "leaky_relu", "textbook", "wrong_at_53", "SameAtEveryLengthOffsetAndPosition",
            [](const auto* x, const auto* g, auto* out, std::size_t n, double slope) {
              Zoo::apply(x, g, out, 0, n, slope, right_leaky);
              if (n == 53) out[52] = -1;
            });
  zoo.array(f32, "relu", "textbook", "wrong_at_4096", "SameAtLongLengths",
            [](const auto* x, const auto* g, auto* out, std::size_t n, double slope) {
              Zoo::apply(x, g, out, 0, n, slope, right_relu);
              if (n == 4096) out[4095] = -1;
            });
  zoo.array(both, "leaky_relu", "textbook", "block_done_twice", "SameAtLongLengths",
            [](const auto* x, const auto* g, auto* out, std::size_t n, double slope) {
              constexpr std::size_t block = 16384;
              for (std::size_t i = 0; i < n; i += block)
                Zoo::apply(x, g, out, i == 0 ? 0 : i - 1, std::min(n, i + block), slope,
                           right_leaky);
            });
  zoo.array(both, "relu_backward", "textbook", "takes_alike_inputs_for_forward", "InputsMayOverlap",
            [](const auto* x, const auto* g, auto* out, std::size_t n, double) {
              const bool alike = x == g;
              for (std::size_t i = 0; i < n; ++i)
                out[i] = alike ? (x[i] > 0 ? x[i] : 0) : x[i] >= 0 ? g[i] : 0;
            });
  zoo.array(both, "leaky_relu_backward", "pytorch", "takes_upstream_within_x_for_x",
            "InputsMayOverlap",
            [](const auto* x, const auto* g, auto* out, std::size_t n, double slope) {
              using T = std::decay_t<decltype(*x)>;
              const auto* kinks = g > x && g < x + n ? g : x;
              for (std::size_t i = 0; i < n; ++i)
                out[i] = kinks[i] > 0 ? g[i] : static_cast<T>(slope) * g[i];
            });
  zoo.array(both, "relu", "textbook", "wrong_at_one_alignment", "EveryLengthAtEveryOffset",
            [](const auto* x, const auto* g, auto* out, std::size_t n, double slope) {
              Zoo::apply(x, g, out, 0, n, slope, right_relu);
              if (n > 30 && reinterpret_cast<std::uintptr_t>(out) % 64 == 6 * sizeof *x)
                out[0] = -1;
            });
  zoo.array(both, "relu_backward", "textbook", "inputs_alike_in_alignment",
            "EveryLengthAtEveryOffset",
            [](const auto* x, const auto* g, auto* out, std::size_t n, double) {
              const auto misaligned = reinterpret_cast<std::uintptr_t>(x) % 16 / sizeof *x;
              for (std::size_t i = 0; i < n; ++i)
                out[i] = x[i] >= 0 || (misaligned == 1 && i + 1 == n && n > 3) ? g[i] : 0;
            });
  zoo.array(both, "leaky_relu_gradient", "textbook", "last_lane_of_last_vector",
            "SameAtEveryLengthOffsetAndPosition",
            [](const auto* x, const auto*, auto* out, std::size_t n, double slope) {
              using T = std::decay_t<decltype(*x)>;
              for (std::size_t i = 0; i < n; ++i)
                out[i] = x[i] >= 0 && !(i == 15 && n == 16) ? 1 : static_cast<T>(slope);
            });

  // chunks, as for several threads: a boundary left out, or done twice
  zoo.array(both, "relu", "textbook", "chunk_boundary_left_out", "EveryLengthAtEveryOffset",
            [](const auto* x, const auto* g, auto* out, std::size_t n, double slope) {
              const std::size_t middle = n / 2;
              Zoo::apply(x, g, out, 0, middle, slope, right_relu);
              Zoo::apply(x, g, out, n < 32 ? middle : middle + 1, n, slope, right_relu);
            });
  zoo.array(both, "leaky_relu", "textbook", "chunk_boundary_twice", "InPlaceEqualsOutOfPlace",
            [](const auto* x, const auto* g, auto* out, std::size_t n, double slope) {
              const std::size_t middle = n / 2;
              Zoo::apply(x, g, out, 0, n < 32 ? middle : middle + 1, slope, right_leaky);
              Zoo::apply(x, g, out, middle, n, slope, right_leaky);
            });

  // in place: the last vector is computed from what was written already
  zoo.array(both, "leaky_relu", "textbook", "last_vector_overlaps", "InPlaceEqualsOutOfPlace",
            [](const auto* x, const auto* g, auto* out, std::size_t n, double slope) {
              Zoo::apply(x, g, out, 0, n < width ? n : n / width * width, slope, right_leaky);
              if (n >= width && n % width != 0)
                Zoo::apply(x, g, out, n - width, n, slope, right_leaky);
            });
  zoo.array(both, "leaky_relu_backward", "textbook", "last_vector_overlaps",
            "EveryLengthAtEveryOffset",
            [](const auto* x, const auto* g, auto* out, std::size_t n, double slope) {
              const auto formula = [](auto v, auto u, auto a) { return v >= 0 ? u : a * u; };
              Zoo::apply(x, g, out, 0, n < width ? n : n / width * width, slope, formula);
              if (n >= width && n % width != 0) Zoo::apply(x, g, out, n - width, n, slope, formula);
            });
  // in place: as if arrays never overlapped
  zoo.array(both, "relu", "textbook", "clears_first", "InPlaceEqualsOutOfPlace",
            [](const auto* x, const auto*, auto* out, std::size_t n, double) {
              for (std::size_t i = 0; i < n; ++i) out[i] = 0;
              for (std::size_t i = 0; i < n; ++i)
                if (x[i] > 0) out[i] = x[i];
            });
  zoo.array(both, "leaky_relu", "pytorch", "two_passes", "InPlaceEqualsOutOfPlace",
            [](const auto* x, const auto*, auto* out, std::size_t n, double slope) {
              using T = std::decay_t<decltype(*x)>;
              for (std::size_t i = 0; i < n; ++i) out[i] = static_cast<T>(slope) * x[i];
              for (std::size_t i = 0; i < n; ++i)
                if (x[i] > 0) out[i] = x[i];
            });
  zoo.array(both, "relu_backward", "pytorch", "mask_through_output", "InPlaceEqualsOutOfPlace",
            [](const auto* x, const auto* g, auto* out, std::size_t n, double) {
              for (std::size_t i = 0; i < n; ++i) out[i] = x[i] <= 0 ? 0 : 1;
              for (std::size_t i = 0; i < n; ++i) out[i] = out[i] == 1 ? g[i] : 0;
            });
  zoo.array(both, "leaky_relu_backward", "pytorch", "reads_x_after_writing",
            "InPlaceEqualsOutOfPlace",
            [](const auto* x, const auto* g, auto* out, std::size_t n, double slope) {
              using T = std::decay_t<decltype(*x)>;
              for (std::size_t i = 0; i < n; ++i) {
                const T u = g[i];
                out[i] = u;
                if (!(x[i] > 0)) out[i] = static_cast<T>(slope) * u;
              }
            });
}

}  // namespace rectifier::mutants
