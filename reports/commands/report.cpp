// `rectifier report`: from measurements to a folder of files.
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <set>
#include <stdexcept>

#include "bench/measure/machine_and_build.hpp"
#include "reports/answers/advice.hpp"
#include "reports/answers/candidates.hpp"
#include "reports/commands/command.hpp"
#include "reports/page/charts.hpp"
#include "reports/page/gnuplot.hpp"
#include "reports/page/machines.hpp"
#include "reports/page/render.hpp"
#include "support/accepted_words.hpp"
#include "support/atomic_file.hpp"

namespace rectifier::reports {
namespace {

struct Arguments {
  std::vector<std::string> files, plugins;
  std::string out = "reports/out", properties;
  double tolerance = 100 * bench::default_tolerance;  // in percent
};

Report made_of(const std::vector<Measurements>& measurements, const Arguments& options) {
  std::optional<Verified> verified;
  if (!options.properties.empty()) {
    verified = read_verified(options.properties);
    const std::string timed = bench::fact(measurements.front().build, "rectifier");
    if (verified->version != timed)
      throw std::invalid_argument(fmt::format(
          "{} is of version {}, but version {} was measured; give the properties of that",
          printable(options.properties), printable(verified->version, 40), printable(timed, 40)));
  }
  Report report = make_report(measurements, std::move(verified), options.tolerance / 100);
  if (report.cases.empty())
    throw std::invalid_argument(options.files.front() +
                                ": has no complete case; let rectifier measure go on");
  std::set<std::string> ids;
  for (const JudgedCase& one : report.cases)
    for (const Standing& kernel : one.kernels)
      ids.insert(bench::kernel_id(one.key, kernel.implementation));
  report.audit = audit(ids, report.facts, is_here(report.decisions.machine));
  for (const std::string& file : options.plugins)
    for (const Kernel& kernel : load_plugin(file))
      if (kernel.supported()) report.others.push_back({kernel.id, classify(kernel)});
  try {
    report.charts = draw_charts(report);
  } catch (const std::runtime_error& error) {
    report.no_charts = error.what();
  }
  return report;
}

/// The files of one machine's report.
void add_files(std::vector<File>& files, const std::string& folder, const Report& report) {
  for (const Format& format : formats)
    files.emplace_back(folder + format.file, format.render(report));
  for (const Chart& chart : report.charts)
    files.emplace_back(folder + "charts/" + chart.name + ".svg", standalone_svg(chart));
}

void say_written(const Arguments& options, const std::string& no_charts) {
  fmt::print("Report: {}/{}\n", options.out, formats[0].file);
  if (!no_charts.empty()) fmt::print("Without charts: {}\n", no_charts);
}

/// A folder for each machine, and pages that show all of them.
void run_for_several(const std::vector<std::vector<Measurements>>& groups,
                     const Arguments& options) {
  std::vector<MachineReport> machines;
  std::vector<File> files;
  std::set<std::string> folders;
  for (const auto& group : groups) {
    std::string folder = folder_name(group.front().machine);
    for (std::size_t i = 2; !folders.insert(folder).second; ++i)
      folder = fmt::format("{}-{}", folder_name(group.front().machine), i);
    machines.push_back({folder, made_of(group, options)});
    add_files(files, folder + "/", machines.back().report);
  }
  const Document all = document_of(machines);
  files.emplace_back("index.html", html_of(all));
  files.emplace_back("report.md", markdown_of(all));
  // For `rectifier choose`: those of this machine, if it is among them.
  const auto here = std::find_if(
      machines.begin(), machines.end(),
      [](const MachineReport& machine) { return is_here(machine.report.decisions.machine); });
  files.emplace_back("decisions.json",
                     render_decisions((here == machines.end() ? machines.begin() : here)->report));
  write_files(options.out, files);
  for (const MachineReport& machine : machines)
    fmt::print("{}: {}/{}\n", printable(bench::fact(machine.report.facts, "CPU"), 40), options.out,
               machine.folder);
  say_written(options, machines.front().report.no_charts);
}

void run(const Arguments& options) {
  if (!(options.tolerance > 0 && options.tolerance <= 50))
    throw std::invalid_argument("--tolerance must be a percentage above 0, at most 50");
  std::vector<Measurements> measurements;
  for (const std::string& file : options.files)
    measurements.push_back(bench::read_measurements(file));
  const auto groups = by_machine(std::move(measurements));
  if (groups.size() > 1) return run_for_several(groups, options);
  const Report report = made_of(groups.front(), options);
  std::vector<File> files;
  add_files(files, "", report);
  write_files(options.out, files);
  fmt::print("{}", render_answer(report));
  say_written(options, report.no_charts);
}

}  // namespace

void add_report(CLI::App& app) {
  const auto options = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("report", "Makes a report from measurements");
  command
      ->add_option("FILE", options->files,
                   "what `rectifier measure` wrote; FILE.partial of a run that goes on will do")
      ->required();
  command
      ->add_option("--tolerance", options->tolerance,
                   "the difference that does not matter: above 0, at most 50")
      ->type_name("PERCENT")
      ->capture_default_str();
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
  command
      ->add_option("--plugin", options->plugins,
                   "says where the kernels of a plug-in answer otherwise than ours (repeatable)")
      ->type_name("FILE")
      ->expected(1)
      ->allow_extra_args(false)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command->callback([options] { run(*options); });
  finish_command(*command, "rectifier report measurements.json --out reports/out --tolerance 5");
}

}  // namespace rectifier::reports
