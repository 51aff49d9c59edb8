// `rectifier report`: from measurements to a folder of files.
#include <fmt/format.h>

#include <memory>
#include <stdexcept>

#include "command.hpp"
#include "render.hpp"
#include "write_files.hpp"

namespace rectifier::reports {
namespace {

struct Options {
  std::vector<std::string> files;
  std::string out = "reports/out";
};

void run(const Options& options) {
  std::vector<Measurements> measurements;
  for (const std::string& file : options.files)
    measurements.push_back(bench::read_measurements(file));
  const Report report = make_report(measurements);
  if (report.cases.empty())
    throw std::invalid_argument(options.files.front() +
                                ": has no complete case; let rectifier measure go on");
  std::vector<File> files;
  for (const Format& format : formats) files.emplace_back(format.file, format.render(report));
  write_files(options.out, files);
  fmt::print("{}Report: {}/{}\n", render_answer(report), options.out, formats[0].file);
}

}  // namespace

void add_report(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("report", "Makes a report from measurements");
  command
      ->add_option("FILE", options->files,
                   "what `rectifier measure` wrote; FILE.partial of a run that goes on will do")
      ->required();
  command->add_option("--out", options->out, "the folder that gets report.md and summary.csv")
      ->type_name("DIR")
      ->capture_default_str();
  command->callback([options] { run(*options); });
  finish_command(*command, "rectifier report measurements.json --out reports/out");
}

}  // namespace rectifier::reports
