#include "bench/measure/measure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <set>
#include <stdexcept>

#include "bench/data.hpp"
#include "bench/definition_check.hpp"
#include "bench/measure/machine_and_build.hpp"
#include "bench/measure/measure_case.hpp"
#include "bench/measure/plan.hpp"
#include "bench/measure/worker.hpp"
#include "support/accepted_words.hpp"
#include "support/atomic_file.hpp"
#include "support/progress.hpp"

namespace rectifier::bench {
namespace {

using Clock = std::chrono::steady_clock;

/// Of the time that there is, so much is planned: the rest is for what a plan can't know.
constexpr double planned_share = 0.92;

/// Of the memory that there is, so much is for arrays, and this is for everything else.
constexpr double memory_share = 0.7;
constexpr double memory_beside_arrays = 0x1p27;

bool exists(const std::string& file) {
  std::error_code ignored;
  return std::filesystem::exists(file, ignored);
}

/// What was typed, as a shell takes it.
std::string command(const MeasureOptions& options) {
  std::string text;
  for (const std::string& argument : options.arguments) {
    const bool plain = std::all_of(argument.begin(), argument.end(), [](unsigned char c) {
      return std::isalnum(c) != 0 ||
             std::string_view("-_./,=:+%@").find(char(c)) != std::string::npos;
    });
    text += (text.empty() ? "" : " ") + (plain ? argument : "'" + argument + "'");
  }
  return text;
}

/// Refuses to go on with what was begun otherwise.
void compare(const std::string& file, const Facts& there, const Facts& here, const char* what) {
  if (there == here) return;
  std::set<std::string> names;
  for (const Facts* facts : {&there, &here})
    for (const auto& [name, value] : *facts) names.insert(name);
  for (const std::string& name : names)
    if (fact(there, name) != fact(here, name))
      throw std::invalid_argument(fmt::format(
          "{} can't be resumed: the {} differs: {} was {} and is {}; give another --out", file,
          what, name, printable(fact(there, name), 60), printable(fact(here, name), 60)));
}

class Run {
 public:
  explicit Run(const MeasureOptions& options)
      : options_(options),
        selection_(understand(options.given)),
        output_(options.out),
        kernels_(selected_kernels(selection_, options.given.plugins)) {
    conditions = selection_.conditions;
  }

  Measurements operator()() {
    install_signal_handlers();
    if (options_.serve) {
      serve_launch(kernels_);
      return {};
    }
    begin();
    check_kernels();
    if (!missing_.empty()) {
      begin_file();  // now, and not after minutes, it shows whether that can be done
      if (found_.copy_curve.empty()) found_.copy_curve = measure_copy_curve(array_bytes_);
      try_cases();
      plan();
      measure_cases();
    }
    end();
    return std::move(found_);
  }

 private:
  double seconds() const { return std::chrono::duration<double>(Clock::now() - begin_).count(); }
  double seconds_left() const { return planned_share * selection_.seconds - seconds(); }

  void begin() {
    array_bytes_ = std::max(0x1p20, std::min(selection_.most_bytes - memory_beside_arrays,
                                             memory_share * available_bytes()));
    cases_ = cases_of(selection_, array_bytes_, found_.notes);
    std::erase_if(cases_, [&](const Case& one) {
      return std::none_of(kernels_.begin(), kernels_.end(),
                          [&](const Kernel& kernel) { return takes_part(kernel, one); });
    });
    if (cases_.empty())
      throw std::invalid_argument(
          "there is nothing to measure: no case of these has a kernel that can run here (subnormal "
          "numbers are for leaky operations alone, and cold data for out of place)");
    found_.machine = machine_facts();
    found_.build = build_facts();
    found_.arguments = arguments_of(options_.given);
    read_what_is_there();
    for (const std::string& note : found_.notes) fmt::print(stderr, "{}", wrap(note));
    found_.sessions.push_back({session_facts()});
    std::set<Case> there;
    for (const MeasuredCase& one : found_.cases) there.insert(one.key);
    for (const Case& one : cases_)
      if (!there.contains(one)) missing_.push_back(one);
  }

  void read_what_is_there() {
    const std::string& partial = output_.partial();
    if (!options_.resume) {
      if (exists(partial) && !read_measurements(partial).cases.empty())
        throw std::invalid_argument(
            fmt::format("{} is there, of a run that was not finished: --resume with the same "
                        "arguments goes on with it; else remove it, or give another --out",
                        partial));
      return;
    }
    const std::string& file = exists(partial) ? partial : output_.name();
    if (!exists(file))
      throw std::invalid_argument(fmt::format(
          "there is nothing to resume: neither {} nor {} is there", partial, output_.name()));
    Measurements before = read_measurements(file);
    compare(file, before.machine, found_.machine, "machine");
    if (!same_machine(before.machine, found_.machine))
      throw std::invalid_argument(fmt::format(
          "{} can't be resumed: what this CPU is, the system does not say; give another --out",
          file));
    compare(file, before.build, found_.build, "build");
    compare(file, before.arguments, found_.arguments, "argument");
    before.notes = found_.notes;
    found_ = std::move(before);
  }

  /// Each kernel of the cases, once.
  void check_kernels() {
    for (const Kernel& kernel : kernels_) {
      if (!kernel.convention ||
          std::none_of(missing_.begin(), missing_.end(),
                       [&](const Case& one) { return takes_part(kernel, one); }))
        continue;
      if (const auto wrong = what_is_wrong(kernel))
        throw std::runtime_error(fmt::format("{} is wrong: {}", kernel.id, *wrong));
      checked_.insert(kernel.id);
      stop_if_asked();
    }
  }

  void try_cases() {
    if (!Progress::on_terminal())
      fmt::print(stderr, "Trying {} cases, to plan the rounds.\n", missing_.size());
    Progress progress("cases tried", missing_.size());
    for (const Case& one : missing_) {
      release_other_types(one.type);
      const auto entrants = entrants_of(one, kernels_);
      plans_.push_back(try_case(one, entrants, *selection_.profile));
      roles_.emplace_back();
      for (const Entrant& entrant : entrants) roles_.back().push_back(entrant.role);
      stop_if_asked();
      if (Progress::on_terminal()) progress.report(plans_.size());
    }
  }

  std::size_t most_rounds_of_a_case() const {
    return selection_.own_budget ? most_rounds : selection_.profile->rounds;
  }

  void plan() {
    const bool fits = plan_kernels_and_rounds(plans_, roles_, *selection_.profile,
                                              most_rounds_of_a_case(), seconds_left());
    double needed = 0;
    for (const Plan& plan : plans_) needed += seconds_of(plan, *selection_.profile);
    if (!fits && selection_.own_budget) {
      stop_without_cases();
      throw std::invalid_argument(fmt::format(
          "--time-budget {:g} is too short: {} cases of {} rounds need about {:.0f}; give that, or "
          "fewer cases",
          selection_.seconds, plans_.size(), fewest_rounds,
          std::ceil((needed + seconds()) / planned_share)));
    }
    fmt::print(stderr, "{} cases will take about {:.0f} s.\n", plans_.size(), needed);
  }

  void measure_cases() {
    Progress progress("cases", plans_.size());
    for (std::size_t i = 0; i < plans_.size(); ++i) {
      // What went faster or slower than planned is for those that are left.
      const auto left = std::span(plans_).subspan(i);
      plan_kernels_and_rounds(left, std::span(roles_).subspan(i), *selection_.profile,
                              most_rounds_of_a_case(), seconds_left());
      double needed = 0;
      for (const Plan& plan : left) needed += seconds_of(plan, *selection_.profile);
      progress.report(i, needed);
      release_other_types(plans_[i].key.type);
      MeasuredCase measured = measure_case(
          plans_[i], roles_[i], random_bits(found_.cases.size(), conditions.seed),
          {kernels_, checked_, *selection_.profile, most_rounds_of_a_case(), options_.arguments});
      if (stop_requested != 0) break;
      found_.cases.push_back(std::move(measured));
      output_.append(case_line(found_.cases.back()));
      progress.report(i + 1, needed - seconds_of(plans_[i], *selection_.profile));
    }
    stop_if_asked();
  }

  /// All that is there already; each further case is appended.
  void begin_file() {
    std::string text = header_line(found_);
    for (const MeasuredCase& one : found_.cases) text += case_line(one);
    output_.write(text);
  }

  /// Ends the run if a person asked for it.
  void stop_if_asked() {
    if (stop_requested == 0) return;
    stop_without_cases();
    if (found_.cases.empty())
      throw std::runtime_error("stopped before the first case was complete");
    throw std::runtime_error(fmt::format("stopped; {} of {} cases are in {}; to go on: {}",
                                         found_.cases.size(), cases_.size(), output_.partial(),
                                         command(options_) + (options_.resume ? "" : " --resume")));
  }

  /// A partial file without a case is of no use to anybody.
  void stop_without_cases() const {
    std::error_code ignored;
    if (found_.cases.empty()) std::filesystem::remove(output_.partial(), ignored);
  }

  void end() {
    Session& session = found_.sessions.back();
    session.seconds = seconds();
    session.steal_ms = disturbances().steal_ms - before_.steal_ms;
    session.swapped_pages = swapped_pages() - swapped_before_;
    session.facts.emplace_back("peak memory", fmt::format("{:.0f} MiB", peak_bytes() / 0x1p20));
    session.facts.emplace_back("command", command(options_));
    found_.complete = true;
    // A run may have been killed between its last case and its end.
    if (!missing_.empty() || exists(output_.partial())) output_.finish(file_json(found_));
    if (options_.for_google_benchmark) {
      std::filesystem::path path(output_.name());
      path.replace_extension(".google-benchmark.json");
      Draft(path, google_benchmark_json(found_)).replace_target();
    }
  }

  const MeasureOptions& options_;
  Clock::time_point begin_ = Clock::now();
  Disturbances before_ = disturbances();
  double swapped_before_ = swapped_pages();
  Selection selection_;
  OutputFile output_;
  std::vector<Kernel> kernels_;
  double array_bytes_ = 0;
  std::vector<Case> cases_, missing_;
  std::set<std::string> checked_;
  Measurements found_;
  std::vector<Plan> plans_;
  std::vector<std::vector<Role>> roles_;
};

}  // namespace

Measurements measure(const MeasureOptions& options) { return Run(options)(); }

}  // namespace rectifier::bench
