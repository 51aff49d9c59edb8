// How far a tool is, on stderr: on a terminal one line that changes, else ten or so lines. No part
// of the library.
#pragma once

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <optional>

namespace rectifier {

/// Says how many of `total` things are done and how long the rest may take.
class Progress {
 public:
  /// @param things  what is counted, in the plural
  Progress(const char* things, std::size_t total) : things_(things), total_(total) {}
  Progress(const Progress&) = delete;
  /// Whether stderr is one that a line can change on.
  static bool on_terminal() { return ::isatty(STDERR_FILENO) != 0; }

  /// Leaves the line, so that what is said next has one of its own.
  ~Progress() {
    if (open_) std::fputc('\n', stderr);
  }

  /// @param seconds_left  an estimate; empty: it is made of the time so far
  void report(std::size_t done, std::optional<double> seconds_left = {}) {
    const std::size_t tenth = total_ == 0 ? 10 : 10 * done / total_;
    if (!terminal_ && tenth == tenths_said_) return;
    tenths_said_ = tenth;
    const std::chrono::duration<double> spent = Clock::now() - begin_;
    const double left = seconds_left.value_or(
        done == 0 ? 0
                  : spent.count() * static_cast<double>(total_ - done) / static_cast<double>(done));
    // The end of the line is cleared, as the one before may have been longer.
    std::fprintf(stderr, "%s%zu of %zu %s, about %.0f s left%s", terminal_ ? "\r" : "", done,
                 total_, things_, std::max(0.0, left), terminal_ ? "\033[K" : "\n");
    open_ = terminal_;
  }

 private:
  using Clock = std::chrono::steady_clock;
  const char* things_;
  std::size_t total_;
  std::size_t tenths_said_ = 0;
  bool terminal_ = on_terminal();
  bool open_ = false;
  Clock::time_point begin_ = Clock::now();
};

}  // namespace rectifier
