// `rectifier report`: from timings to a folder of files.
#include <fmt/format.h>

#include <memory>

#include "command.hpp"
#include "read_benchmark.hpp"
#include "render.hpp"
#include "write_files.hpp"

namespace rectifier::reports {
namespace {

struct Options {
  std::vector<std::string> files;
  std::string out = "reports/out";
};

void run(const Options& options) {
  const Report report = make_report(read_benchmarks(options.files));
  if (report.cases.empty())
    throw BadInput(fmt::format("{}: no timing is left; {}", options.files.front(),
                               report.warnings.empty() ? "" : report.warnings.back()));
  std::vector<File> files;
  for (const Format& format : formats) files.emplace_back(format.file, format.render(report));
  write_files(options.out, files);
  fmt::print("{}Report: {}/{}\n", render_answer(report), options.out, formats[0].file);
}

}  // namespace

void add_report(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("report", "Makes a report from timings");
  command->add_option("FILE", options->files, "what `rectifier-bench --benchmark_out=FILE` wrote")
      ->required();
  command->add_option("--out", options->out, "the folder that gets report.md and summary.csv")
      ->type_name("DIR")
      ->capture_default_str();
  command->callback([options] { run(*options); });
  finish_command(*command, "rectifier report bench.json --out reports/out");
}

}  // namespace rectifier::reports
