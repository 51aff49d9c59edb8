// `rectifier compare`: the command line and what it prints.
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

#include "reports/answers/comparison.hpp"
#include "reports/commands/command.hpp"

namespace rectifier::reports {
namespace {

struct Options {
  std::string before, after;
  std::optional<double> fail_if_slower;
  bool all = false;
};

void print_rows(const Comparison& comparison, bool all) {
  const bench::Case* latest = nullptr;
  for (const Compared& row : comparison.rows) {
    if (row.change == Change::not_separated && !all) continue;
    if (latest == nullptr || *latest != row.key) fmt::print("{}\n", bench::case_name(row.key));
    latest = &row.key;
    fmt::print("  {:<14}{:<40.40} {:>6.2f}  p {:.1e}\n",
               changes[static_cast<std::size_t>(row.change)].name, row.implementation, row.ratio,
               row.p);
  }
}

std::size_t count(const Comparison& comparison, Change change) {
  return static_cast<std::size_t>(
      std::count_if(comparison.rows.begin(), comparison.rows.end(),
                    [&](const Compared& row) { return row.change == change; }));
}

void run(const Options& options) {
  if (options.fail_if_slower && !(*options.fail_if_slower >= 0 && *options.fail_if_slower <= 1e6))
    throw std::invalid_argument("--fail-if-slower must be a percentage, from 0 on");
  const Comparison comparison =
      compare(bench::read_measurements(options.before), bench::read_measurements(options.after));
  if (comparison.rows.empty())
    throw std::invalid_argument(fmt::format("{} and {} have no case with the same kernel in common",
                                            options.before, options.after));
  print_rows(comparison, options.all);
  fmt::print(
      "{} slower, {} faster, {} not separated, {} in one of the runs alone.\n"
      "Above, after the name: the new median time over the old one. Differences below\n"
      "{:.1f} % count for nothing.\n",
      count(comparison, Change::slower), count(comparison, Change::faster),
      count(comparison, Change::not_separated), comparison.unmatched, 100 * comparison.delta);
  for (const std::string& warning : comparison.warnings)
    fmt::print(stderr, "{}", wrap("Warning: " + warning));
  if (!options.fail_if_slower) return;
  const auto too_slow =
      std::count_if(comparison.rows.begin(), comparison.rows.end(), [&](const Compared& row) {
        return row.change == Change::slower && row.ratio >= 1 + *options.fail_if_slower / 100;
      });
  if (too_slow > 0)
    throw std::runtime_error(fmt::format("{} times a kernel is slower by {} % or more", too_slow,
                                         *options.fail_if_slower));
}

}  // namespace

void add_compare(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  CLI::App* command =
      app.add_subcommand("compare", "Says what got faster and what slower between two runs");
  command->add_option("OLD", options->before, "what `rectifier measure` wrote")->required();
  command->add_option("NEW", options->after, "the same of a later run")->required();
  command
      ->add_option("--fail-if-slower", options->fail_if_slower,
                   "exit status 1 if a kernel is slower by so much or more, at 95 % confidence")
      ->type_name("PERCENT");
  command->add_flag("--all", options->all, "lists what is not separated too");
  command->callback([options] { run(*options); });
  finish_command(*command, "rectifier compare old.json new.json --fail-if-slower 10");
}

}  // namespace rectifier::reports
