#include "bench/definition_check.hpp"

#include <fmt/format.h>

#include <chrono>
#include <vector>

#include "bench/data.hpp"
#include "process.hpp"
#include "rectifier/rectifier.hpp"
#include "support/special_values.hpp"

namespace rectifier::bench {
namespace {

constexpr std::size_t longest = 300;

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
      if (form.onto_upstream && !operation_.has_upstream) continue;
      for (std::size_t n = 0; n <= longest; ++n)
        if (auto wrong = call(form, n, default_slope)) return wrong;
      for (const double slope : slopes<T>())
        if (auto wrong = operation_.leaky ? call(form, longest, slope) : std::nullopt) return wrong;
    }
    return std::nullopt;
  }

 private:
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
    kernel_.run<T>(x.data(), upstream.data(), written, n, slope);

    const T rounded = factor<T>(slope);
    for (std::size_t i = 0; i < n; ++i) {
      const T value = x_before[i], gradient = operation_.has_upstream ? upstream_before[i] : T();
      const T expected =
          definition::evaluate(kernel_.operation, *kernel_.convention, value, gradient, rounded);
      if (same(written[i], expected, is_product(kernel_.operation, *kernel_.convention, value)))
        continue;
      return fmt::format("n = {}{}, [{}]: x = {}{}{}: got {}, but the definition is {}", n,
                         form.name, i, show(value),
                         operation_.has_upstream ? ", upstream = " + show(gradient) : "",
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
