// Checks of memory: lengths, places, in place, and what a kernel may touch.
#pragma once

#include "checks.hpp"

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
          !same(out[i], alike,
                may_be_any_nan(kernel.operation, kernel.convention, window.elements[i].x)))
        return differs(at(kernel, window, i), out[i], alike, "its answer alone, at n = 1,");
  }
  return Complaint();
};

inline const auto in_place_equals_out_of_place = [](const Kernel& kernel, KernelList,
                                                    const auto& input) {
  using T = std::decay_t<decltype(input.elements[0].x)>;
  const auto expected = apply(kernel, input);
  for (Writes writes : {Writes::x, Writes::upstream}) {
    if (writes == Writes::upstream && !row(kernel.operation).backward) continue;
    const auto run = run_guarded<T>(kernel, input.elements, input.slope, input.placement, writes);
    const std::string where = writes == Writes::x ? " (out is x)" : " (out is upstream)";
    for (std::size_t i = 0; i < expected.size(); ++i)
      if (!same(run.out[i], expected[i],
                may_be_any_nan(kernel.operation, kernel.convention, input.elements[i].x)))
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

/// Every length through eight of the widest vectors and three, at every element of a cache line
/// and flush with the page after, out of place and in place, the inputs on read-only pages.
inline const auto every_length_at_every_offset = [](const Kernel& kernel, KernelList,
                                                    auto input) -> Complaint {
  using T = ElementType<decltype(input)>;
  constexpr std::size_t line = 64 / sizeof(T);
  constexpr std::size_t longest = 8 * line + 3;
  input.elements.resize(longest);  // +0 where fewer were drawn
  std::vector<T> expected;
  for (const auto& element : input.elements)
    expected.push_back(run_guarded<T>(kernel, {&element, 1}, input.slope, {}).out[0]);

  for (Writes writes : {Writes::out, Writes::x, Writes::upstream}) {
    if (writes != Writes::out && kernel.out_of_place_only) continue;
    if (writes == Writes::upstream && !row(kernel.operation).backward) continue;
    for (std::size_t n = 0; n <= longest; ++n)
      for (std::size_t offset = 0; offset <= line; ++offset) {
        const Placement where{offset == line, offset % line};
        const auto run = run_guarded<T>(kernel, std::span(input.elements).first(n), input.slope,
                                        where, writes, true);
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
          if (!same(run.out[i], expected[i],
                    may_be_any_nan(kernel.operation, kernel.convention, input.elements[i].x)))
            return differs(place(i), run.out[i], expected[i], "its answer alone, at n = 1,");
        if (!run.surroundings_untouched) return place(0) + ": memory next to an array was written";
      }
  }
  return {};
};

}  // namespace rectifier::checks
