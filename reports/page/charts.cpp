#include "reports/page/charts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <map>

#include "reports/page/gnuplot.hpp"
#include "reports/page/shown_settings.hpp"
#include "support/number_text.hpp"

namespace rectifier::reports {
namespace {

constexpr char copy_colour[] = "#888888";

/// A script that is put together.
struct Script {
  std::string text;

  template <class... Part>
  void add(fmt::format_string<Part...> format, Part&&... part) {
    fmt::format_to(std::back_inserter(text), format, std::forward<Part>(part)...);
  }
};

/// The speeds that the bounds of a ratio to the fastest stand for.
std::pair<double, double> bounds(const JudgedCase& one, const Standing& kernel) {
  const Standing& fastest = one.kernels.front();
  const double speed = *kernel.gb_per_s;
  if (&kernel == &fastest || !fastest.gb_per_s || !kernel.ratio_low || !kernel.ratio_high ||
      *kernel.ratio_low <= 0 || *kernel.ratio_high <= 0)
    return {speed, speed};
  return {std::min(speed, *fastest.gb_per_s / *kernel.ratio_high),
          std::max(speed, *fastest.gb_per_s / *kernel.ratio_low)};
}

/// A series as gnuplot's named data.
using Series = std::map<std::string, std::string>;

void add_data(Script& script, const Series& series) {
  for (const auto& [name, lines] : series) script.add("${} << END\n{}END\n", name, lines);
}

/// A point with its whiskers, and in words for the pointer that rests on it.
std::string speed_line(const std::string& who, std::size_t n, double speed, double low,
                       double high) {
  const std::string bounds =
      low < high ? fmt::format(" ({} to {})", rate_text(low), rate_text(high)) : "";
  return fmt::format("{} {:.6g} {:.6g} {:.6g} \"{}, n = {}: {} GB/s{}\"\n", n, speed, low, high,
                     who, count_text(n), rate_text(speed), bounds);
}

/// Shows the last column of a series, its words, where the pointer rests on a point.
void add_hover(Script& script, const std::string& name, int column) {
  script.add(
      ", ${} using 1:2:{} with labels hypertext point pt 7 ps 2 lc rgb \"#ff000000\" notitle", name,
      column);
}

/// Shades every second band between the knees.
void add_bands(Script& script, const Report& report, const Setting& setting) {
  const double bytes_a_number = bench::logical_bytes({setting, 1});
  std::vector<double> edges;
  for (const double knee : report.knees) edges.push_back(knee / bytes_a_number);
  for (std::size_t i = 0; i < edges.size(); i += 2)
    script.add(
        "set object {} rectangle from {:.6g}, graph 0 to {}, graph 1 behind fc rgb "
        "\"#888888\" fs solid 0.13 noborder\n",
        i + 1, edges[i], i + 1 < edges.size() ? fmt::format("{:.6g}", edges[i + 1]) : "graph 1");
}

/// The speed over the size for one operation and type.
PlannedChart speed_chart(const Report& report, const std::vector<const JudgedCase*>& cases) {
  const Setting& setting = cases.front()->key;
  PlannedChart chart;
  const bool read = bench::row(setting.then).reads;
  chart.name = fmt::format("speed_{}_{}{}", name(setting.operation), name(setting.type),
                           read ? "_read" : "");
  chart.title = fmt::format("{}, {}{}: GB/s over the number of elements", name(setting.operation),
                            name(setting.type), read ? ", the result read after it" : "");
  Series series;
  for (const JudgedCase* one : cases) {
    for (const auto& [family, kernel] : best_of_families(*one)) {
      const auto [low, high] = bounds(*one, *kernel);
      series[family] +=
          speed_line(kernel->implementation, one->key.n, *kernel->gb_per_s, low, high);
    }
    if (one->copy && one->copy->gb_per_s) {
      const double speed = *one->copy->gb_per_s;
      series["copy"] += speed_line(one->copy->implementation, one->key.n, speed, speed, speed);
    }
  }
  const JudgedCase &first = *cases.front(), &last = *cases.back();
  chart.alternative = chart.title + fmt::format(" ({})", setting_text(setting));
  for (const JudgedCase* one : {&first, &last}) {
    chart.alternative += fmt::format(". At n = {}", count_text(one->key.n));
    for (const auto& [family, kernel] : best_of_families(*one))
      chart.alternative += fmt::format(", {} {} GB/s", family, rate_text(*kernel->gb_per_s));
    if (one->copy && one->copy->gb_per_s)
      chart.alternative += fmt::format(", a copy {} GB/s", rate_text(*one->copy->gb_per_s));
  }
  chart.alternative += ".";

  Script script;
  add_data(script, series);
  add_bands(script, report, setting);
  script.add(
      "set logscale xy\nset format x \"%.0s %c\"\nset xlabel \"elements a call\"\n"
      "set ylabel \"GB/s\"\nset xrange [{}:{}]\n",
      std::max(1.0, static_cast<double>(first.key.n) / 1.5), static_cast<double>(last.key.n) * 1.5);
  script.add("plot ");
  if (series.contains("copy"))
    script.add("$copy using 1:2 with lines lw 3 dt 2 lc rgb \"{}\" title \"copy: 100 %\"",
               copy_colour);
  bool begun = series.contains("copy");
  for (const auto& [family, lines] : series) {
    if (family == "copy") continue;
    script.add(
        "{0}${1} using 1:2:3:4 with yerrorlines lw 2 ps 1.1 lc rgb \"{2}\" pt {3} "
        "title \"{1}\"",
        begun ? ", " : "", family, look_of(family).colour, look_of(family).point);
    begun = true;
  }
  for (const auto& [name, lines] : series) add_hover(script, name, 5);
  script.add("\nunset object\nunset logscale\nunset format\nunset xrange\n");
  chart.script = std::move(script.text);
  return chart;
}

/// What the signs do to each family, at one size.
PlannedChart signs_chart(const std::vector<const JudgedCase*>& cases) {
  const bench::Case& key = cases.front()->key;
  PlannedChart chart;
  chart.name = fmt::format("signs_{}_{}", name(key.operation), name(key.type));
  chart.title = fmt::format("{}, {}: ns an element for different signs, n = {}",
                            name(key.operation), name(key.type), count_text(key.n));
  chart.alternative = chart.title;
  Series series;
  std::string tics;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const JudgedCase& one = *cases[i];
    const std::string_view signs = bench::row(one.key.signs).name;
    tics += fmt::format("{}\"{}\" {}", i == 0 ? "" : ", ", signs, i);
    chart.alternative += fmt::format(". {}", signs);
    for (const auto& [family, kernel] : best_of_families(one)) {
      const double ns = *kernel->median_ns / static_cast<double>(key.n);
      series[family] += fmt::format("{} {:.6g} \"{}, {}: {:.3g} ns an element\"\n", i, ns,
                                    kernel->implementation, signs, ns);
      chart.alternative += fmt::format(", {} {:.3f} ns", family, ns);
    }
  }
  chart.alternative += ".";
  Script script;
  add_data(script, series);
  script.add(
      "set logscale y\nset xtics ({})\nset xrange [-0.5:{}]\nset xlabel \"signs\"\n"
      "set ylabel \"ns an element\"\nplot ",
      tics, static_cast<double>(cases.size()) - 0.5);
  for (auto at = series.begin(); at != series.end(); ++at)
    script.add(
        "{0}${1} using 1:2 with linespoints lw 1 dt 3 ps 1.4 lc rgb \"{2}\" pt {3} "
        "title \"{1}\"",
        at == series.begin() ? "" : ", ", at->first, look_of(at->first).colour,
        look_of(at->first).point);
  for (const auto& [family, lines] : series) add_hover(script, family, 3);
  script.add("\nunset logscale\nset xtics autofreq\nunset xrange\n");
  chart.script = std::move(script.text);
  return chart;
}

/// Functions (or gradients) around zero, each as a line with a jump, and what each convention
/// answers at zero itself.
PlannedChart function_chart(bool gradient) {
  constexpr double slope = 0.1;  // 0.01 could not be told from zero
  PlannedChart chart;
  chart.name = gradient ? "gradients" : "functions";
  chart.title = gradient ? "The gradients, and what they are at the kink"
                         : "The functions, and what they are at the kink";
  Script script;
  std::string plots;
  for (std::size_t o = 0; o < std::size(operations); ++o) {
    const OperationRow& operation = operations[o];
    if (operation.has_upstream || operation.gradient != gradient) continue;
    const auto value = [&](double x, Convention convention) {
      return definition::evaluate(Operation(o), convention, x, 1.0, slope);
    };
    script.add("${} << END\n", operation.name);
    for (int side = -1; side <= 1; side += 2) {
      for (int step = 0; step <= 10; ++step) {
        const double distance = side < 0 ? 2 - 0.2 * step : 0.2 * step;
        const double x = side * std::max(distance, 1e-6);
        script.add("{:.6g} {:.6g}\n", x, value(x, Convention{}));
      }
      script.add("\n");  // a gap, so that no line is drawn over the jump
    }
    script.add("END\n");
    const char* colour = operation.leaky ? "#3a86c8" : "#d55e00";
    plots += fmt::format("{}${} with lines lw 3 dt {} lc rgb \"{}\" title \"{}\"",
                         plots.empty() ? "" : ", ", operation.name, operation.leaky ? 2 : 1, colour,
                         operation.name);
    for (std::size_t c = 0; c < std::size(conventions); ++c) {
      const double at_zero = value(0, Convention(c));
      script.add("$at{}_{} << END\n0 {:.6g}\nEND\n", o, c, at_zero);
      plots += fmt::format(
          ", $at{}_{} with points pt {} ps {} lw 2 lc rgb \"{}\" title "
          "\"at 0, {}\"",
          o, c, c == 0 ? 7 : 4, 1.2 + 0.8 * static_cast<double>(c), colour, conventions[c].name);
      chart.alternative +=
          fmt::format("{} at 0 is {:.6g} under {}. ", operation.name, at_zero, conventions[c].name);
    }
  }
  chart.alternative += fmt::format("The slope is {} here, so that it can be seen.", slope);
  script.add(
      "set xlabel \"x\"\nset ylabel \"{}\"\nset xrange [-2:2]\nset yrange [{}]\nplot {}\n"
      "unset xrange\nunset yrange\n",
      gradient ? "f'(x)" : "f(x)", gradient ? "-0.15:1.15" : "-0.3:2", plots);
  chart.script = std::move(script.text);
  return chart;
}

}  // namespace

std::string family_of(const std::string& implementation) {
  if (bench::is_from_outside(implementation)) return "other";
  return implementation.substr(0, implementation.find('_'));
}

const FamilyLook& look_of(std::string_view family) {
  const auto found = std::find_if(std::begin(family_looks), std::end(family_looks),
                                  [&](const FamilyLook& look) { return look.name == family; });
  return found == std::end(family_looks) ? *std::prev(found) : *found;
}

std::map<std::string, const Standing*> best_of_families(const JudgedCase& one) {
  std::map<std::string, const Standing*> best;
  for (const std::vector<Standing>* standings : {&one.kernels, &one.peers})
    for (const Standing& kernel : *standings)
      if (kernel.gb_per_s) best.try_emplace(family_of(kernel.implementation), &kernel);
  return best;
}

std::vector<Chart> draw_charts(const Report& report) {
  std::vector<PlannedChart> planned{function_chart(false), function_chart(true)};
  Setting of = main_setting(report);
  for (std::size_t t = 0; t < std::size(bench::thens); ++t) {
    of.then = bench::Then(t);
    for (const auto& [setting, cases] : shown_cases(report, of))
      planned.push_back(speed_chart(report, cases));
  }
  // Of operation and type, at one size: one case for each choice of signs.
  std::map<std::tuple<Operation, Type, std::size_t>, std::vector<const JudgedCase*>> by_signs;
  Setting like = main_setting(report);
  for (std::size_t s = 0; s < std::size(bench::signs); ++s) {
    like.signs = Signs(s);
    for (const auto& [setting, cases] : shown_cases(report, like)) {
      const OperationRow& operation = row(setting.operation);
      if (operation.gradient || operation.has_upstream) continue;
      for (const JudgedCase* one : cases)
        by_signs[{setting.operation, setting.type, one->key.n}].push_back(one);
    }
  }
  // The size with the most choices of signs; of equals the one in the middle.
  std::map<std::pair<Operation, Type>, std::vector<const std::vector<const JudgedCase*>*>> most;
  for (const auto& [of, cases] : by_signs) {
    auto& best = most[{std::get<0>(of), std::get<1>(of)}];
    if (cases.size() < 2 || (!best.empty() && best.front()->size() > cases.size())) continue;
    if (!best.empty() && best.front()->size() < cases.size()) best.clear();
    best.push_back(&cases);
  }
  for (const auto& [of, sizes] : most)
    if (!sizes.empty()) planned.push_back(signs_chart(*sizes[sizes.size() / 2]));
  return run_gnuplot(planned);
}

}  // namespace rectifier::reports
