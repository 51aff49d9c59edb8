#include "check.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <limits>
#include <vector>

#include "data.hpp"
#include "in_child.hpp"
#include "rectifier/rectifier.hpp"

namespace rectifier::bench {
namespace {

constexpr std::size_t longest = 300;

/// Values at which a wrong kernel shows itself, and ordinary ones of both signs.
template <class T>
std::vector<T> special_values() {
  using Limits = std::numeric_limits<T>;
  using Bits = typename TypeTraits<T>::Bits;
  // A NaN one pattern above infinity is a signalling one.
  const T signalling = std::bit_cast<T>(static_cast<Bits>(bits(Limits::infinity()) + 1));
  const T payload = std::bit_cast<T>(static_cast<Bits>(bits(Limits::quiet_NaN()) + 0x1234));
  std::vector<T> values{T(0),          T(1),          Limits::denorm_min(),     Limits::min() / 2,
                        Limits::min(), Limits::max(), Limits::infinity(),       Limits::quiet_NaN(),
                        payload,       signalling,    T(1) + Limits::epsilon(), T(3.25),
                        T(1e-3)};
  const std::size_t positive = values.size();
  for (std::size_t i = 0; i < positive; ++i) {
    // Not a negation, which could make a signalling NaN a quiet one.
    const Bits sign = Bits(1) << (8 * sizeof(T) - 1);
    values.push_back(std::bit_cast<T>(static_cast<Bits>(bits(values[i]) | sign)));
  }
  return values;
}

template <class T>
std::string show(T value) {
  return fmt::format("0x{:0{}x} ({})", bits(value), 2 * sizeof(T), value);
}

/// Which array a call writes.
struct Form {
  const char* name;
  bool onto_x, onto_upstream;
};
constexpr Form forms[] = {
    {"", false, false}, {", in place", true, false}, {", onto upstream", false, true}};

template <class T>
class Check {
 public:
  explicit Check(const Kernel& kernel)
      : kernel_(kernel), operation_(row(kernel.operation)), values_(special_values<T>()) {}

  std::optional<std::string> run() {
    for (const Form& form : forms) {
      if (kernel_.out_of_place_only && (form.onto_x || form.onto_upstream)) continue;
      if (form.onto_upstream && !operation_.backward) continue;
      for (std::size_t n = 0; n <= longest; ++n)
        if (auto wrong = call(form, n, slopes[0])) return wrong;
      for (const double slope : slopes)
        if (auto wrong = operation_.leaky ? call(form, longest, slope) : std::nullopt) return wrong;
    }
    return std::nullopt;
  }

 private:
  static constexpr double slopes[] = {default_slope, 0, 1, -0.5, 3, 1e30};

  std::optional<std::string> call(const Form& form, std::size_t n, double slope) {
    // Another start each time, so that every value is met in every place and beside every other.
    const std::size_t count = values_.size();
    std::vector<T> x(n + 1), upstream(n + 1), out(n + 1, T(-7));
    for (std::size_t i = 0; i <= n; ++i) {
      x[i] = values_[(i + n) % count];
      upstream[i] = values_[random_bits(i + n * longest, 1) % count];
    }
    const std::vector<T> x_before = x, upstream_before = upstream;
    T* const written = form.onto_x ? x.data() : form.onto_upstream ? upstream.data() : out.data();
    const T beside = written[n];
    kernel_.run<T>(x.data(), operation_.backward ? upstream.data() : nullptr, written, n, slope);

    const auto rounded = static_cast<T>(slope);
    for (std::size_t i = 0; i < n; ++i) {
      const T value = x_before[i], gradient = operation_.backward ? upstream_before[i] : T();
      const T expected =
          definition::evaluate(kernel_.operation, *kernel_.convention, value, gradient, rounded);
      if (bits(written[i]) == bits(expected)) continue;
      // A NaN that comes out of the multiplication is some NaN.
      const bool product = operation_.leaky && !operation_.gradient &&
                           !passes(question(kernel_.operation, *kernel_.convention), value);
      if (product && std::isnan(expected) && std::isnan(written[i])) continue;
      return fmt::format("n = {}{}, [{}]: x = {}{}{}: got {}, but the definition is {}", n,
                         form.name, i, show(value),
                         operation_.backward ? ", upstream = " + show(gradient) : "",
                         operation_.leaky ? fmt::format(", slope {}", slope) : "", show(written[i]),
                         show(expected));
    }
    if (bits(written[n]) != bits(beside))
      return fmt::format("n = {}{}: wrote past the end of the output", n, form.name);
    return std::nullopt;
  }

  const Kernel& kernel_;
  const OperationRow& operation_;
  std::vector<T> values_;
};

}  // namespace

std::optional<std::string> what_is_wrong(const Kernel& kernel) {
  // In a process of its own, as a kernel may end the one it runs in.
  const auto tried = rectifier::detail::in_child(
      [&](const rectifier::detail::Doing&) {
        std::optional<std::string> wrong;
        with_type(kernel.type, [&]<class T>(T) { wrong = Check<T>(kernel).run(); });
        return wrong.value_or("");
      },
      std::chrono::seconds(60));
  if (!tried.death.empty())
    return "it " + tried.death + " while it was compared with the definition";
  return tried.told.empty() ? std::nullopt : std::optional(tried.told);
}

}  // namespace rectifier::bench
