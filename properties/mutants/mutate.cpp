// rectifier-mutate: changes src/kernels/idioms.hpp and loops.hpp by one token at a time, compiles
// the kernels of two targets from them exactly as the build does, and lets the properties judge.
//
// A change that leaves the machine code as it was is no mutant. Each other one must be killed, or
// stand in the reviewed list of survivors with a reason.
#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <map>
#include <sstream>
#include <stdexcept>

#include "properties/mutants/mutations.hpp"
#include "properties/mutants/mutator.hpp"
#include "properties/mutants/trial.hpp"
#include "support/command_line.hpp"
#include "support/json_reader.hpp"

namespace {

using namespace rectifier::mutants;
namespace fs = std::filesystem;

struct Options : Build, JudgeOptions {
  fs::path survivors;
  std::size_t share = 1, shares = 1;  ///< the share-th of so many is tried, counted from 1
  bool whole() const { return only.empty() && shares == 1; }
};

/// "loops.hpp", "- the line", "+ as changed": how a survivor stands in the list, before its reason.
std::string block(const Mutation& mutation) {
  return fmt::format("{}\n- {}\n+ {}\n", mutation.file, mutation.original, mutation.mutated);
}

/// The reviewed list: blocks between empty lines, each with its reason; # begins a comment.
std::map<std::string, std::string> reviewed(const fs::path& file) {
  std::map<std::string, std::string> list;
  std::istringstream in(rectifier::file_contents(file, "expected the list of survivors") + "\n\n");
  std::string head, reason;
  int lines = 0;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with('#')) continue;
    if (!line.empty()) {
      (++lines <= 3 ? head : reason) += line + "\n";
      continue;
    }
    if (lines != 0 && reason.empty())
      throw std::runtime_error(file.string() + ": no reason for\n" + head);
    if (lines != 0 && !list.emplace(head, reason).second)
      throw std::runtime_error(file.string() + ": twice:\n" + head);
    head.clear(), reason.clear(), lines = 0;
  }
  return list;
}

/// Reads "2/3"; what is wrong with it, else nothing.
std::string read_share(const std::string& text, Options& options) {
  int end = 0;
  unsigned share = 0, shares = 0;
  if (std::sscanf(text.c_str(), "%4u/%4u%n", &share, &shares, &end) != 2 ||
      static_cast<std::size_t>(end) != text.size() || share < 1 || share > shares)
    return "a share is a fraction such as 2/3, from 1/1 to 1/9999";
  options.share = share;
  options.shares = shares;
  return {};
}

int run(const Options& options) {
  auto listed = reviewed(options.survivors);
  const Mutator mutator(options, options.jobs);
  std::map<std::string, std::string> texts;
  std::vector<Mutation> mutations;
  for (const char* file : {"idioms.hpp", "loops.hpp"}) {
    texts[file] =
        rectifier::file_contents(options.source / "src/kernels" / file, "expected a source");
    for (Mutation& mutation : mutations_of(file, texts[file]))
      if (block(mutation).find(options.only) != std::string::npos)
        mutations.push_back(std::move(mutation));
  }
  // Every so many, so that each share has changes of every kind.
  std::size_t next = 0;
  std::erase_if(mutations, [&](const Mutation&) {
    return ++next % options.shares != options.share % options.shares;
  });
  std::vector<Verdict> verdicts(mutations.size());
  for_each_of(mutations.size(), options, "changes", [&](std::size_t i, unsigned job) {
    const std::string& file = mutations[i].file;
    verdicts[i] = mutator.judge(mutations[i], texts[file.substr(0, file.find(' '))], job);
  });

  std::size_t count[4] = {};
  std::string complaints, survivors;
  fmt::print("{:<76} {:<76} counterexample\n", "mutant", "killed by");
  for (std::size_t i = 0; i < mutations.size(); ++i) {
    const auto& [fate, kill] = verdicts[i];
    const Mutation& mutation = mutations[i];
    ++count[static_cast<std::size_t>(fate)];
    const auto reason = listed.find(block(mutation));
    const std::string where = fmt::format("{}:{}", mutation.file, mutation.line);
    if (fate == Fate::killed)
      fmt::print("{:<15} {:<60} {:<76} {}\n", where, mutation.mutated, kill.test,
                 kill.counterexample);
    if (fate == Fate::killed && kill.test == "no property")
      complaints += "It failed otherwise than by a property: " + where + "\n";
    if (fate == Fate::survived && reason != listed.end())
      survivors += fmt::format("{:<15} - {}\n{:<15} + {}\n{:<15} {}", where, mutation.original, "",
                               mutation.mutated, "", reason->second);
    if (fate == Fate::survived && reason == listed.end())
      complaints +=
          "It survived and is not in the reviewed list: " + where + "\n" + block(mutation);
    if (fate != Fate::survived && reason != listed.end())
      complaints += "It is in the reviewed list and does not survive: " + reason->first;
    if (reason != listed.end()) listed.erase(reason);
  }
  if (options.whole())
    for (const auto& [head, reason] : listed)
      complaints += "It is in the reviewed list and there is no such change: " + head;
  const auto [stillborn, equivalent, killed, survived] = count;
  fmt::print("\nSurvivors, reviewed:\n{}\n{}", survivors, complaints);
  fmt::print(
      "{} of {} mutants killed, {} survived; {} more changes leave the machine code as it "
      "is, {} do not compile\n",
      killed, killed + survived, survived, equivalent, stillborn);
  if (!options.summary.empty())
    rectifier::add_mutants_to_summary(options.summary, "mechanical",
                                      {{"killed", killed},
                                       {"of", killed + survived},
                                       {"explained", options.whole() && complaints.empty()}});
  return complaints.empty() && killed != 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app("Changes the kernels' sources by one token at a time; the properties must notice.",
               "rectifier-mutate");
  app.add_option("--source", options.source, "The project's folder")->required();
  app.add_option("--commands", options.commands, "compile_commands.json")->required();
  app.add_option("--survivors", options.survivors, "The reviewed list")->required();
  app.add_option("--scratch", options.scratch, "A folder to make and fill")->required();
  app.add_option("--program", options.program, "The properties on shared tables")->required();
  app.add_option("--compiler", options.compiler, "Links a shared library")->required();
  app.add_option("--strip", options.strip, "Removes debugging information")->required();
  app.add_option("--objects", options.objects, "All targets' tables")->required();
  add_options(app, options, "Changes that contain this text");
  app.add_option("--share", "K/N: the K-th of N shares of the changes, 1/1 for all")
      ->envname("RECTIFIER_MUTANTS_SHARE")
      ->check([&](const std::string& text) { return read_share(text, options); });
  rectifier::finish_command(
      app, "ctest -R mutants.mechanical -V   (shows a call with all its arguments)");
  return rectifier::run_program(app, argc, argv, [&] { return run(options); });
}
