// rectifier-bench: every kernel and workload as a plain Google Benchmark.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstring>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "build.hpp"
#include "data.hpp"
#include "environment.hpp"
#include "progress.hpp"
#include "registration.hpp"

namespace {

using namespace rectifier;
using namespace rectifier::bench;

/// Progress in the place of a table that nobody would read to its end.
class ProgressReporter : public benchmark::BenchmarkReporter {
 public:
  explicit ProgressReporter(std::size_t total) : progress_("benchmarks", total) {}
  bool ReportContext(const Context&) override { return true; }
  void ReportRuns(const std::vector<Run>& runs) override {
    // Means and medians come in a call of their own.
    if (!runs.empty() && runs.front().run_type != Run::RT_Aggregate) progress_.report(++done_);
  }

 private:
  Progress progress_;
  std::size_t done_ = 0;
};

constexpr int bad_input = 2;

void print_help() {
  std::puts(
      R"(rectifier-bench: times every kernel, the public calls and copies of memory.

usage: rectifier-bench [--quick] [--plugin=FILE]... [Google Benchmark's flags]

  --quick        textbook, random signs, four sizes, 5 repetitions: some 90
                 seconds; shows progress and no table if only
                 --benchmark_out=FILE is beside it
  --plugin=FILE  times the kernels of a plug-in too (may be repeated)
  --version      prints the version

Names read operation/convention/type/implementation/placement/signs/n:COUNT.

examples:
  rectifier-bench --quick --benchmark_out=bench.json
  rectifier-bench --benchmark_filter='^(copy|relu/textbook)/f32/.*/n:1024/'

To decide which kernel is faster, use rectifier measure: these timings are
not paired.

RECTIFIER_TARGET=avx2 (or another target) leaves out the targets above it.

Google Benchmark's flags:)");
  benchmark::PrintDefaultHelp();
}

/// What a reader of the results must know. `arguments` are those to repeat the run with.
void describe_run(const std::string& arguments) {
  using benchmark::AddCustomContext;
  AddCustomContext("rectifier_version", std::string(version()));
  AddCustomContext("rectifier_build_type", build_type);
  AddCustomContext("rectifier_compiler", compiler);
  AddCustomContext("rectifier_flags", compiler_flags);
  AddCustomContext("rectifier_cpu", fact(machine_facts(), "CPU"));
  AddCustomContext("rectifier_seed", std::to_string(conditions.seed));
  AddCustomContext("rectifier_arguments", arguments);
  for (const YardstickRow& yardstick : yardsticks)
    AddCustomContext(std::string("rectifier_yardstick_of_")
                         .append(yardstick.backward ? "backward_" : "forward_and_gradient_")
                         .append(row(yardstick.placement).name),
                     std::string(yardstick.name));
}

/// Google Benchmark does not look whether its file could be written, on a full disk say.
void check_written(const std::string& file) {
  std::ifstream written(file, std::ios::binary | std::ios::ate);
  char last[2] = {};
  if (written && written.tellg() > 2 && written.seekg(-2, std::ios::end) &&
      written.read(last, sizeof last) && (last[1] == '}' || last[0] == '}'))
    return;
  throw std::runtime_error("could not write all of " + file);
}

int run(int argc, char** argv) {
  Selection selection;
  std::vector<std::string> plugins;
  std::string arguments;
  // Our own arguments are taken out. What --quick stands for comes first, so that a flag given
  // beside it wins.
  std::vector<std::string> kept;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (!argument.starts_with("--benchmark_out")) arguments.append(" ").append(argument);
    if (argument == "--quick") {
      selection.quick = true;
    } else if (argument.starts_with("--plugin=")) {
      plugins.push_back(argument.substr(std::strlen("--plugin=")));
    } else if (argument == "--version") {
      std::printf("rectifier-bench %s\n", std::string(version()).c_str());
      return 0;
    } else {
      kept.push_back(argument);
    }
  }
  const bool only_progress =
      selection.quick && kept.size() == 1 && kept[0].starts_with("--benchmark_out=");
  if (selection.quick)
    kept.insert(kept.begin(), {"--benchmark_repetitions=5", "--benchmark_min_time=0.004"});
  std::vector<char*> given{argv[0]};
  for (std::string& argument : kept) given.push_back(argument.data());
  int count = static_cast<int>(given.size());
  given.push_back(nullptr);

  benchmark::Initialize(&count, given.data(), print_help);
  if (benchmark::ReportUnrecognizedArguments(count, given.data())) return bad_input;
  const std::vector<Kernel> all = kernels_with(plugins);
  const std::size_t total = register_benchmarks(selection, all);
  describe_run(arguments.empty() ? arguments : arguments.substr(1));
  // It says so itself when a filter matches nothing.
  ProgressReporter progress(total);
  const bool any = (only_progress ? benchmark::RunSpecifiedBenchmarks(&progress)
                                  : benchmark::RunSpecifiedBenchmarks()) > 0;
  benchmark::Shutdown();
  if (std::fflush(stdout) != 0) throw std::runtime_error("can't write to standard output");
  for (const std::string& argument : kept)
    if (argument.starts_with("--benchmark_out="))
      check_written(argument.substr(std::strlen("--benchmark_out=")));
  return any ? 0 : bad_input;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::invalid_argument& error) {
    std::fprintf(stderr, "rectifier-bench: %s\n", error.what());
    return bad_input;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "rectifier-bench: %s\n", error.what());
    return 1;
  }
}
