#include "bench/measure/run_rounds.hpp"

#include <benchmark/benchmark.h>
#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "bench/data.hpp"
#include "bench/judge/statistics.hpp"
#include "process.hpp"

namespace rectifier::bench {

volatile std::sig_atomic_t stop_requested = 0;

namespace {

const char* volatile running = nullptr;
constexpr unsigned longest_seconds = 60;

void note_stop(int) { stop_requested = 1; }

/// Only what a signal handler may call.
void say(const char* text) {
  const ssize_t written = ::write(STDERR_FILENO, text, std::strlen(text));
  static_cast<void>(written);
}

void name_the_culprit(int signal, const char* why) {
  const char* const what = running;
  say("rectifier measure: ");
  say(what != nullptr ? what : "something between kernels");
  // Both on one line may be longer than 80 columns.
  say(signal == SIGALRM ? "\n  has been running for a minute: it hangs" : "\n  crashed: it ");
  say(signal == SIGALRM ? "" : why);
  say("\n");
}

/// A kernel that ends the process would end it with status 0.
void name_who_ended_it() {
  const char* const what = running;
  if (what == nullptr) return;
  say("rectifier measure: ");
  say(what);
  say("\n  ended the process\n");
  ::_exit(1);
}

/// Keeps the time of each benchmark under its place in the round.
class Collector : public benchmark::BenchmarkReporter {
 public:
  explicit Collector(std::vector<double>& ns) : ns_(ns) {}
  bool ReportContext(const Context&) override { return true; }
  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& run : runs)
      ns_.at(std::stoul(run.run_name.function_name)) =
          run.real_accumulated_time * 1e9 / static_cast<double>(run.iterations);
  }

 private:
  std::vector<double>& ns_;
};

}  // namespace

Watch::Watch(const char* what) {
  running = what;
  ::alarm(longest_seconds);
}
Watch::~Watch() {
  ::alarm(0);
  running = nullptr;
}

void install_signal_handlers() {
  std::atexit(name_who_ended_it);
  struct sigaction stop {};
  stop.sa_handler = note_stop;
  for (const int signal : {SIGINT, SIGTERM}) ::sigaction(signal, &stop, nullptr);
  rectifier::detail::on_crash(name_the_culprit);
}

Disturbances disturbances() {
  Disturbances found;
  // cpu user nice system idle iowait irq softirq steal: of all CPUs, in ticks.
  std::string word;
  double ticks[8] = {};
  std::ifstream stat("/proc/stat");
  stat >> word;
  for (double& tick : ticks) stat >> tick;
  if (stat) found.steal_ms = ticks[7] * 1e3 / static_cast<double>(::sysconf(_SC_CLK_TCK));
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  found.switches = static_cast<std::size_t>(used.ru_nivcsw);
  return found;
}

double swapped_pages() {
  double pages = 0;
  std::string word;
  std::ifstream memory("/proc/vmstat");
  for (double value; memory >> word >> value;)
    if (word == "pswpin" || word == "pswpout") pages += value;
  return pages;
}

Round run_round(const Case& one, const std::vector<Entrant>& entrants,
                const std::vector<std::size_t>& order, std::size_t iterations,
                std::size_t further) {
  using Clock = std::chrono::steady_clock;
  Round round;
  round.iterations = iterations;
  round.further = further;
  round.ns.assign(entrants.size(), not_timed);
  const std::string of_case = " in " + case_name(one);
  benchmark::ClearRegisteredBenchmarks();
  for (const std::size_t i : order) {
    const auto timed = [&, i](benchmark::State& state) {
      const std::string what = entrants[i].implementation + of_case;
      const Watch watch(what.c_str());
      entrants[i].time(state, one, further);
    };
    auto* registered = benchmark::RegisterBenchmark(std::to_string(i).c_str(), timed);
    registered->Iterations(static_cast<benchmark::IterationCount>(iterations));
    row(one.placement).in_place ? registered->UseManualTime() : registered->UseRealTime();
  }
  Collector collector(round.ns);
  const Disturbances before = disturbances();
  const auto begin = Clock::now();
  benchmark::RunSpecifiedBenchmarks(&collector, ".*");
  round.seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  const Disturbances after = disturbances();
  round.steal_ms = after.steal_ms - before.steal_ms;
  round.switches = after.switches - before.switches;
  return round;
}

std::vector<Round> run_rounds(const Case& one, const std::vector<Entrant>& entrants,
                              const std::vector<std::size_t>& in, const RoundsRequest& request) {
  std::vector<Round> rounds;
  if (request.rounds == 0 || stop_requested != 0) return rounds;
  // Long calls leave nothing in the caches for those after them; the others bring it there.
  const bool one_call = request.iterations == 1 && !row(one.placement).in_place;
  run_round(one, entrants, one_call ? std::vector(1, in.front()) : in, 1, 0);
  LatinSquares squares(in.size(), request.seed);
  for (std::size_t r = 0; r < request.rounds && stop_requested == 0; ++r) {
    std::vector<std::size_t> order = squares.next();
    for (std::size_t& place : order) place = in[place];
    const std::size_t line = random_bits(r, request.seed) % (most_further / cache_line);
    rounds.push_back(run_round(one, entrants, order, request.iterations, line * cache_line));
    rounds.back().launch = request.launch;
  }
  return rounds;
}

}  // namespace rectifier::bench
