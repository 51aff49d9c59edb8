// The one way to start a process, with nothing but POSIX, and to say how it ended. Foreign code is
// tried in a child first, so that what it does to its process it does to that one.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace rectifier::detail {

/// How a process ended.
struct Ended {
  int status = 0;        ///< its exit status, where no signal ended it
  int signal = 0;        ///< the signal that ended it; 0: none
  const char* why = "";  ///< what earned it the signal: "touched memory that is not its own"
  bool in_time = true;   ///< false: its time was up, and it was killed
  bool well() const { return status == 0 && signal == 0 && in_time; }
};

/// "crashed (Segmentation fault)", "ended the process (status 0)", …
std::string in_words(const Ended& ended);

/// From now on `tell` is called before a crash, or SIGALRM, ends this process with status 1: with
/// the signal and what earned it. It may do what a signal handler may, on a stack of its own.
void on_crash(void (*tell)(int signal, const char* why));

/// A pipe whose ends are closed in a program that is started.
class Pipe {
 public:
  /// @throws std::system_error if there is none to be had.
  Pipe();
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe() { close(reader), close(writer); }
  static void close(int& end);
  int reader = -1, writer = -1;
};

using Limit = std::optional<std::chrono::seconds>;

/// Where what comes out of a pipe is put.
struct Stream {
  Pipe& pipe;
  std::string& text;
};

/// Reads until all of them are closed; false if time is up before. `meanwhile`, if there is one, is
/// called before each wait, and so after each signal that this process takes.
bool read_all(std::span<const Stream> streams, Limit limit,
              const std::function<void()>& meanwhile = {});

/// Copies this process, with what waits in its buffers written once: the child's id, 0 in the
/// child.
/// @throws std::system_error if that can't be.
pid_t fork_process();

/// Waits for a child to end; kills it first if it is not `in_time`.
Ended wait_for(pid_t child, bool in_time = true);

/// What a child can say to its parent.
struct Parent {
  /// What is about to be done, for the case that it never comes back. Cut after 255 bytes.
  void doing(std::string_view what) const;
  /// Arrives whatever becomes of the child.
  void tell(std::string_view text) const;
  char* note;
  int to;
};

/// How a child ended, and what it said before.
struct Told : Ended {
  std::string told;
  std::string doing;  ///< last
  /// How foreign code ended before it could return: "crashed (Segmentation fault)", "ended the
  /// process (status 0)", "threw an exception: …", "did not come back within 60 s"; empty: it did
  /// not, and what it returned was told.
  std::string death;
};

/// Runs `work`, which must not throw, in a copy of this process and waits for its end.
/// @throws std::system_error if no process can be started.
Told in_fork(const std::function<void(const Parent& parent)>& work, Limit limit = {});

/// Says what is about to be done, as `Parent::doing`.
using Doing = std::function<void(std::string_view what)>;

/// The same for foreign code, which returns or throws: standard output and error are closed to it,
/// and nothing of this process's runs at its end.
Told in_child(const std::function<std::string(const Doing& doing)>& work,
              std::chrono::seconds limit);

}  // namespace rectifier::detail
