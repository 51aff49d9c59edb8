// Progress in the place of a table that nobody would read to its end.
#pragma once

#include <benchmark/benchmark.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>

namespace rectifier::bench {

/// Says on stderr how many of `total` benchmarks are done and how long the rest may take: on a
/// terminal in one line that changes, else in ten lines.
class Progress : public benchmark::BenchmarkReporter {
 public:
  explicit Progress(std::size_t total) : total_(total) {}

  bool ReportContext(const Context&) override { return true; }

  void ReportRuns(const std::vector<Run>& runs) override {
    // Means and medians come in a call of their own.
    if (runs.empty() || runs.front().run_type == Run::RT_Aggregate) return;
    ++done_;
    const std::size_t tenth = 10 * done_ / total_;
    const bool full = done_ == total_;
    if (!terminal_ && tenth == tenths_said_) return;
    tenths_said_ = tenth;
    const std::chrono::duration<double> spent = Clock::now() - begin_;
    const double left =
        spent.count() * static_cast<double>(total_ - done_) / static_cast<double>(done_);
    std::fprintf(stderr, "%s%zu of %zu benchmarks, about %.0f s left %s", terminal_ ? "\r" : "",
                 done_, total_, left, !terminal_ || full ? "\n" : "");
  }

 private:
  using Clock = std::chrono::steady_clock;
  std::size_t total_;
  std::size_t done_ = 0;
  std::size_t tenths_said_ = 0;
  bool terminal_ = ::isatty(STDERR_FILENO) != 0;
  Clock::time_point begin_ = Clock::now();
};

}  // namespace rectifier::bench
