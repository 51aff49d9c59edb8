#include "reports/export/export_header.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstring>
#include <sstream>
#include <stdexcept>

#include "bench/workloads.hpp"
#include "rectifier/rectifier.hpp"
#include "reports/answers/advice.hpp"
#include "reports/export/export_code.hpp"
#include "sources.hpp"
#include "support/special_values.hpp"

namespace rectifier::reports {
namespace {

/// Who may compile it, where some may not.
std::string compilers_but(const std::string& refused_if) {
  return "g++ and for clang from " + refused_if.substr(refused_if.rfind(' ') + 1) + " on";
}

/// What the compiler must say it compiles for, and complaints where it does not.
std::string requirements(const Kernel& kernel, const std::string& refused_if) {
  const bench::TargetFlagsRow& row = flags_of(kernel);
  // Both compilers define the first, as 0 where NaN and infinities count.
  std::string text =
      "#if __FINITE_MATH_ONLY__ || defined(__NO_SIGNED_ZEROS__)\n#error \"-ffast-math, "
      "-ffinite-math-only and -fno-signed-zeros change what this kernel answers\"\n#endif\n";
  if (!refused_if.empty())
    text += fmt::format(
        "#if {}\n#error \"this kernel is for {}: older clang changes what it answers for a "
        "signalling NaN\"\n#endif\n",
        refused_if, compilers_but(refused_if));
  const auto require = [&](std::string_view macro, std::string_view what) {
    text +=
        fmt::format("#if !defined(__{}__)\n#error \"this kernel needs {}\"\n#endif\n", macro, what);
  };
  if (row.architecture != "any") require(row.architecture, row.architecture);
  std::istringstream flags(row.flags);
  for (std::string flag; flags >> flag;) {
    if (!flag.starts_with("-m")) continue;
    std::string macro = flag.substr(2);
    for (char& c : macro)
      c = c == '.' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    require(macro, flag);
  }
  return text;
}

std::string as_comment(std::string_view text) {
  std::string made;
  std::istringstream lines{std::string(text)};
  for (std::string line; std::getline(lines, line);)
    made += line.empty() ? "//\n" : fmt::format("// {}\n", line);
  return made;
}

/// The function that people call.
std::string entry(const Kernel& kernel, const std::string& idiom, std::string_view type) {
  const OperationRow& what = row(kernel.operation);
  return fmt::format(
      "constexpr Operation computed = Operation::{1};\n"
      "constexpr Convention agreed = Convention::{2};\n"
      "static_assert({0}::applies(computed, question(computed, agreed)),\n"
      "              \"this compiler's code for it is wrong; take another kernel\");\n\n"
      "/// {1}, {2}, of `n` elements. At 0 and for NaN:\n{3}"
      "/// `out` may be exactly an input or must overlap none. Nothing is checked.\n"
      "inline void {1}(const {4}* x,{5} {4}* out, std::size_t n{6}) noexcept {{\n"
      "  kernel<{0}, computed, agreed, {4}>(x, {7}, out, n, {8});\n}}\n\n",
      idiom, what.name, name(*kernel.convention),
      [&] {
        std::string lines;
        std::istringstream all(at_the_kink(kernel.operation, *kernel.convention));
        for (std::string line; std::getline(all, line);) lines += "///   " + line + "\n";
        return lines;
      }(),
      type, what.has_upstream ? fmt::format(" const {}* upstream,", type) : "",
      what.leaky ? fmt::format(",\n    {0} slope = {0}({1})", type, default_slope) : "",
      what.has_upstream ? "upstream" : "nullptr", what.leaky ? "slope" : fmt::format("{}()", type));
}

/// Bits in, bits out, and the function that compares.
template <class T>
std::string vectors_and_verify(const Kernel& kernel, const std::string& idiom,
                               std::string_view type) {
  const OperationRow& what = row(kernel.operation);
  const std::vector<T> values = special_values<T>();
  std::string rows;
  for (const double slope : what.leaky ? slopes<T>(&rectifier::detail::SpecialSlope::exported)
                                       : std::vector<double>{0}) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      const T x = values[i], rounded = factor<T>(slope);
      const T upstream = what.has_upstream ? values[(7 * i + 3) % values.size()] : T();
      const T expected =
          definition::evaluate(kernel.operation, *kernel.convention, x, upstream, rounded);
      const bool any_nan =
          is_product(kernel.operation, *kernel.convention, x) && expected != expected;
      rows += fmt::format("    {{{:#x}, {:#x}, {:#x}, {:#x}, {}}},\n", bits(x), bits(upstream),
                          bits(rounded), bits(expected), any_nan);
    }
  }
  return fmt::format(
      R"code(/// Bits in, bits out. A NaN that a product made has no bits of its own: any will do.
struct TestVector {{
  std::uint{0}_t x, upstream, slope, out;
  bool any_nan;
}};
constexpr TestVector test_vectors[] = {{
{1}}};

/// Whether it answers as it should here: every row in every place of every length, out of place
/// and in place.
inline bool verify() noexcept {{
  constexpr std::size_t count = std::size(test_vectors);
  for (std::size_t first = 0; first < count; ++first)
    for (std::size_t n = 1; first + n <= count; ++n) {{
      const TestVector* const rows = test_vectors + first;
      if (rows[n - 1].slope != rows->slope) break;
      for (const bool in_place : {{false, true}}) {{
        {2} x[count], upstream[count], out[count];
        for (std::size_t i = 0; i < n; ++i) {{
          std::memcpy(x + i, &rows[i].x, sizeof *x);
          std::memcpy(upstream + i, &rows[i].upstream, sizeof *x);
        }}
        {2}* const written = in_place ? x : out;
        kernel<{3}, computed, agreed, {2}>(x, upstream, written, n,
                                           std::bit_cast<{2}>(rows->slope));
        for (std::size_t i = 0; i < n; ++i) {{
          std::uint{0}_t got = 0;
          std::memcpy(&got, written + i, sizeof got);
          if (got != rows[i].out && !(rows[i].any_nan && written[i] != written[i])) return false;
        }}
      }}
    }}
  return true;
}}
)code",
      8 * sizeof(T), rows, type, idiom);
}

}  // namespace

std::string export_header(const Kernel& kernel) {
  const KernelCode made = code_of(kernel);
  std::string vectors, type;
  with_type(kernel.type, [&]<class T>(T) {
    type = cpp_name(kernel.type);
    vectors = vectors_and_verify<T>(kernel, made.idiom, type);
  });
  const std::string code = made.declarations + entry(kernel, made.idiom, type) + vectors;
  std::string space = kernel.id;
  std::replace_if(
      space.begin(), space.end(), [](char c) { return c == '/' || c == '.'; }, '_');
  space = "rectifier_" + space;
  const OperationRow& what = row(kernel.operation);
  const std::string_view cxx20 = embedded::cxx20_hpp;
  // g++ takes what its own AVX-512 header leaves undefined on purpose for a mistake (as in
  // src/CMakeLists.txt).
  const bool muted = code.find("xsimd::") != code.npos;
  return fmt::format(
      "// {0}\n// Written by `rectifier export` {1}; C++20, one header, beside others of its "
      "kind.\n//\n"
      "//   {2}::{3}({4});\n"
      "// and {2}::verify()\n// says whether it answers its test vectors. In the library it is "
      "compiled with\n//   {5}\n{12}//\n{6}"
      "#pragma once\n\n{7}\n{8}\n"
      "{10}namespace {2} {{\n"
      "namespace rectifier = {2};\n"
      "namespace {{  // each file gets a copy of its own, compiled with the file's flags\n\n"
      "{9}\n}}  // namespace\n}}  // namespace {2}\n{11}",
      kernel.id, version(), space, what.name,
      std::string("x, ") + (what.has_upstream ? "upstream, " : "") + "out, n" +
          (what.leaky ? ", slope" : ""),
      flags_of(kernel).flags, as_comment(embedded::LICENSE),
      std::string(cxx20.substr(cxx20.find("\n#if") + 1)) + requirements(kernel, made.refused_if),
      includes_for(code), code,
      muted ? "#pragma GCC diagnostic push\n"
              "#pragma GCC diagnostic ignored \"-Wuninitialized\"\n"
              "#if !defined(__clang__)\n"
              "#pragma GCC diagnostic ignored \"-Wmaybe-uninitialized\"\n#endif\n\n"
            : "",
      muted ? "#pragma GCC diagnostic pop\n" : "",
      made.refused_if.empty() ? ""
                              : fmt::format("// It is for {}.\n", compilers_but(made.refused_if)));
}

}  // namespace rectifier::reports
