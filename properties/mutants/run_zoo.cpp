// rectifier-zoo: every wrong kernel of the zoo must be killed by the property that its row names.
#include <dlfcn.h>
#include <fmt/format.h>

#include <cstdlib>
#include <set>
#include <sstream>
#include <stdexcept>

#include "properties/mutants/trial.hpp"
#include "rectifier/kernel.hpp"
#include "rectifier/plugin.h"
#include "support/command_line.hpp"

namespace {

using namespace rectifier;
using namespace rectifier::mutants;

/// A file beside this program.
std::string beside(const std::string& file) {
  return (std::filesystem::read_symlink("/proc/self/exe").parent_path() / file).string();
}

struct Options : JudgeOptions {
  std::string properties = beside("rectifier-properties"), zoo = beside("zoo.so");
};

/// One row of the zoo, and what became of it.
struct Verdict {
  enum class Kind { killed, right, skipped, wrong } kind;
  std::string text;  // the counterexample, or why it is neither killed nor right
};

/// The second function of the zoo, which no other plug-in has.
using Killer = const char* (*)(std::size_t row);

Killer killer_of(const std::string& zoo) {
  void* library = dlopen(zoo.c_str(), RTLD_NOW | RTLD_LOCAL);
  void* symbol = library == nullptr ? nullptr : dlsym(library, "rectifier_zoo_killer");
  if (symbol == nullptr) throw std::runtime_error(dlerror());
  return reinterpret_cast<Killer>(symbol);
}

/// Seeded, so that the score of one build never changes.
std::vector<std::string> environment(const Kernel& kernel) {
  const auto name = kernel.implementation.substr(kernel.implementation.find('/') + 1);
  std::vector<std::string> variables = {"RECTIFIER_ZOO_ONLY=" + name};
  if (std::getenv("RC_PARAMS") == nullptr) variables.emplace_back("RC_PARAMS=seed=1");
  return variables;
}

std::set<std::string> names_of_properties(const Options& options) {
  std::istringstream lines(output_of({{options.properties, "--gtest_list_tests"}}).value_or(""));
  std::set<std::string> names;
  for (std::string line; std::getline(lines, line);)
    if (line.ends_with('.')) names.insert(line.substr(0, line.size() - 1));
  return names;
}

Verdict verdict_on(const Options& options, const Kernel& kernel, const std::string& killer,
                   const std::filesystem::path& summary) {
  if (!kernel.supported()) return {Verdict::Kind::skipped, kernel.unsupported};
  const bool right = killer.empty();
  const std::string test = (right ? "*" : killer) + "." + kernel.id;
  const auto [run, kill] = judge(
      {{options.properties, "--plugin=" + options.zoo, "--gtest_filter=" + test, "--timeout=60"},
       environment(kernel)},
      summary);
  if (right && run.well()) return {Verdict::Kind::right, "every property holds"};
  if (right) return {Verdict::Kind::wrong, "is right, but killed: " + kill.counterexample};
  if (kill.test == test) return {Verdict::Kind::killed, kill.counterexample};
  return {Verdict::Kind::wrong,
          run.well() ? "SURVIVED" : in_words(run) + ":\n" + run.output + run.errors};
}

int run(const Options& options) {
  std::vector<Kernel> kernels = load_plugin(options.zoo);
  const Killer killer = killer_of(options.zoo);
  std::vector<std::string> killers;
  for (std::size_t row = 0; row < kernels.size(); ++row) killers.emplace_back(killer(row));

  std::vector<std::size_t> chosen;
  for (std::size_t row = 0; row < kernels.size(); ++row)
    if (kernels[row].id.find(options.only) != std::string::npos) chosen.push_back(row);
  if (chosen.empty()) throw std::runtime_error("no mutant's id contains " + options.only);
  std::vector<Verdict> verdicts(chosen.size());
  const TemporaryFolder scratch;
  for_each_of(chosen.size(), options, "mutants", [&](std::size_t i, unsigned job) {
    verdicts[i] = verdict_on(options, kernels[chosen[i]], killers[chosen[i]],
                             scratch.path / std::to_string(job));
  });

  std::size_t count[4] = {};
  std::set<std::string> unused = names_of_properties(options), distinct;
  fmt::print("{:<62} {:<36} counterexample\n", "mutant", "killed by");
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    const Kernel& kernel = kernels[chosen[i]];
    const std::string& by = killers[chosen[i]];
    ++count[static_cast<std::size_t>(verdicts[i].kind)];
    unused.erase(by);
    if (!by.empty())
      distinct.insert(fmt::format("{}/{}", int(kernel.operation), kernel.implementation) +
                      (kernel.convention ? std::string(name(*kernel.convention)) : ""));
    fmt::print("{:<62} {:<36} {}\n", kernel.id,
               verdicts[i].kind == Verdict::Kind::killed  ? by
               : verdicts[i].kind == Verdict::Kind::right ? "(right)"
               : verdicts[i].kind == Verdict::Kind::skipped
                   ? "(skipped)"
                   : "NOT by " + (by.empty() ? "anyone" : by),
               verdicts[i].text);
  }
  const auto [killed, right, skipped, wrong] = count;
  if (options.only.empty())
    for (const std::string& property : unused) fmt::print("no mutant names {}\n", property);
  fmt::print("{} of {} mutants killed by their own property ({} distinct ones)", killed,
             chosen.size() - right - skipped, distinct.size());
  if (right != 0) fmt::print("; {} right kernels beside them hold", right);
  if (skipped != 0) fmt::print("; {} skipped", skipped);
  fmt::print("\n");
  if (!options.summary.empty())
    add_mutants_to_summary(options.summary, "zoo",
                           {{"killed", killed},
                            {"of", chosen.size() - right - skipped},
                            {"distinct", distinct.size()},
                            {"skipped", skipped}});
  return wrong == 0 && killed != 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app("Runs every wrong kernel of the zoo against the property that must kill it.",
               "rectifier-zoo");
  app.add_option("--properties", options.properties, "rectifier-properties")->type_name("FILE");
  app.add_option("--zoo", options.zoo, "The zoo, a plug-in")->type_name("FILE");
  add_options(app, options, "Those whose id contains this");
  finish_command(app, "rectifier-zoo --only=sign_mask");
  return run_program(app, argc, argv, [&] { return run(options); });
}
