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

  /// There are more or fewer things than was thought.
  void expect(std::size_t total) { total_ = total; }

  /// Leaves the line, so that what is said next has one of its own.
  ~Progress() {
    if (open_) std::fputc('\n', stderr);
  }

  /// Takes the line away, so that what is said next stands in its place.
  void clear() {
    if (open_) std::fputs("\r\033[K", stderr);
    open_ = false;
  }

  /// @param seconds_left  an estimate; empty: it is made of the time so far
  /// @param share  that is done of the next one
  void report(std::size_t done, std::optional<double> seconds_left = {}, double share = 0) {
    const std::size_t tenth = total_ == 0 ? 10 : 10 * done / total_;
    const auto now = Clock::now();
    // On a terminal no more often than one can read, but for the end.
    if (terminal_ ? done != total_ && now - said_ < std::chrono::milliseconds(100)
                  : tenth == tenths_said_)
      return;
    tenths_said_ = tenth;
    said_ = now;
    const std::chrono::duration<double> spent = now - begin_;
    const double some = static_cast<double>(done) + share;
    const double left = seconds_left.value_or(
        some == 0 ? 0 : spent.count() * (static_cast<double>(total_) - some) / some);
    char next[32] = "";
    if (share != 0) std::snprintf(next, sizeof next, ", %.0f %% of the next", 100 * share);
    // The end of the line is cleared, as the one before may have been longer.
    std::fprintf(stderr, "%s%zu of %zu %s%s, about %.0f s left%s", terminal_ ? "\r" : "", done,
                 total_, things_, next, std::max(0.0, left), terminal_ ? "\033[K" : "\n");
    open_ = terminal_;
  }

 private:
  using Clock = std::chrono::steady_clock;
  const char* things_;
  std::size_t total_;
  std::size_t tenths_said_ = 0;
  bool terminal_ = on_terminal();
  bool open_ = false;
  Clock::time_point begin_ = Clock::now(), said_{};
};

}  // namespace rectifier
