// Checks of what surrounds a call: rounding modes, flushed subnormals, exception flags, state and
// threads.
#pragma once

#include <thread>

#include "properties/checks.hpp"
#include "properties/checks_values.hpp"

namespace rectifier::checks {

/// slope * value as the hardware does it now; volatile, so that it is done, and done now.
template <class T>
T multiply_now(T slope, T value) {
  using Bits = typename TypeTraits<T>::Bits;
  volatile Bits a = bits(slope), b = bits(value);
  volatile Bits product = bits(T(std::bit_cast<T>(Bits(a)) * std::bit_cast<T>(Bits(b))));
  return std::bit_cast<T>(Bits(product));
}

/// What an operation multiplies by the slope, if it multiplies.
template <class T>
T multiplied(const Kernel& kernel, const Element<T>& element) {
  return row(kernel.operation).has_upstream ? element.upstream : element.x;
}

/// The kernel's answers in an environment, which is left again at once.
template <class T>
Run<T> run_in(const Environment& environment, const Kernel& kernel, const Input<T>& input) {
  const EnvironmentGuard restore;
  environment.install();
  return run_guarded<T>(kernel, input.elements, input.slope, input.placement);
}

inline const auto holds_in_every_rounding_mode = [](const Kernel& kernel, KernelList,
                                                    const auto& input) -> Complaint {
  using T = ElementType<decltype(input)>;
  constexpr std::pair<int, const char*> modes[] = {{FE_TONEAREST, "to nearest"},
                                                   {FE_UPWARD, "upward"},
                                                   {FE_DOWNWARD, "downward"},
                                                   {FE_TOWARDZERO, "toward zero"}};
  for (const auto& [mode, name] : modes) {
    const Environment rounding = Environment::now().rounding(mode);
    const auto out = run_in<T>(rounding, kernel, input).out;
    for (std::size_t i = 0; i < out.size(); ++i) {
      const auto& element = input.elements[i];
      std::optional<T> expected;
      {
        const EnvironmentGuard restore;
        rounding.install();
        // Read here, so that no compiler makes its factor before the mode is in force.
        const volatile double slope = input.slope;
        expected = agreed_definition(kernel, element, slope);
      }
      if (expected && !same_answer(kernel, element.x, out[i], *expected))
        return differs(at(kernel, input, i) + ", rounding " + name, out[i], *expected,
                       "the definition");
    }
  }
  return {};
};

/// Under DAZ an input counts as it is or as a zero of its sign; under FTZ and DAZ a product may
/// be as it is or as the hardware flushes it. Nothing else changes.
inline const auto holds_when_subnormals_are_flushed = [](const Kernel& kernel, KernelList,
                                                         const auto& input) -> Complaint {
  using T = ElementType<decltype(input)>;
  if (!kernel.convention) return {};
  const auto flushed = [](T value) {
    return is_subnormal(value) ? with_sign<T>(0, is_negative(value)) : value;
  };
  const T slope = factor<T>(input.slope);
  const Passes asked = question(kernel.operation, *kernel.convention);
  const auto& what = row(kernel.operation);
  for (const auto& [inputs, results] : {std::pair(false, true), {true, false}, {true, true}}) {
    if (inputs && !results && !Environment::flushes_inputs_alone) continue;
    const Environment flushing = Environment::now().flushing(inputs, results);
    const bool daz = inputs || !Environment::flushes_inputs_alone;
    const auto out = run_in<T>(flushing, kernel, input).out;
    for (std::size_t i = 0; i < out.size(); ++i) {
      const auto& element = input.elements[i];
      std::vector<T> accepted;
      for (T x : {element.x, daz ? flushed(element.x) : element.x}) {
        if (passes(asked, x)) {
          const T selected = what.gradient       ? T(1)
                             : what.has_upstream ? element.upstream
                                                 : element.x;
          accepted.insert(accepted.end(), {selected, daz ? flushed(selected) : selected});
        } else if (!what.leaky) {
          accepted.push_back(T(0));
        } else {
          // Rounding the slope to the element type is a result too.
          for (T a : {slope, flushed(slope)}) {
            if (what.gradient) {
              accepted.push_back(a);
              continue;
            }
            const T value = multiplied(kernel, element);
            accepted.push_back(multiply_now(a, value));
            const EnvironmentGuard restore;
            flushing.install();
            accepted.push_back(multiply_now(a, value));
          }
        }
      }
      const bool fine = std::any_of(accepted.begin(), accepted.end(), [&](T answer) {
        return same_answer(kernel, element.x, out[i], answer);
      });
      if (!fine)
        return differs(at(kernel, input, i) + (inputs ? ", DAZ" : "") + (results ? ", FTZ" : ""),
                       out[i], accepted[0], "the definition");
    }
  }
  return {};
};

/// Control bits come back as they were, be they usual or not, and so do flags that are raised.
inline const auto keeps_the_environment = [](const Kernel& kernel, KernelList,
                                             const auto& input) -> Complaint {
  using T = ElementType<decltype(input)>;
  for (const Environment& environment :
       {Environment::now(), Environment::now().rounding(FE_UPWARD).flushing(true, true).loud()}) {
    const auto run = run_in<T>(environment, kernel, input);
    if (!run.environment_kept)
      return "the rounding mode, or whether subnormals are flushed, was changed by the call";
    if (!run.flags_kept) return "an exception flag that was raised before the call is gone";
  }
  return {};
};

/// relu and gradients may raise INVALID alone, and only for a NaN. What multiplies raises at least
/// what the products that it answers with raise, and at most what all products raise, and INVALID
/// for a NaN; never DIVBYZERO.
template <class T>
Complaint wrong_flags(const Kernel& kernel, Input<T> input) {
  const T slope = factor<T>(input.slope);
  input.slope = static_cast<double>(slope);  // rounding it may raise too
  Flags required = 0, allowed = 0;
  for (const auto& element : input.elements) {
    const bool backward = row(kernel.operation).has_upstream;
    if (element.x != element.x || (backward && element.upstream != element.upstream))
      allowed |= FE_INVALID;
    if (!multiplies(kernel.operation)) continue;
    const EnvironmentGuard restore;
    Environment::now().quiet().install();
    multiply_now(slope, multiplied(kernel, element));
    const Flags raised = Environment::now().flags();
    allowed |= raised;
    if (kernel.convention && is_product(kernel.operation, *kernel.convention, element.x))
      required |= raised;
  }
  const Flags flags = run_in<T>(Environment::now().quiet(), kernel, input).flags;
  const auto names = [](Flags of) {
    std::string text;
    for (const auto& [flag, name] : {std::pair(FE_INVALID, "INVALID"),
                                     {FE_DIVBYZERO, "DIVBYZERO"},
                                     {FE_OVERFLOW, "OVERFLOW"},
                                     {FE_UNDERFLOW, "UNDERFLOW"},
                                     {FE_INEXACT, "INEXACT"}})
      if ((of & flag) != 0) text.append(text.empty() ? "" : ", ").append(name);
    return text;
  };
  if ((flags & ~allowed) != 0)
    return fmt::format("slope = {}: raised {} without an input that gives reason for it",
                       show(slope), names(flags & ~allowed));
  if ((required & ~flags) != 0)
    return fmt::format("slope = {}: did not raise {}, which its products do", show(slope),
                       names(required & ~flags));
  return {};
}
inline const auto raises_only_its_own_flags = [](const Kernel& kernel, KernelList,
                                                 auto input) -> Complaint {
  if (const Complaint complaint = wrong_flags(kernel, input)) return complaint;
  // A NaN among the inputs excuses INVALID, and most arrays hold one.
  std::erase_if(input.elements, [](const auto& element) {
    return element.x != element.x || element.upstream != element.upstream;
  });
  return wrong_flags(kernel, input);
};

/// The same answer again, after other calls with other inputs, lengths and slopes.
inline const auto keeps_no_state = [](const Kernel& kernel, KernelList,
                                      const auto& input) -> Complaint {
  const auto first = apply(kernel, input);
  auto other = input;
  std::reverse(other.elements.begin(), other.elements.end());
  for (auto& element : other.elements) element.x = -element.x;
  other.elements.resize(other.elements.size() / 2);
  other.slope = input.slope == 0.5 ? 0.25 : 0.5;
  apply(kernel, other);
  for (int again = 0; again < 2; ++again) {
    const auto now = apply(kernel, input);
    for (std::size_t i = 0; i < first.size(); ++i)
      if (!same_answer(kernel, input.elements[i].x, now[i], first[i]))
        return differs(at(kernel, input, i), now[i], first[i], "its answer to an earlier call");
  }
  return {};
};

/// Four threads at once, each with arrays of its own, answer what one does.
inline const auto same_from_several_threads = [](const Kernel& kernel, KernelList,
                                                 const auto& input) -> Complaint {
  using T = ElementType<decltype(input)>;
  constexpr int repetitions = 50;
  const auto expected = apply(kernel, input);
  const std::size_t n = expected.size();
  std::vector<T> x, upstream;
  for (const auto& element : input.elements) {
    x.push_back(element.x);
    upstream.push_back(element.upstream);
  }
  std::vector<std::vector<T>> out(4, std::vector<T>(n));
  std::vector<std::thread> threads;
  for (auto& mine : out)
    threads.emplace_back([&, n] {
      for (int i = 0; i < repetitions; ++i)
        kernel.run<T>(x.data(), upstream.data(), mine.data(), n, input.slope);
    });
  for (std::thread& thread : threads) thread.join();
  for (const auto& theirs : out)
    for (std::size_t i = 0; i < n; ++i)
      if (!same_answer(kernel, input.elements[i].x, theirs[i], expected[i]))
        return differs(at(kernel, input, i) + ", from several threads", theirs[i], expected[i],
                       "its answer from one thread");
  return {};
};

}  // namespace rectifier::checks
