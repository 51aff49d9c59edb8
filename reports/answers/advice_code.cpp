// What `rectifier choose` prints to be pasted.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "bench/workloads.hpp"
#include "reports/answers/advice.hpp"

namespace rectifier::reports {
namespace {

/// A call or a function's head; where it is too long for a line, what is between the parentheses
/// goes to lines of its own. The whole is printed with an indentation of two, in 80 columns.
std::string wrapped(const std::string& indent, const std::string& before,
                    const std::string& between, const std::string& after) {
  constexpr std::size_t screen = 78;
  if (indent.size() + before.size() + between.size() + after.size() <= screen)
    return indent + before + between + after + "\n";
  std::string text = indent + before;
  std::string line;
  for (std::size_t from = 0; from < between.size();) {
    const std::size_t comma = std::min(between.find(", ", from), between.size());
    const bool last = comma == between.size();
    const std::string part = between.substr(from, comma - from) + (last ? after : ",");
    if (line.empty() || line.size() + 1 + part.size() > screen) {
      text += line + "\n";
      line = indent + "    " + part;
    } else {
      line += " " + part;
    }
    from = last ? comma : comma + 2;
  }
  return text + line + "\n";
}

/// The result of an operation in words; upstream is 3 and the slope 0.25, exactly.
std::string value_text(double value) {
  struct Word {
    double value;
    const char* text;
  };
  constexpr Word words[] = {{1, "1"}, {3, "g"}, {0.25, "slope"}, {0.75, "slope * g"}};
  for (const Word& word : words)
    if (value == word.value) return word.text;
  return std::isnan(value) ? "NaN" : std::signbit(value) ? "-0" : "+0";
}

/// The arguments of a call and the parameters of a function around it.
struct Shape {
  std::string parameters, call, x, upstream, out, slope;
};

Shape shape_of(const Setting& setting) {
  const OperationRow& operation = row(setting.operation);
  const std::string_view type = cpp_name(setting.type);
  const bool in_place = bench::row(setting.placement).in_place;
  const auto input = [&](const char* what) {
    return fmt::format("std::span<const {}> {}", type, what);
  };
  const auto output = [&](const char* what) { return fmt::format("std::span<{}> {}", type, what); };
  Shape shape{{}, {}, "x", "nullptr", in_place ? "x" : "out", "0"};
  if (operation.has_upstream) {
    shape.upstream = "upstream.data()";
    if (in_place) shape.out = "upstream";
    shape.parameters =
        fmt::format("{}, {}{}", input("x"), in_place ? output("upstream") : input("upstream"),
                    in_place ? "" : ", " + output("out"));
    shape.call = in_place ? "x, upstream" : "x, upstream, out";
  } else {
    shape.parameters = in_place ? output("x") : fmt::format("{}, {}", input("x"), output("out"));
    shape.call = in_place ? "x" : "x, out";
  }
  if (operation.leaky) {
    shape.slope = "slope";
    shape.parameters += ", double slope = rectifier::default_slope";
    shape.call += ", slope";
  }
  return shape;
}

/// Where the kernel comes from: this library, or a plug-in.
std::string find_text(const Advice& advice) {
  const auto slash = advice.decision.implementation.find('/');
  if (slash == std::string::npos)
    return fmt::format(
        "  static const rectifier::Kernel* const kernel =\n"
        "      rectifier::find(\n          \"{}\");\n",
        advice.id);
  return fmt::format(
      "  static const auto kernels = rectifier::load_plugin(\"./{0}.so\");\n"
      "  static const rectifier::Kernel* const kernel = [] {{\n"
      "    for (const rectifier::Kernel& row : kernels)\n"
      "      if (row.id ==\n          \"{1}\")\n        return &row;\n"
      "    return static_cast<const rectifier::Kernel*>(nullptr);\n"
      "  }}();\n",
      advice.decision.implementation.substr(0, slash), advice.id);
}

}  // namespace

std::string at_the_kink(Operation operation, Convention convention) {
  struct Input {
    double x;
    const char* text;
  };
  const OperationRow& what = row(operation);
  std::string text;
  for (const Input input : {Input{0.0, "+0"}, Input{-0.0, "-0"}, Input{std::nan(""), "NaN"}}) {
    const double result = definition::evaluate(operation, convention, input.x, 3.0, 0.25);
    text += fmt::format("{}{}({}{}) = {}", text.empty() ? "" : "\n", what.name, input.text,
                        what.has_upstream ? ", g" : "", value_text(result));
  }
  return text;
}

std::string cmake_to_paste() {
  return "find_package(rectifier REQUIRED)\n"
         "target_link_libraries(your_target PRIVATE rectifier::rectifier)\n";
}

std::string code_to_paste(const Advice& advice) {
  const Setting& setting = advice.question.setting;
  const Shape shape = shape_of(setting);
  const std::string_view operation = name(setting.operation);
  const auto public_call = [&](const char* indent) {
    return wrapped(
        indent, fmt::format("rectifier::{}(", operation),
        fmt::format("{}, rectifier::Convention::{}", shape.call, name(setting.convention)), ");");
  };
  const bool same = best(setting.operation, setting.convention, setting.type).id == advice.id &&
                    !advice.question.max_target && !advice.elsewhere;
  std::string body;
  if (same) {
    // The public call does the same here, and the best it can elsewhere.
    body = public_call("  ");
  } else {
    std::string sizes;
    if (shape.out != "x") sizes += fmt::format(" && x.size() == {}.size()", shape.out);
    if (row(setting.operation).has_upstream && shape.out == "out")
      sizes += " &&\n      x.size() == upstream.size()";
    body = find_text(advice) +
           fmt::format("  if (kernel != nullptr && kernel->supported(){})\n", sizes) +
           wrapped("    ", fmt::format("kernel->run<{}>(", cpp_name(setting.type)),
                   fmt::format("{}.data(), {}, {}.data(), x.size(), {}", shape.x, shape.upstream,
                               shape.out, shape.slope),
                   ");") +
           "  else  // checks sizes, and takes the best that the machine can run\n" +
           public_call("    ");
  }
  return "#include <rectifier/rectifier.hpp>\n#include <span>\n\n" +
         wrapped("", fmt::format("inline void chosen_{}(", operation), shape.parameters, ") {") +
         body + "}\n";
}

}  // namespace rectifier::reports
