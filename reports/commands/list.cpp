// `rectifier list`: every kernel, and why one can't run here.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "rectifier/kernel.hpp"
#include "reports/commands/command.hpp"
#include "reports/commands/list_semantics.hpp"
#include "support/accepted_words.hpp"
#include "support/json_reader.hpp"

namespace rectifier::reports {
namespace {

struct Options {
  std::string operation, convention, type;  // empty: all
  std::vector<std::string> plugins;
  bool json = false;
  bool semantics = false;
};

std::string_view convention_of(const Kernel& kernel) {
  return kernel.convention ? name(*kernel.convention) : std::string_view("undeclared");
}

std::vector<Kernel> selected(const Options& options) {
  std::vector<Kernel> all = kernels_with(options.plugins);
  std::erase_if(all, [&](const Kernel& kernel) {
    const auto other = [](const std::string& wanted, std::string_view given) {
      return !wanted.empty() && wanted != given;
    };
    return other(options.operation, name(kernel.operation)) ||
           other(options.convention, convention_of(kernel)) ||
           other(options.type, name(kernel.type));
  });
  return all;
}

void print_json(const std::vector<Kernel>& kernels, bool semantics) {
  auto rows = nlohmann::ordered_json::array();
  for (const Kernel& kernel : kernels) {
    rows.push_back({{"id", kernel.id},
                    {"operation", name(kernel.operation)},
                    {"convention", convention_of(kernel)},
                    {"type", name(kernel.type)},
                    {"implementation", kernel.implementation},
                    {"family", kernel.family},
                    {"target", kernel.target},
                    {"supported", kernel.supported()},
                    {"unsupported", kernel.unsupported}});
    if (semantics) rows.back()["semantics"] = semantics_json(kernel);
  }
  fmt::print("{}\n", json_text(rows, 2));
}

/// Two columns in 80 characters. Where both don't fit, the second goes below the first.
void print_text(const std::vector<Kernel>& kernels) {
  std::size_t width = 0;
  for (const Kernel& kernel : kernels)
    if (kernel.id.size() + 2 + kernel.unsupported.size() <= screen)
      width = std::max(width, kernel.id.size());
  for (const Kernel& kernel : kernels) {
    const std::string state = kernel.supported() ? "supported" : kernel.unsupported;
    const std::size_t pad = std::min(width, screen - 2 - std::min(screen - 2, state.size()));
    if (std::max(kernel.id.size(), pad) + 2 + state.size() <= screen)
      fmt::print("{:<{}}  {}\n", kernel.id, pad, state);
    else
      fmt::print("{}\n    {}\n", kernel.id, state);
  }
}

void run(const Options& options) {
  const auto kernels = selected(options);
  if (options.json)
    print_json(kernels, options.semantics);
  else if (options.semantics)
    fmt::print("{}", semantics_table(kernels));
  else
    print_text(kernels);
}

}  // namespace

void add_list(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("list", "Lists the kernels and which can run here");
  auto known_conventions = words(conventions);
  known_conventions.emplace_back("undeclared");
  const auto add = [&](const char* name, std::string& value,
                       const std::vector<std::string>& known) {
    command->add_option(name, value, fmt::format("only this one of {}", fmt::join(known, ", ")))
        ->type_name("WORD")
        ->check(CLI::IsMember(known).description(""));
  };
  add("--operation", options->operation, words(operations));
  add("--convention", options->convention, known_conventions);
  add("--type", options->type, words(types));
  command
      ->add_option("--plugin", options->plugins, "lists the kernels of a plug-in too (repeatable)")
      ->type_name("FILE")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command->add_flag("--semantics", options->semantics,
                    "what they answer at 0, for NaN and subnormals, and at unusual slopes");
  command->add_flag("--json", options->json, "as JSON");
  command->callback([options] { run(*options); });
  finish_command(*command, "rectifier list --operation relu --type f32");
}

}  // namespace rectifier::reports
