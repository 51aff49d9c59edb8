// Checks of memory: lengths, places, in place, and what a kernel may touch.
#pragma once

#include "properties/checks.hpp"

namespace rectifier::checks {

/// An element's answer depends on that element alone: not on how many stand beside it, on where
/// it stands among them, or on where the array lies.
inline const auto same_at_every_length = [](const Kernel& kernel, KernelList, auto input) {
  using T = decltype(input.elements[0].x);
  if (input.elements.empty()) return Complaint();
  const auto alone = [&](const Element<std::decay_t<T>>& element) {
    return run_guarded<std::decay_t<T>>(kernel, {&element, 1}, input.slope, {}).out[0];
  };
  std::vector<std::decay_t<T>> expected;
  for (const auto& element : input.elements) expected.push_back(alone(element));

  // All lengths through eight vectors of the widest target, in a window that slides over the
  // elements, so that each meets every lane.
  constexpr std::size_t widest = 64 / sizeof(T);
  auto window = input;
  for (std::size_t n = 0; n <= 8 * widest + 3; ++n) {
    const std::size_t start = (n * 7 + 3) % input.elements.size();
    window.elements.resize(n);
    for (std::size_t i = 0; i < n; ++i)
      window.elements[i] = input.elements[(start + i) % input.elements.size()];
    window.placement = {n % 2 == 0, n % 17};
    const auto out = apply(kernel, window);
    for (std::size_t i = 0; i < n; ++i)
      if (const auto alike = expected[(start + i) % input.elements.size()];
          !same_answer(kernel, window.elements[i].x, out[i], alike))
        return differs(at(kernel, window, i), out[i], alike, "its answer alone, at n = 1,");
  }
  return Complaint();
};

inline const auto in_place_equals_out_of_place = [](const Kernel& kernel, KernelList,
                                                    const auto& input) {
  using T = std::decay_t<decltype(input.elements[0].x)>;
  const auto expected = apply(kernel, input);
  for (Writes writes : {Writes::x, Writes::upstream}) {
    if (writes == Writes::upstream && !row(kernel.operation).has_upstream) continue;
    const auto run = run_guarded<T>(kernel, input.elements, input.slope, input.placement, writes);
    const std::string where = writes == Writes::x ? " (out is x)" : " (out is upstream)";
    for (std::size_t i = 0; i < expected.size(); ++i)
      if (!same_answer(kernel, input.elements[i].x, run.out[i], expected[i]))
        return differs(at(kernel, input, i) + where, run.out[i], expected[i],
                       "the answer out of place");
    if (!run.surroundings_untouched)
      return Complaint("memory next to an array was written" + where);
    if (!run.inputs_untouched)
      return Complaint("the input that is not the output was written" + where);
  }
  return Complaint();
};

inline const auto writes_its_output_alone = [](const Kernel& kernel, KernelList,
                                               const auto& input) {
  using T = std::decay_t<decltype(input.elements[0].x)>;
  const auto run = run_guarded<T>(kernel, input.elements, input.slope, input.placement);
  if (!run.inputs_untouched) return Complaint("an input was written");
  if (!run.surroundings_untouched) return Complaint("memory next to an array was written");
  return Complaint();
};

/// Every length through thirteen of the widest vectors and three (eight, where a loop may change
/// its ways, and each rest that four at a time leave), at every element of a cache line and flush
/// with the page after, out of place and in place; the inputs on read-only pages at each length,
/// but at a quarter of the offsets, as locking a page takes as long as all the rest.
inline const auto every_length_at_every_offset = [](const Kernel& kernel, KernelList,
                                                    auto input) -> Complaint {
  using T = ElementType<decltype(input)>;
  constexpr std::size_t line = 64 / sizeof(T);
  constexpr std::size_t longest = 13 * line + 3;
  input.elements.resize(longest);  // +0 where fewer were drawn
  std::vector<T> expected;
  for (const auto& element : input.elements)
    expected.push_back(run_guarded<T>(kernel, {&element, 1}, input.slope, {}).out[0]);

  for (Writes writes : {Writes::out, Writes::x, Writes::upstream}) {
    if (writes != Writes::out && kernel.out_of_place_only) continue;
    if (writes == Writes::upstream && !row(kernel.operation).has_upstream) continue;
    for (std::size_t n = 0; n <= longest; ++n)
      for (std::size_t offset = 0; offset <= line; ++offset) {
        const Placement where{offset == line, offset % line};
        const auto run = run_guarded<T>(kernel, std::span(input.elements).first(n), input.slope,
                                        where, writes, where.at_end || offset % 4 == n % 4);
        const auto place = [&](std::size_t i) {
          return fmt::format("n = {}, {}, {}: {}", n,
                             where.at_end ? "flush with the page after"
                                          : fmt::format("at element {} of a cache line", offset),
                             writes == Writes::out ? "out of place"
                             : writes == Writes::x ? "in place on x"
                                                   : "in place on upstream",
                             at(kernel, input, i));
        };
        for (std::size_t i = 0; i < n; ++i)
          if (!same_answer(kernel, input.elements[i].x, run.out[i], expected[i]))
            return differs(place(i), run.out[i], expected[i], "its answer alone, at n = 1,");
        if (!run.surroundings_untouched) return place(0) + ": memory next to an array was written";
      }
  }
  return {};
};

/// Lengths around powers of two up to 65,536, where a loop might be blocked or divided: out of
/// place and in place, flush with the page after and not.
inline const auto same_at_long_lengths = [](const Kernel& kernel, KernelList,
                                            auto input) -> Complaint {
  using T = ElementType<decltype(input)>;
  std::vector<Element<T>> drawn = input.elements;
  // However few were drawn, a product that is done twice must show.
  drawn.insert(drawn.end(), {{T(-1.5), T(-1.5)}, {T(1.5), T(-3)}});
  std::vector<T> alone;
  for (const auto& element : drawn)
    alone.push_back(run_guarded<T>(kernel, {&element, 1}, input.slope, {}).out[0]);

  for (std::size_t power = 256; power <= 65'536; power *= 2)
    for (std::size_t n : {power - 1, power, power + 1, power + power / 64 - 3}) {
      // No period that divides a power of two, and other elements at each length's boundaries.
      const auto source = [&](std::size_t i) { return (i + i / 251 + n) % drawn.size(); };
      input.elements.resize(n);
      for (std::size_t i = 0; i < n; ++i) input.elements[i] = drawn[source(i)];
      for (Writes writes : {Writes::out, Writes::x, Writes::upstream}) {
        if (writes != Writes::out && kernel.out_of_place_only) continue;
        if (writes == Writes::upstream && !row(kernel.operation).has_upstream) continue;
        const auto run =
            run_guarded<T>(kernel, input.elements, input.slope, {n % 2 == 0, n % 13}, writes);
        for (std::size_t i = 0; i < n; ++i)
          if (!same_answer(kernel, input.elements[i].x, run.out[i], alone[source(i)]))
            return differs(at(kernel, input, i), run.out[i], alone[source(i)],
                           "its answer alone, at n = 1,");
        if (!run.surroundings_untouched)
          return fmt::format("n = {}: memory next to an array was written", n);
      }
    }
  return {};
};

/// x and the upstream gradient may be the same array, or overlap in any other way; where they are
/// the same, the output may be it too.
inline const auto inputs_may_overlap = [](const Kernel& kernel, KernelList,
                                          const auto& input) -> Complaint {
  using T = ElementType<decltype(input)>;
  static GuardedArray<T> inputs(2 * longest_array), output(longest_array);
  const std::size_t drawn = input.elements.size();
  // One array: x begins at `x_at` of it, the upstream gradient at `upstream_at`.
  const auto complaint = [&](std::size_t x_at, std::size_t upstream_at, bool in_place) {
    const std::size_t apart = std::max(x_at, upstream_at);
    const std::size_t n = drawn < apart ? 0 : drawn - apart;
    std::vector<Element<T>> separate(n);
    for (std::size_t i = 0; i < n; ++i)
      separate[i] = {input.elements[i + x_at].x, input.elements[i + upstream_at].x};
    const auto expected = run_guarded<T>(kernel, separate, input.slope, {}).out;
    const std::span<T> shared = inputs.place(drawn, input.placement);
    for (std::size_t i = 0; i < drawn; ++i) shared[i] = input.elements[i].x;
    const std::span<T> out = in_place ? shared : output.place(n, input.placement);
    const EnvironmentGuard restore;
    call_watched<T>(kernel, shared.data() + x_at, shared.data() + upstream_at, out.data(), n,
                    input.slope, input.placement, in_place ? Writes::x : Writes::out);
    for (std::size_t i = 0; i < n; ++i)
      if (!same_answer(kernel, separate[i].x, out[i], expected[i]))
        return Complaint(differs(at<T>(kernel, {separate, input.slope, {}}, i) +
                                     fmt::format(", upstream begins {} elements {} x{}", apart,
                                                 upstream_at < x_at ? "before" : "after",
                                                 in_place ? ", out is both" : ""),
                                 out[i], expected[i], "the answer to inputs apart"));
    return Complaint();
  };
  for (std::size_t apart : {0, 1, 2, 3, 5, 8, 16, 17})
    for (bool upstream_first : {false, true})
      if (const auto wrong =
              complaint(upstream_first ? apart : 0, upstream_first ? 0 : apart, false))
        return wrong;
  if (kernel.out_of_place_only) return {};
  return complaint(0, 0, true);
};

}  // namespace rectifier::checks
