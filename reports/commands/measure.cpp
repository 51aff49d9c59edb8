// `rectifier measure`: the command line.
#include "bench/measure/measure.hpp"

#include <fmt/format.h>

#include <fstream>
#include <memory>
#include <stdexcept>

#include "bench/judge/judge.hpp"
#include "reports/commands/command.hpp"
#include "reports/page/render.hpp"
#include "support/accepted_words.hpp"

namespace rectifier::reports {
namespace {

using bench::MeasureOptions;

/// The arguments of this process: CLI11 does not hand them to a command.
std::vector<std::string> own_arguments() {
  std::ifstream file("/proc/self/cmdline", std::ios::binary);
  std::vector<std::string> arguments;
  for (std::string argument; std::getline(file, argument, '\0');) arguments.push_back(argument);
  if (arguments.empty())
    throw std::runtime_error("can't read /proc/self/cmdline: measuring needs Linux's /proc");
  return arguments;
}

void run(MeasureOptions& options) {
  options.arguments = own_arguments();
  const bench::Measurements measurements = bench::measure(options);
  if (options.serve) return;
  const Report report = make_report({measurements});
  for (const std::string& warning : report.warnings)
    fmt::print(stderr, "{}", wrap("Warning: " + warning));
  fmt::print("{}Measurements: {}\n", render_answer(report), options.out);
}

std::string profile_text() {
  std::string text;
  for (const bench::ProfileRow& profile : bench::profiles)
    text += fmt::format("{}{} ({})", text.empty() ? "" : " or ", profile.name, profile.for_whom);
  return text;
}

}  // namespace

void add_measure(CLI::App& app) {
  const auto options = std::make_shared<MeasureOptions>();
  bench::GivenOptions& given = options->given;
  CLI::App* command =
      app.add_subcommand("measure", "Times kernels in paired rounds, after checking them");
  const auto add = [&](const char* name, auto& value, const std::string& text) {
    return command->add_option(name, value, text)->capture_default_str();
  };
  const auto add_list = [&](const char* name, std::string& value, const std::string& accepted) {
    add(name, value, "only these, with commas between them: " + accepted)->type_name("LIST");
  };
  const auto joined = [](const std::vector<std::string>& words) {
    return fmt::format("{}", fmt::join(words, ", "));
  };
  add("--profile", given.profile, profile_text())->type_name("NAME");
  add("--time-budget", given.time_budget, "so many seconds at most, instead of the profile's")
      ->type_name("SECONDS");
  add_list("--operation", given.operation, joined(words(operations)));
  add_list("--type", given.type, joined(words(types)));
  add_list("--convention", given.convention, joined(words(conventions)));
  add_list("--placement", given.placement, joined(words(bench::placements)));
  add_list("--signs", given.signs, joined(words(bench::signs)));
  add_list("--then", given.then, joined(words(bench::thens)) + " (the result, where it is large)");
  add_list("--n", given.n, "numbers of elements");
  add("--kernel", given.kernel, "only kernels whose id or implementation fits (repeatable)")
      ->type_name("GLOB")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  add("--plugin", given.plugins, "times the kernels of a plug-in too (repeatable)")
      ->type_name("FILE")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command
      ->add_option("--against", given.against,
                   "times another build's kernels beside this one's, for `rectifier compare`: its "
                   "lib/rectifier-kernels.so")
      ->type_name("FILE");
  add("--out", options->out, "the file that gets the measurements; FILE.partial meanwhile")
      ->type_name("FILE");
  command->add_flag("--resume", options->resume, "goes on with FILE.partial");
  command
      ->add_option_function<std::string>(
          "--export", [options](const std::string&) { options->for_google_benchmark = true; },
          "writes the same for Google's compare.py too, beside FILE")
      ->type_name("google-benchmark")
      ->check(CLI::IsMember(std::vector<std::string>{"google-benchmark"}));
  add("--max-memory", given.max_memory, "so much at most; sizes that need more are made smaller")
      ->type_name("MIB");
  add("--alignment", given.alignment, "of the arrays: 64 bytes, or 4 for one element past that")
      ->type_name("BYTES");
  command->add_flag("--huge-pages", given.huge_pages, "asks the system for huge pages");
  command->add_flag("--cold", given.cold, "each call gets data that left the caches long ago");
  add("--seed", given.seed, "of the data and of the order")->type_name("NUMBER");
  command->add_flag("--launch", options->serve)->group("");
  command->callback([options] { run(*options); });
  finish_command(*command,
                 "rectifier measure --profile quick --out m.json\n"
                 "  rectifier measure --operation relu --n 1024,65536 --kernel 'xsimd_*'");
}

}  // namespace rectifier::reports
