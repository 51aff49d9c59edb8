// `rectifier compare`: the command line and what it prints.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <stdexcept>

#include "bench/judge/statistics.hpp"
#include "reports/answers/comparison.hpp"
#include "reports/commands/command.hpp"

namespace rectifier::reports {
namespace {

/// The exit status where neither yes nor no can be said.
constexpr int cannot_tell_status = 5;

struct Options {
  std::string file, newer;
  double tolerance = 100 * bench::default_tolerance;
  std::vector<std::string> kernels;
  std::optional<double> fail_if_slower;
  bool all = false, json = false;
};

void check(const char* option, double percent, double most, bool zero) {
  if (!(percent >= 0 && percent <= most) || (percent == 0 && !zero))
    throw std::invalid_argument(fmt::format("{} is {}; it must be a percentage {} 0, at most {}",
                                            option, percent, zero ? "from" : "above", most));
}

bool holds_two_builds(const bench::Measurements& measurements) {
  return std::any_of(measurements.cases.begin(), measurements.cases.end(), [](const auto& one) {
    return std::any_of(one.entrants.begin(), one.entrants.end(),
                       [](const auto& entrant) { return entrant.role == bench::Role::before; });
  });
}

Comparison comparison_of(const Options& options) {
  const CompareQuestion question{options.tolerance / 100, options.kernels};
  const bench::Measurements first = bench::read_measurements(options.file);
  if (options.newer.empty() && !holds_two_builds(first))
    throw std::invalid_argument(
        fmt::format("{} holds one build alone; accepted are a file that `rectifier measure "
                    "--against` made, or two files, OLD and NEW",
                    options.file));
  Comparison made = options.newer.empty()
                        ? compare_builds(first, question)
                        : compare_runs(first, bench::read_measurements(options.newer), question);
  if (made.rows.empty() && made.told.empty() && made.left_out == 0)
    throw std::invalid_argument(
        options.newer.empty() ? fmt::format("{} has no such kernel of both builds", options.file)
                              : fmt::format("{} and {} have no case with the same kernel in common",
                                            options.file, options.newer));
  return made;
}

/// "1.153  (1.101 to 1.207)"
std::string figures(const Compared& compared) {
  std::string text = fmt::format("{:>7.3f}", compared.estimate->value());
  if (compared.high > 0 && compared.high < 1000)
    text += fmt::format("  ({:.3f} to {:.3f})", compared.low, compared.high);
  return text;
}

void print_rows(const std::vector<Compared>& rows, std::string_view word, bool all) {
  const bench::Case* latest = nullptr;
  for (const Compared& compared : rows) {
    const Change change = compared.change;
    if (!all && change != Change::slower && change != Change::faster) continue;
    if (latest == nullptr || *latest != compared.key)
      fmt::print("{}", wrap_and_cut(bench::case_name(compared.key)));
    latest = &compared.key;
    const std::string_view change_word = word.empty() ? row(change).name : word;
    if (!compared.estimate)
      fmt::print("  {:<12}{:.66}\n", change_word, compared.implementation);
    else
      fmt::print("  {:<12}{:<34.34}{}\n", change_word, compared.implementation, figures(compared));
  }
}

std::string took(std::string_view what, const std::vector<double>& ratios) {
  const auto [least, most] = std::minmax_element(ratios.begin(), ratios.end());
  return fmt::format("{} took {:.2f} times as long in the new run, from {:.2f} to {:.2f}.", what,
                     bench::median(ratios), *least, *most);
}

void print_counts(const Comparison& comparison) {
  std::map<Change, std::size_t> count;
  std::map<Doubt, std::size_t> why;
  for (const Compared& compared : comparison.rows) {
    ++count[compared.change];
    if (compared.doubt != Doubt::none) ++why[compared.doubt];
  }
  fmt::print("{}", wrap(fmt::format(
                       "{} slower, {} faster, {} the same within {:g} %, {} can't be told; {} in "
                       "one of the {} alone, {} left out as too slow.",
                       count[Change::slower], count[Change::faster], count[Change::same],
                       100 * comparison.tolerance, count[Change::cannot_tell], comparison.unmatched,
                       comparison.one_file ? "builds" : "runs", comparison.left_out)));
  fmt::print("{}", wrap(fmt::format(
                       "After a name: the new build's time over the old one's{}, and where that "
                       "is, all comparisons together, at 95 % confidence.",
                       comparison.one_file ? "" : ", both as multiples of memcpy's")));
  for (const auto& [doubt, times] : why)
    fmt::print("{}", wrap(fmt::format("Of those that can't be told {} {}. {}", times,
                                      row(doubt).reason, row(doubt).remedy)));
  std::vector<double> divided, copies;
  for (const Compared& compared : comparison.told)
    if (compared.estimate) divided.push_back(compared.estimate->value());
  for (const CopyChange& copy : comparison.copies) copies.push_back(copy.ratio);
  if (!divided.empty())
    fmt::print("{}",
               wrap(fmt::format("Not judged, in {} cases: {}. {}", divided.size(),
                                comparison.told.front().implementation, took("It", divided))));
  if (!copies.empty()) fmt::print("{}", wrap(took("Memcpy", copies)));
}

/// Ends with the status that the answer to `--fail-if-slower` has.
void answer(const Comparison& comparison, double percent) {
  switch (slower_by(comparison, percent / 100)) {
    case SlowerBy::none: return;
    case SlowerBy::some: {
      const std::size_t times = surely_slower_by(comparison, percent / 100).size();
      throw std::runtime_error(
          fmt::format("{} {} surely slower by {:g} % or more", times,
                      times == 1 ? "kernel of a case is" : "kernels of cases are", percent));
    }
    case SlowerBy::cannot_tell:
      complain(
          cannot_tell_status, "rectifier compare",
          fmt::format("it can't be told whether a kernel is slower by {:g} % or more; more "
                      "time (rectifier measure --time-budget) or fewer cases tell more{}",
                      percent,
                      comparison.one_file ? "" : ", and both builds at once (--against) most"));
      throw CLI::RuntimeError(cannot_tell_status);
  }
}

void run(const Options& options) {
  if (options.fail_if_slower) check("--fail-if-slower", *options.fail_if_slower, 1e6, true);
  check("--tolerance", options.tolerance, 50, false);
  const Comparison comparison = comparison_of(options);
  if (options.json) {
    fmt::print("{}\n", comparison_json(comparison));
  } else {
    print_rows(comparison.rows, "", options.all);
    if (options.all) print_rows(comparison.told, "not judged", true);
    print_counts(comparison);
  }
  for (const std::string& warning : comparison.warnings)
    fmt::print(stderr, "{}", wrap("Warning: " + warning));
  if (options.fail_if_slower) answer(comparison, *options.fail_if_slower);
}

}  // namespace

void add_compare(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "compare", "Says what got faster and what slower between two builds, and what can't be told");
  command
      ->add_option("FILE", options->file,
                   "what `rectifier measure --against` wrote; or, with NEW, what `rectifier "
                   "measure` of the old build wrote")
      ->required();
  command->add_option("NEW", options->newer, "what `rectifier measure` of the new build wrote");
  command
      ->add_option(
          "--fail-if-slower", options->fail_if_slower,
          "exit status 1 if a kernel is surely slower by so much or more, 0 if surely none "
          "is, 5 if that can't be told")
      ->type_name("PERCENT");
  command->add_option("--tolerance", options->tolerance, "what differs by less counts as the same")
      ->capture_default_str()
      ->type_name("PERCENT");
  command
      ->add_option("--kernel", options->kernels,
                   "only kernels whose id or implementation fits (repeatable)")
      ->type_name("GLOB")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command->add_flag("--all", options->all, "lists what is the same or can't be told too");
  command->add_flag("--json", options->json, "all of it as JSON");
  command->callback([options] { run(*options); });
  finish_command(*command,
                 "rectifier measure --against ../old/build/release/lib/rectifier-kernels.so\n"
                 "  rectifier compare measurements.json --fail-if-slower 10");
}

}  // namespace rectifier::reports
