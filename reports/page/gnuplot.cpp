#include "reports/page/gnuplot.hpp"

#include <fmt/format.h>

#include <fstream>
#include <stdexcept>

#include "support/atomic_file.hpp"
#include "support/child_program.hpp"

namespace rectifier::reports {
namespace {

/// Stands for the colour of the text around; no chart has it otherwise.
constexpr char ink[] = "#123456";

std::string script_of(const std::vector<PlannedChart>& planned) {
  std::string script = fmt::format(
      "set encoding utf8\n"
      "set terminal svg size 720,460 dynamic noenhanced font \"sans-serif,15\"\n"
      "set border 3 lc rgb \"{0}\"\n"
      "set tics nomirror textcolor rgb \"{0}\"\n"
      "set xlabel textcolor rgb \"{0}\"\nset ylabel textcolor rgb \"{0}\"\n"
      "set key outside bottom center horizontal spacing 1.2 height 1 textcolor rgb \"{0}\"\n"
      "set grid lc rgb \"#888888\" lw 0.3\n",
      ink);
  for (const PlannedChart& chart : planned)
    script += fmt::format("set output \"{}.svg\"\n{}unset output\n", chart.name, chart.script);
  return script;
}

void replace_all(std::string& text, std::string_view what, const std::string& by) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
    text.replace(at, what.size(), by);
}

/// gnuplot shows a point's words by a script of its own; a title does without any.
void use_titles(std::string& svg) {
  constexpr std::string_view begin = "<g onmousemove=\"gnuplot_svg.showHypertext(evt,'";
  constexpr std::string_view end =
      "')\" onmouseout=\"gnuplot_svg.hideHypertext()\"><title> </title>";
  for (auto at = svg.find(begin); at != std::string::npos; at = svg.find(begin, at)) {
    const auto stop = svg.find(end, at);
    if (stop == std::string::npos) return;
    svg.replace(stop, end.size(), "</title>");
    svg.replace(at, begin.size(), "<g class=\"point\"><title>");
  }
}

/// gnuplot writes many groups that hold nothing: a third of the drawing.
void drop_empty_groups(std::string& svg) {
  constexpr std::string_view empty = ">\n</g>\n";
  for (auto at = svg.find(empty); at != std::string::npos; at = svg.find(empty, at)) {
    const auto begin = svg.rfind('<', at);
    if (svg.compare(begin, 3, "<g ") == 0)
      svg.erase(begin, at + empty.size() - begin), at = begin;
    else
      ++at;
  }
}

/// The drawing as it can stand in a page among others.
std::string cleaned(std::string svg, const PlannedChart& chart) {
  const auto begin = svg.find("<svg");
  if (begin == std::string::npos || svg.find("</svg>") == std::string::npos)
    throw std::runtime_error("gnuplot drew nothing for " + chart.name);
  svg.erase(0, begin);
  const auto title = svg.find("<title>"), canvas = svg.find("<g id=");
  if (title != std::string::npos && canvas != std::string::npos && title < canvas)
    svg.replace(
        title, canvas - title,
        fmt::format("<title>{}</title>\n<desc>{}</desc>\n", chart.title, chart.alternative));
  use_titles(svg);
  drop_empty_groups(svg);
  svg.insert(4, " role=\"img\"");
  replace_all(svg, "rgb( 18,  52,  86)", "currentColor");
  replace_all(svg, "rgb(18,52,86)", "currentColor");
  replace_all(svg, " color=\"black\"", "");
  replace_all(svg, " id='", " id='" + chart.name + "_");
  replace_all(svg, " id=\"", " id=\"" + chart.name + "_");
  replace_all(svg, "xlink:href='#", "xlink:href='#" + chart.name + "_");
  replace_all(svg, "url(#", "url(#" + chart.name + "_");
  return svg;
}

}  // namespace

std::string standalone_svg(const Chart& chart) {
  const auto end_of_tag = chart.svg.find('>');
  return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + chart.svg.substr(0, end_of_tag + 1) +
         "<style>svg { color: #1c2126; background: #ffffff; }\n"
         "@media (prefers-color-scheme: dark) { svg { color: #e6e9ec; background: #14171a; } }"
         "</style>\n" +
         chart.svg.substr(end_of_tag + 1);
}

std::vector<Chart> run_gnuplot(const std::vector<PlannedChart>& planned) {
  const TemporaryFolder folder;
  std::ofstream(folder.path / "script.gp") << script_of(planned);
  if (!output_of({.arguments = {"gnuplot", "script.gp"}, .folder = folder.path}))
    throw std::runtime_error("gnuplot is not installed (Debian: gnuplot-nox)");
  std::vector<Chart> charts;
  for (const PlannedChart& chart : planned)
    charts.push_back({chart.name, chart.title, chart.alternative,
                      cleaned(contents(folder.path / (chart.name + ".svg")), chart)});
  return charts;
}

}  // namespace rectifier::reports
