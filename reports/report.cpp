// `rectifier report`: from measurements to a folder of files.
#include <fmt/format.h>

#include <memory>
#include <stdexcept>

#include "charts.hpp"
#include "command.hpp"
#include "gnuplot.hpp"
#include "render.hpp"
#include "write_files.hpp"

namespace rectifier::reports {
namespace {

struct Options {
  std::vector<std::string> files;
  std::string out = "reports/out", properties;
};

void run(const Options& options) {
  std::vector<Measurements> measurements;
  for (const std::string& file : options.files)
    measurements.push_back(bench::read_measurements(file));
  std::optional<Verified> verified;
  if (!options.properties.empty()) verified = read_verified(options.properties);
  Report report = make_report(measurements, std::move(verified));
  if (report.cases.empty())
    throw std::invalid_argument(options.files.front() +
                                ": has no complete case; let rectifier measure go on");
  try {
    report.charts = draw_charts(report);
  } catch (const std::runtime_error& error) {
    report.no_charts = error.what();
  }
  std::vector<File> files;
  for (const Format& format : formats) files.emplace_back(format.file, format.render(report));
  for (const Chart& chart : report.charts)
    files.emplace_back("charts/" + chart.name + ".svg", standalone_svg(chart));
  write_files(options.out, files);
  fmt::print("{}Report: {}/{}\n", render_answer(report), options.out, formats[0].file);
  if (!report.no_charts.empty()) fmt::print("Without charts: {}\n", report.no_charts);
}

}  // namespace

void add_report(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("report", "Makes a report from measurements");
  command
      ->add_option("FILE", options->files,
                   "what `rectifier measure` wrote; FILE.partial of a run that goes on will do")
      ->required();
  command
      ->add_option(
          "--out", options->out,
          "the folder that gets index.html, report.md, summary.csv, decisions.json, charts")
      ->type_name("DIR")
      ->capture_default_str();
  command
      ->add_option("--properties", options->properties,
                   "what `rectifier-properties --summary=FILE` wrote: what was verified, and what "
                   "failed and is not recommended")
      ->type_name("FILE");
  command->callback([options] { run(*options); });
  finish_command(*command, "rectifier report measurements.json --out reports/out");
}

}  // namespace rectifier::reports
