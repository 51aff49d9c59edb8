// rectifier-bench: every kernel, setting and size as a plain Google Benchmark.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "bench/data.hpp"
#include "bench/entrants.hpp"
#include "bench/measure/machine_and_build.hpp"
#include "build.hpp"
#include "support/command_line.hpp"
#include "support/progress.hpp"

namespace {

using namespace rectifier;
using namespace rectifier::bench;

using Sizes = std::vector<std::size_t>;

/// Registers an entrant at these sizes. `subject` is a kernel id, or as "copy/f32/memcpy". The
/// label is the target, for readers.
std::size_t add(const Setting& setting, const Sizes& sizes, const std::string& subject,
                const Entrant& entrant) {
  const auto timed = [=](benchmark::State& state) {
    entrant.time(state, {setting, static_cast<std::size_t>(state.range(0))}, 0);
    state.SetLabel(entrant.target);
  };
  const std::string name = name_without_size(subject, setting);
  auto* registered = benchmark::RegisterBenchmark(name.c_str(), timed);
  row(setting.placement).in_place ? registered->UseManualTime() : registered->UseRealTime();
  registered->ArgName("n");
  for (std::size_t n : sizes) registered->Arg(static_cast<std::int64_t>(n));
  return sizes.size();
}

std::size_t add_yardsticks(const Setting& setting, const Sizes& sizes) {
  std::size_t count = 0;
  for (const bool backward : {false, true})
    for (const Entrant& entrant : yardstick_entrants(setting.type, setting.placement, backward)) {
      const std::size_t slash = entrant.implementation.find('/');
      std::string subject = entrant.implementation.substr(0, slash + 1);
      subject.append(name(setting.type)).append(entrant.implementation.substr(slash));
      Sizes its = sizes;
      std::erase_if(its, [&](std::size_t n) { return !is_for(entrant, {setting, n}); });
      if (!its.empty()) count += add(setting, its, subject, entrant);
    }
  return count;
}

/// Registers all entrants of a setting whatever its operation and convention; those of one of each
/// stand together.
std::size_t add_all(Setting setting, const Sizes& sizes, bool quick, std::span<const Kernel> all) {
  std::size_t count = add_yardsticks(setting, sizes);
  const auto add_kernels = [&](Operation operation, std::optional<Convention> convention) {
    for (const Kernel& kernel : all) {
      if (kernel.operation != operation || kernel.convention != convention ||
          kernel.type != setting.type || !kernel.supported())
        continue;
      Sizes its = sizes;
      std::erase_if(its, [&](std::size_t n) { return !is_for(kernel, {setting, n}); });
      if (!its.empty()) count += add(setting, its, kernel.id, kernel_entrant(kernel));
    }
  };
  for (std::size_t o = 0; o < std::size(operations); ++o) {
    const auto operation = Operation(o);
    if (row(setting.signs).leaky_alone && !row(operation).leaky) continue;
    for (std::size_t c = 0; c < std::size(conventions); ++c) {
      const auto convention = Convention(c);
      if (quick && convention != Convention::textbook) continue;
      add_kernels(operation, convention);
      setting.operation = operation;
      setting.convention = convention;
      count += add(setting, sizes, kernel_id(setting, std::string(public_call)),
                   public_entrant(operation, convention, setting.type));
    }
    add_kernels(operation, std::nullopt);
  }
  return count;
}

/// The quick sizes one by one, so that what is compared runs close together. All the others at
/// once: Google Benchmark needs minutes to list tens of thousands of benchmarks one by one.
std::vector<std::vector<std::size_t>> size_groups(bool quick) {
  std::vector<std::vector<std::size_t>> groups;
  for (const SizeRow& size : sizes) {
    if (quick && !size.quick) continue;
    if (quick || groups.empty()) groups.emplace_back();
    groups.back().push_back(size.n);
  }
  return groups;
}

/// Registers every supported kernel of `all`, the public calls and the yardsticks, for every
/// setting and size. What is compared stands together. Returns how many benchmarks that makes.
std::size_t register_benchmarks(bool quick, std::span<const Kernel> all) {
  std::size_t count = 0;
  for (std::size_t type = 0; type < types.size(); ++type)
    for (std::size_t s = 0; s < std::size(signs); ++s) {
      if (quick && !signs[s].quick) continue;
      for (const auto& group : size_groups(quick))
        for (std::size_t p = 0; p < std::size(placements); ++p)
          count += add_all({{}, {}, Type(type), Placement(p), Signs(s)}, group, quick, all);
    }
  return count;
}

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

struct Options {
  bool quick = false;  ///< only the quick rows of workloads.hpp and the `textbook` convention
  std::vector<std::string> plugins;
  std::vector<std::string> given;  // all arguments, with the program's name before them
};

int run(const CLI::App& app, const Options& options) {
  const bool quick = options.quick;
  const std::vector<std::string> flags = app.remaining();
  const std::string_view out = "--benchmark_out=";
  const bool only_progress = quick && flags.size() == 1 && flags.front().starts_with(out);
  Extras extras(app, options.given.front());
  // What --quick stands for comes first, so that a flag given beside it wins.
  if (quick) extras.put_first({"--benchmark_repetitions=5", "--benchmark_min_time=0.004"});
  extras.give_to([](int* argc, char** argv) { benchmark::Initialize(argc, argv); });

  const std::vector<Kernel> all = kernels_with(options.plugins);
  const std::size_t total = register_benchmarks(options.quick, all);
  std::string arguments;
  for (std::size_t i = 1; i < options.given.size(); ++i)
    if (const std::string& argument = options.given[i]; !argument.starts_with("--benchmark_out"))
      arguments.append(arguments.empty() ? "" : " ").append(argument);
  describe_run(arguments);
  // It says so itself when a filter matches nothing.
  ProgressReporter progress(total);
  const bool any = (only_progress ? benchmark::RunSpecifiedBenchmarks(&progress)
                                  : benchmark::RunSpecifiedBenchmarks()) > 0;
  benchmark::Shutdown();
  if (std::fflush(stdout) != 0) throw std::runtime_error("can't write to standard output");
  for (const std::string& flag : flags)
    if (flag.starts_with(out)) check_written(flag.substr(out.size()));
  return any ? done : bad_input;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  options.given.assign(argv, argv + argc);
  CLI::App app("Times every kernel, the public calls and copies of memory.", "rectifier-bench");
  app.allow_extras();
  app.add_flag("--quick", options.quick,
               "textbook, random signs, the quick sizes, 5 repetitions: minutes; shows progress "
               "and no table if only --benchmark_out=FILE is beside it");
  app.add_option("--plugin", options.plugins, "times the kernels of a plug-in too (repeatable)")
      ->type_name("FILE")
      ->allow_extra_args(false);
  finish_command(app,
                 "rectifier-bench --quick --benchmark_out=bench.json\n"
                 "  rectifier-bench --benchmark_filter='^(copy|relu/textbook)/f32/.*/n:1024/'\n\n"
                 "Names read operation/convention/type/implementation/placement/signs/n:COUNT.\n"
                 "To decide which kernel is faster, use rectifier measure: these timings are\n"
                 "not paired. RECTIFIER_TARGET=avx2 (or another target) leaves out the targets\n"
                 "above it.\n\nGoogle Benchmark's flags work too:");
  const int status = run_program(app, argc, argv, [&] { return run(app, options); });
  if (app.get_help_ptr()->count() > 0) benchmark::PrintDefaultHelp();
  return status;
}
