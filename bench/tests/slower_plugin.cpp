// Kernels of known speed: copies of one of the library's, made slower by a known share. They show
// whether measuring tells ten percent, and does not tell one percent.
//
//   slower/same         the library's own xsimd_select of the highest target, called through
//   slower/copy         the same once more: whichever of the two is named, that is chance
//   slower/10_percent   the same, and a tenth of its work once more
//   slower/5_percent    the same, and a twentieth
//   slower/1_percent    the same, and a hundredth
//   slower/undeclared   the first again, without saying which convention it keeps to
//
// Short arrays get the extra work as one whole call in ten (or a hundred), as a tenth of a short
// call is not a tenth of its time. It goes to memory that nobody reads.
#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "rectifier/kernel.hpp"
#include "rectifier/plugin.h"
#include "support/types.hpp"

namespace {

using namespace rectifier;

constexpr std::size_t longest_whole_call = 4096;
constexpr std::size_t longest = std::size_t{1} << 21;
constexpr long never = 1L << 60;
constexpr long longest_share = 1000;  // so many calls at most are one more's work

template <Operation operation, class T>
KernelFunction<T> original() {
  static const KernelFunction<T> function = [] {
    const Kernel* found = nullptr;
    for (const Kernel& kernel : kernels())
      if (kernel.operation == operation && kernel.convention == Convention::textbook &&
          kernel.type == TypeTraits<T>::type && kernel.supported() &&
          kernel.implementation.starts_with("xsimd_select"))
        found = &kernel;
    return std::get<KernelFunction<T>>(found->function);
  }();
  return function;
}

template <Operation operation, class T, long one_in>
void run(const void* x, const void* upstream, void* out, std::size_t n, double slope) {
  static const auto function = original<operation, T>();
  static std::vector<T> scratch(longest / 10 + longest_whole_call);
  static long left = one_in;
  const auto call = [&](std::size_t from, T* to, std::size_t count) {
    const T* const g = static_cast<const T*>(upstream);
    function(static_cast<const T*>(x) + from, g == nullptr ? nullptr : g + from, to, count,
             factor<T>(slope));
  };
  call(0, static_cast<T*>(out), n);
  // All three count, so that counting makes no difference.
  if (n <= longest_whole_call) {
    if (--left > 0) return;
    left = one_in;
    call(0, scratch.data(), n);
  } else if (n <= longest && one_in < longest_share) {
    call(0, scratch.data(), n / one_in);
  }
}

template <Operation operation, class T>
void add(std::vector<rectifier_kernel>& rows) {
  const auto row = [&](const char* implementation, auto function,
                       const char* convention = "textbook") {
    rows.push_back({rectifier::row(operation).name.data(), convention, TypeTraits<T>::name.data(),
                    implementation, 0, nullptr, function});
  };
  row("same", &run<operation, T, never>);
  row("copy", &run<operation, T, never - 1>);
  row("10_percent", &run<operation, T, 10>);
  row("5_percent", &run<operation, T, 20>);
  row("1_percent", &run<operation, T, 100>);
  row("undeclared", &run<operation, T, never>, nullptr);
}

template <class... T>
std::vector<rectifier_kernel> all_rows(TypeList<T...>) {
  std::vector<rectifier_kernel> rows;
  for_every_operation([&]<Operation operation>() { (add<operation, T>(rows), ...); });
  return rows;
}

}  // namespace

extern "C" const rectifier_plugin* rectifier_plugin_get(void) {
  static const auto rows = all_rows(Types{});
  static const rectifier_plugin plugin{RECTIFIER_PLUGIN_ABI, "slower", rows.size(), rows.data()};
  return &plugin;
}
