// Remembers something between calls, shares something between threads, or ends the process.
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <thread>

#include "properties/mutants/zoo.hpp"

namespace rectifier::mutants {

void add_state(Zoo& zoo) {
  zoo.array(both, "leaky_relu", "textbook", "remembers_first_slope", "SlopeTimesXBelowZero",
            [](const auto* x, const auto* g, auto* out, std::size_t n, double slope) {
              static const double first = slope;
              Zoo::apply(x, g, out, 0, n, first, right_leaky);
            });
  zoo.array(both, "relu", "textbook", "wrong_every_second_call", "KeepsNoState",
            [](const auto* x, const auto* g, auto* out, std::size_t n, double slope) {
              static bool odd = false;
              Zoo::apply(x, g, out, 0, n, slope, right_relu);
              odd = !odd;
              if (odd && n != 0) out[n - 1] = 1;
            });
  // right when called twice with the same; the call between them is what it trips over
  zoo.array(both, "leaky_relu", "pytorch", "remembers_last_slope", "KeepsNoState",
            [](const auto* x, const auto*, auto* out, std::size_t n, double slope) {
              using T = std::decay_t<decltype(*x)>;
              static double last = slope;
              for (std::size_t i = 0; i < n; ++i)
                out[i] = x[i] > 0 ? x[i] : static_cast<T>(i + 1 == n ? last : slope) * x[i];
              last = slope;
            });
  // an answer kept for an address: another array may lie there the next time
  zoo.array(both, "relu_gradient", "textbook", "keeps_last_length", "KeepsNoState",
            [](const auto* x, const auto* g, auto* out, std::size_t n, double slope) {
              static std::size_t last = 0;
              Zoo::apply(x, g, out, 0, n, slope, right_gradient);
              if (n > 0 && last != 0 && last < n) out[n - 1] = 0.5;
              last = n;
            });

  // a buffer that all threads share
  zoo.array(both, "relu", "textbook", "shared_buffer", "SameFromSeveralThreads",
            [](const auto* x, const auto* g, auto* out, std::size_t n, double slope) {
              using T = std::decay_t<decltype(*x)>;
              static T buffer[2048];
              const T* upstream = g;
              for (std::size_t begin = 0; begin < n; begin += 2048) {
                const std::size_t count = std::min<std::size_t>(n - begin, 2048);
                Zoo::apply(x + begin, upstream, buffer, 0, count, slope, right_relu);
                std::this_thread::yield();
                for (std::size_t i = 0; i < count; ++i) {
                  out[begin + i] = peek(buffer + i);
                  const_cast<volatile T&>(buffer[i]) = -1;
                }
              }
            });
  zoo.array(both, "leaky_relu_backward", "textbook", "slope_in_a_global", "SameFromSeveralThreads",
            [](const auto* x, const auto* g, auto* out, std::size_t n, double slope) {
              using T = std::decay_t<decltype(*x)>;
              static volatile T a;
              a = static_cast<T>(slope);
              for (std::size_t i = 0; i < n; ++i) {
                if (i % 8 == 0) std::this_thread::yield();
                out[i] = x[i] >= 0 ? g[i] : a * g[i];
              }
              a = 0;
            });
  // two threads, of which no one waits for the second's last element
  zoo.array(both, "leaky_relu", "textbook", "threads_leave_a_gap", "EqualsDefinition",
            [](const auto* x, const auto* g, auto* out, std::size_t n, double slope) {
              if (n < 64) return Zoo::apply(x, g, out, 0, n, slope, right_leaky);
              const std::size_t half = n / 2 / 8 * 8;
              std::thread other([=] { Zoo::apply(x, g, out, 0, half, slope, right_leaky); });
              Zoo::apply(x, g, out, n - half, n, slope, right_leaky);
              other.join();
            });

  // the process, which is no kernel's own
  zoo.each(f32, "relu", "textbook", "exits", "EqualsDefinition", [](auto x, auto, auto) {
    if (x == 1) std::exit(0);
    return x > 0 ? x : 0;
  });
  zoo.each(f32, "relu", "textbook", "leaves", "EqualsDefinition", [](auto x, auto, auto) {
    if (x == 1) _exit(0);
    return x > 0 ? x : 0;
  });
  zoo.each(f32, "relu", "textbook", "is_killed", "EqualsDefinition", [](auto x, auto, auto) {
    if (x == 1) std::raise(SIGKILL);
    return x > 0 ? x : 0;
  });
}

}  // namespace rectifier::mutants
