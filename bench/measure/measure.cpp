#include "bench/measure/measure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <iterator>
#include <map>
#include <set>
#include <stdexcept>

#include "bench/data.hpp"
#include "bench/definition_check.hpp"
#include "bench/measure/limits.hpp"
#include "bench/measure/machine_and_build.hpp"
#include "bench/measure/plan.hpp"
#include "bench/measure/resume.hpp"
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
    if (!found_.complete) {
      check_kernels();
      begin_file();  // now, and not after minutes, it shows whether that can be done
      if (found_.copy_curve.empty()) found_.copy_curve = measure_copy_curve(array_bytes_);
      try_cases();
      run_processes();
    }
    end();
    return std::move(found_);
  }

 private:
  double seconds() const { return std::chrono::duration<double>(Clock::now() - begin_).count(); }
  double seconds_left() const { return planned_share * selection_.seconds - seconds(); }

  void begin() {
    const AvailableMemory memory = available_memory();
    const double asked = selection_.most_bytes - memory_beside_arrays;
    const double usable = memory_share * memory.bytes;
    array_bytes_ = std::max(0x1p20, std::min(asked, usable));
    cases_ = cases_of(selection_, array_bytes_, found_.notes, usable < asked ? memory.because : "");
    std::erase_if(cases_, [&](const Case& one) {
      return std::none_of(kernels_.begin(), kernels_.end(),
                          [&](const Kernel& kernel) { return takes_part(kernel, one); });
    });
    if (cases_.empty())
      throw std::invalid_argument(
          "there is nothing to measure: no case of these has a kernel that can run here (subnormal "
          "numbers are for leaky operations alone, cold data for out of place; a result is read "
          "there too, and only where arrays are larger than the second-level cache)");
    found_.machine = machine_facts();
    found_.build = build_facts();
    found_.arguments = arguments_of(options_.given);
    if (auto before = to_resume(output_, options_.resume, found_)) {
      before->notes = found_.notes;
      found_ = std::move(*before);
    }
    for (const std::string& note : found_.notes) fmt::print(stderr, "{}", wrap(note));
    if (!found_.complete) found_.sessions.push_back({session_facts()});
    // In the order of the cases, those that are there with what is there of them.
    std::map<Case, MeasuredCase> there;
    for (MeasuredCase& one : found_.cases) there[one.key] = std::move(one);
    found_.cases.clear();
    for (const Case& one : cases_) {
      place_[one] = found_.cases.size();
      found_.cases.push_back(there.contains(one) ? std::move(there[one])
                                                 : MeasuredCase{one, {}, {}});
    }
  }

  /// Each kernel of the cases, once.
  void check_kernels() {
    for (const Kernel& kernel : kernels_) {
      if (!kernel.convention || std::none_of(cases_.begin(), cases_.end(), [&](const Case& one) {
            return takes_part(kernel, one);
          }))
        continue;
      if (const auto wrong = what_is_wrong(kernel))
        throw std::runtime_error(fmt::format("{} is wrong: {}", kernel.id, *wrong));
      checked_.insert(kernel.id);
      stop_if_asked();
    }
  }

  /// All that is there already; each further line is appended.
  void begin_file() {
    std::string text = header_line(found_);
    for (const MeasuredCase& one : found_.cases)
      if (!one.rounds.empty()) text += case_line(one);
    output_.write(text);
  }

  void try_cases() {
    if (!Progress::on_terminal())
      fmt::print(stderr, "Trying {} cases, to plan the rounds.\n", cases_.size());
    Progress progress("cases tried", cases_.size());
    for (MeasuredCase& one : found_.cases) {
      if (one.rounds.empty()) try_one(one);
      stop_if_asked();
      roles_.push_back(roles_of(one.entrants));
      std::vector<Round> trial;
      std::copy_if(one.rounds.begin(), one.rounds.end(), std::back_inserter(trial),
                   [](const Round& round) { return round.stage == Stage::pilot; });
      plans_.push_back(plan_of(one.key, roles_.back(), trial, *selection_.profile));
      keep_memcpy(plans_.back(), one.entrants);
      if (Progress::on_terminal()) progress.report(plans_.size());
    }
    release_all_types();  // the processes need the memory
  }

  void try_one(MeasuredCase& one) {
    release_other_types(one.key.type);
    const auto entrants = entrants_of(one.key, kernels_);
    one.rounds = try_case(one.key, entrants);
    if (stop_requested != 0) return one.rounds.clear();
    one.entrants = measured_entrants(entrants, checked_);
    const Plan plan = plan_of(one.key, roles_of(one.entrants), one.rounds, *selection_.profile);
    if (plan.has_kernel) {
      // Only now is it known which kernel is worth being compared with itself.
      one.entrants.push_back(one.entrants[plan.best]);
      one.entrants.back().role = Role::repeated;
      for (Round& round : one.rounds) round.ns.push_back(not_timed);
    }
    output_.append(case_line(one));
  }

  /// What has not gone through this process yet.
  Launch launch_of(std::size_t number) const {
    return {number, conditions.seed, missing_in(number, plans_, found_.cases)};
  }

  void race_all(std::size_t processes) {
    for (std::size_t i = 0; i < plans_.size(); ++i)
      race(plans_[i], roles_[i], found_.cases[i].rounds, processes);
  }

  std::size_t processes_that_fit(std::size_t done) const {
    const double fit = seconds_left() / (slower_ * seconds_of(plans_));
    const auto most = static_cast<double>(most_processes - std::min(done, most_processes));
    return done + static_cast<std::size_t>(std::clamp(std::floor(fit), 0.0, most));
  }

  void run_processes() {
    const ProfileRow& profile = *selection_.profile;
    if (!leave_out_for_time(plans_, roles_, profile.processes, seconds_left())) expect_time();
    std::size_t all = std::max(processes_that_fit(0), fewest_processes);
    fmt::print(stderr, "{} cases in {} processes will take about {:.0f} s.\n", plans_.size(), all,
               static_cast<double>(all) * seconds_of(plans_));
    Progress progress("processes", all);
    for (std::size_t number = 0; number < all; ++number) {
      const Launch wanted = launch_of(number);
      std::size_t done = 0;
      const double planned = seconds_of(plans_), before = seconds();
      if (!wanted.cases.empty())
        launch(wanted, options_.arguments,
               [&](const Case& one, std::vector<Round> rounds, std::string_view line) {
                 auto& to = found_.cases[place_.at(one)].rounds;
                 to.insert(to.end(), rounds.begin(), rounds.end());
                 output_.append(std::string(line) + "\n");
                 progress.report(
                     number, {},
                     static_cast<double>(++done) / static_cast<double>(wanted.cases.size()));
               });
      stop_if_asked();
      // What goes faster or slower than planned is for the processes that are left.
      if (done == plans_.size()) slower_ = (seconds() - before) / planned;
      race_all(number + 1);
      all = std::max({processes_that_fit(number + 1), number + 1, std::min(all, fewest_processes)});
      progress.expect(all);
      progress.report(number + 1);
    }
  }

  /// Whether at least the fewest processes fit; what a person gave must suffice for them.
  void expect_time() {
    const double needed = static_cast<double>(fewest_processes) * seconds_of(plans_);
    if (needed <= seconds_left() || !selection_.own_budget) return;
    stop_without_cases();
    throw std::invalid_argument(fmt::format(
        "--time-budget {:g} is too short: {} cases in {} processes need about {:.0f}; give that, "
        "or fewer cases",
        selection_.seconds, plans_.size(), fewest_processes,
        std::ceil((needed + seconds()) / planned_share)));
  }

  /// Processes that went through all cases.
  std::size_t whole_processes() const {
    std::size_t number = 0;
    while (!plans_.empty() && launch_of(number).cases.empty()) ++number;
    return number;
  }

  /// Ends the run if a person asked for it.
  void stop_if_asked() {
    if (stop_requested == 0) return;
    stop_without_cases();
    if (nothing_measured()) throw std::runtime_error("stopped before the first case was complete");
    throw std::runtime_error(fmt::format(
        "stopped; {} whole processes are in {}; to go on: {}", whole_processes(), output_.partial(),
        shell_command(options_.arguments) + (options_.resume ? "" : " --resume")));
  }

  bool nothing_measured() const {
    return std::all_of(found_.cases.begin(), found_.cases.end(), [](const MeasuredCase& one) {
      return std::none_of(one.rounds.begin(), one.rounds.end(),
                          [](const Round& round) { return round.stage == Stage::deciding; });
    });
  }

  /// A partial file without rounds that decide is of no use to anybody.
  void stop_without_cases() const {
    std::error_code ignored;
    if (nothing_measured()) std::filesystem::remove(output_.partial(), ignored);
  }

  void end() {
    if (!found_.complete) {
      Session& session = found_.sessions.back();
      session.seconds = seconds();
      session.steal_ms = disturbances().steal_ms - before_.steal_ms;
      session.swapped_pages = swapped_pages() - swapped_before_;
      const Throttling throttled = between(throttled_before_, throttling());
      session.throttled = throttled.times;
      session.throttled_ms = throttled.ms;
      session.facts.emplace_back("peak memory", fmt::format("{:.0f} MiB", peak_bytes() / 0x1p20));
      session.facts.emplace_back("command", shell_command(options_.arguments));
      found_.complete = true;
      output_.finish(file_json(found_));
    }
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
  Throttling throttled_before_ = throttling();
  Selection selection_;
  OutputFile output_;
  std::vector<Kernel> kernels_;
  double array_bytes_ = 0;
  std::vector<Case> cases_;
  std::map<Case, std::size_t> place_;  // of each in what was found
  std::set<std::string> checked_;
  double slower_ = 1;  // than planned, as the latest process showed
  Measurements found_;
  std::vector<Plan> plans_;
  std::vector<std::vector<Role>> roles_;
};

}  // namespace

Measurements measure(const MeasureOptions& options) { return Run(options)(); }

}  // namespace rectifier::bench
