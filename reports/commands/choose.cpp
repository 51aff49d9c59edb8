// `rectifier choose`: the command line, and where decisions come from.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <set>
#include <sstream>
#include <stdexcept>

#include "bench/measure/machine_and_build.hpp"
#include "reports/answers/advice.hpp"
#include "reports/commands/command.hpp"
#include "support/accepted_words.hpp"
#include "support/atomic_file.hpp"
#include "support/beside_program.hpp"

namespace rectifier::reports {
namespace {

namespace fs = std::filesystem;

constexpr char default_file[] = "reports/out/decisions.json";

struct Options {
  std::string operation, type, n, signs = "random", convention = "textbook", then, max_target, file,
                                  header;
  bool in_place = false, json = false;
};

/// Decisions, and what to call where they are from.
struct Source {
  Decisions decisions;
  std::string name;
  bool sample = false;
};

std::set<std::string> flags_of(const Facts& machine) {
  std::istringstream text(bench::fact(machine, "CPU flags"));
  return {std::istream_iterator<std::string>(text), {}};
}

/// How much a machine is like this one; below zero: another architecture.
double likeness(const Facts& machine) {
  const Facts here = bench::machine_facts();
  if (bench::fact(machine, "architecture") != bench::fact(here, "architecture")) return -1;
  const auto own = flags_of(here), other = flags_of(machine);
  std::vector<std::string> shared;
  std::set_intersection(own.begin(), own.end(), other.begin(), other.end(),
                        std::back_inserter(shared));
  const double either = static_cast<double>(own.size() + other.size() - shared.size());
  return (is_here(machine) ? 1 : 0) + static_cast<double>(shared.size()) / std::max(1.0, either);
}

/// The sample of the machine that is most like this one.
Source nearest_sample() {
  const auto give_up = [](std::string_view why) {
    return std::invalid_argument(
        fmt::format("{} is not there and {}; `rectifier measure` and `rectifier report` make it, "
                    "--decisions names another file",
                    default_file, why));
  };
  const fs::path samples = beside_program({RECTIFIER_SAMPLES, RECTIFIER_SAMPLES_BUILT});
  if (samples.empty()) throw give_up("no samples are installed with this program");
  Source nearest;
  double most = -1;
  std::error_code error;
  for (const fs::directory_entry& folder : fs::directory_iterator(samples, error)) {
    const fs::path file = folder.path() / "decisions.json";
    if (!fs::is_regular_file(file, error)) continue;
    Decisions decisions = read_decisions(file.string());
    if (const double like = likeness(decisions.machine); like > most) {
      most = like;
      nearest = {std::move(decisions),
                 fmt::format("the sample {}", folder.path().filename().string()), true};
    }
  }
  if (most < 0) throw give_up("no sample is of this architecture");
  return nearest;
}

Source find_source(const std::string& file) {
  if (!file.empty()) return {read_decisions(file), file, false};
  if (fs::exists(default_file)) return {read_decisions(default_file), default_file, false};
  return nearest_sample();
}

/// The highest target that this machine can run.
std::string highest_target_here() {
  std::string highest;
  for (const Target& target : targets())
    if (target.unsupported.empty()) highest = target.name;
  return highest;
}

Question question_of(const Options& options) {
  Question question{{Operation(index_of("--operation", options.operation, words(operations))),
                     Convention(index_of("--convention", options.convention, words(conventions))),
                     Type(index_of("--type", options.type, words(types))),
                     options.in_place ? Placement::in_place : Placement::out_of_place,
                     Signs(index_of("--signs", options.signs, words(bench::signs)))},
                    0,
                    0,
                    {},
                    {}};
  if (!options.then.empty())
    question.then = bench::Then(index_of("--then", options.then, words(bench::thens)));
  const std::size_t colon = options.n.find(':');
  question.low = parse_count(options.n.substr(0, colon));
  question.high =
      colon == std::string::npos ? question.low : parse_count(options.n.substr(colon + 1));
  if (question.high < question.low)
    throw std::invalid_argument(
        fmt::format("--n {} ends before it begins; give LOW:HIGH", printable(options.n)));
  return question;
}

/// A target that kernels of these decisions need: with another one, above all of another
/// architecture, the answer would look as if it had been considered.
const std::string& max_target_of(const Source& source, const std::string& asked) {
  std::vector<std::string> accepted;
  for (const std::string& target : words(targets()))
    for (const Needs& needs : source.decisions.implementations)
      if (needs.target == target && (accepted.empty() || accepted.back() != target))
        accepted.push_back(target);
  if (std::find(accepted.begin(), accepted.end(), asked) == accepted.end())
    throw std::invalid_argument(
        fmt::format("--max-target {} is no target of the kernels in {}; {}", printable(asked),
                    printable(source.name),
                    accepted.empty() ? "leave it out, as none is known of plug-ins"
                                     : fmt::format("accepted are {}", fmt::join(accepted, ", "))));
  return asked;
}

void run(const Options& options) {
  if (options.header.empty() &&
      (options.operation.empty() || options.type.empty() || options.n.empty()))
    throw std::invalid_argument("--operation, --type and --n are needed, or --header");
  std::optional<Question> question;
  if (options.header.empty()) question = question_of(options);
  const Source source = find_source(options.file);
  std::optional<std::string> max_target;
  if (!options.max_target.empty()) max_target = max_target_of(source, options.max_target);
  // A sample is of a machine that may be able to run more than this one.
  if (source.sample && !max_target) max_target = highest_target_here();
  if (!options.header.empty()) {
    Draft(options.header, thresholds_header(source.decisions, max_target)).replace_target();
    fmt::print("Thresholds: {}, from {}\n", options.header, source.name);
    throw CLI::RuntimeError(is_here(source.decisions.machine) ? 0 : 4);
  }
  question->max_target = max_target;
  Advice advice = advise(source.decisions, *question);
  if (source.sample)
    advice.notes.push_back(fmt::format("{} is not there; {} is of the machine most like this one.",
                                       default_file, source.name));
  const auto print = options.json ? advice_json : advice_text;
  fmt::print("{}", print(advice, source.decisions, source.name));
  throw CLI::RuntimeError(advice.status());
}

}  // namespace

void add_choose(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  CLI::App* command =
      app.add_subcommand("choose", "Names the kernel to take, why, and the code to paste");
  const auto add = [&](const char* name, std::string& value, const std::string& text) {
    return command->add_option(name, value, text)->capture_default_str();
  };
  const auto joined = [](const std::vector<std::string>& accepted) {
    return fmt::format("{}", fmt::join(accepted, ", "));
  };
  add("--operation", options->operation, joined(words(operations)))->type_name("WORD");
  add("--type", options->type, joined(words(types)))->type_name("WORD");
  add("--n", options->n,
      "how many elements: a number, or LOW:HIGH for the smallest worst bound in that range")
      ->type_name("N");
  command->add_flag("--in-place", options->in_place, "the result replaces the input");
  add("--signs", options->signs, joined(words(bench::signs)))->type_name("WORD");
  add("--then", options->then,
      fmt::format("what follows the call: {}; read where that was measured, unless given",
                  joined(words(bench::thens))))
      ->type_name("WORD");
  add("--convention", options->convention, joined(words(conventions)))->type_name("WORD");
  add("--max-target", options->max_target, "nothing that needs more than this instruction set")
      ->type_name("TARGET");
  command->add_flag("--json", options->json, "the same for programs");
  add("--decisions", options->file,
      fmt::format("what `rectifier report` wrote; {} unless given, else a sample", default_file))
      ->type_name("FILE");
  add("--header", options->header, "writes all thresholds as a C++ header instead")
      ->type_name("FILE");
  command->callback([options] { run(*options); });
  finish_command(*command,
                 "rectifier choose --operation relu --type f32 --n 1000\n"
                 "  rectifier choose --operation leaky_relu --type f64 --n 1:100000 --in-place\n"
                 "Exit status: 0; 2 bad input; 3 undecided, or another case was used, or a size\n"
                 "beyond those measured; 4 measured on another machine");
}

}  // namespace rectifier::reports
