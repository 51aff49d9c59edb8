#include "process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <system_error>
#include <utility>
#include <vector>

namespace rectifier::detail {
namespace {

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::system_category(), what);
}

// ---- crashes

/// What earns a process a signal, and what was done about the signal before it was watched.
struct Cause {
  int signal;
  const char* why;
  struct sigaction before = {};
};
Cause causes[] = {{SIGSEGV, "touched memory that is not its own"},
                  {SIGBUS, "touched memory with nothing behind it, as of a file that was cut"},
                  {SIGILL, "executed an instruction that this CPU does not have"},
                  {SIGFPE, "divided an integer by zero, or let a floating-point exception trap"},
                  {SIGABRT, "called abort, as a failed check or an uncaught exception does"},
                  {SIGALRM, "did not come back in time"},
                  {SIGTRAP, "ran into a trap"},
                  {SIGSYS, "made a system call that is forbidden here"},
                  {SIGKILL, "was killed from outside (the system does that when memory runs out)"},
                  {0, ""}};

Cause& cause_of(int signal) {
  return *std::find_if(std::begin(causes), std::end(causes) - 1,
                       [&](const Cause& cause) { return cause.signal == signal; });
}

/// Where the stack ends of the thread that called `on_crash`, and where it was then; 0: anywhere.
std::uintptr_t stack_end = 0, stack_begin = 0;

/// Knows more than the signal where the system says more.
const char* why(int signal, const siginfo_t& info) {
  const auto address = reinterpret_cast<std::uintptr_t>(info.si_addr);
  bool misaligned = signal == SIGBUS && info.si_code == BUS_ADRALN;
#if defined(SI_KERNEL)
  // x86 gives no address where it is the address that it does not like.
  misaligned |= signal == SIGSEGV && info.si_code == SI_KERNEL && address == 0;
#endif
  if (misaligned) return "used an address not aligned for its instruction, or impossible";
  const bool in_stack = signal == SIGSEGV && address > stack_end && address < stack_begin;
  return in_stack ? "overflowed its stack" : cause_of(signal).why;
}

void (*tell_crash)(int signal, const char* why) = nullptr;

extern "C" void report_crash(int signal, siginfo_t* info, void*) {
  tell_crash(signal, why(signal, *info));
  const Cause& cause = cause_of(signal);
  if (cause.before.sa_handler == SIG_DFL) _exit(1);
  sigaction(signal, &cause.before, nullptr);  // a sanitizer's own report follows
  if (info->si_code <= 0) raise(signal);      // what was sent does not come again by itself
}

bool watch_crashes() {
  // On the stack that overflowed there is no room to say so.
  static char room[1 << 16];
  stack_t stack{};
  if (sigaltstack(nullptr, &stack) == 0 && (stack.ss_flags & SS_DISABLE) != 0) {
    stack.ss_sp = room;
    stack.ss_size = sizeof room;
    stack.ss_flags = 0;
    sigaltstack(&stack, nullptr);
  }
  rlimit limit{};
  if (getrlimit(RLIMIT_STACK, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY) {
    constexpr std::uintptr_t slack = 1 << 20;  // one function may need much at once
    stack_begin = reinterpret_cast<std::uintptr_t>(&limit);
    stack_end = stack_begin - std::min<std::uintptr_t>(stack_begin, limit.rlim_cur + slack);
  }
  struct sigaction action = {};
  action.sa_sigaction = report_crash;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  for (Cause& cause : causes) sigaction(cause.signal, &action, &cause.before);  // all but SIGKILL
  return true;
}

// ---- what a child leaves behind

/// Memory that parent and child both see: what the child noted last survives it.
struct Shared {
  int signal = 0;
  const char* why = "";
  char doing[256] = {};
};
Shared* shared = nullptr;  ///< with this process's parent

void note_crash(int signal, const char* why) {
  shared->signal = signal;
  shared->why = why;
}

// How what a child returns begins. It ends with `whole`, so that a part is never taken for all.
constexpr char returned = 'r', thrown = 't', whole = '.';

/// The child of `in_child`.
[[noreturn]] void try_foreign(const std::function<std::string(const Doing&)>& work,
                              std::chrono::seconds limit, const Parent& parent) {
  // Whatever the program does at a crash of its own, this is none.
  on_crash([](int signal, const char* why) { note_crash(signal, why), _exit(1); });
  std::signal(SIGPIPE, SIG_DFL);
  alarm(static_cast<unsigned>(limit.count()) + 1);  // if nobody is left who would end it
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
  if (const int nowhere = open("/dev/null", O_WRONLY); nowhere >= 0) {
    dup2(nowhere, STDOUT_FILENO);
    dup2(nowhere, STDERR_FILENO);
  }
  std::string message;
  try {
    message = returned + work([&](std::string_view what) { parent.doing(what); }) + whole;
  } catch (const std::exception& error) {
    message = std::string(1, thrown) + "threw an exception: " + error.what() + whole;
  } catch (...) {
    message = std::string(1, thrown) + "threw an exception" + whole;
  }
  parent.tell(message);
  _exit(0);
}

}  // namespace

std::string in_words(const Ended& ended) {
  if (ended.signal == 0) return "ended the process (status " + std::to_string(ended.status) + ")";
  if (ended.signal == SIGKILL) return ended.why;
  const bool unusual = std::strcmp(ended.why, cause_of(ended.signal).why) != 0;
  return std::string("crashed (") + strsignal(ended.signal) + (unusual ? ": " : "") +
         (unusual ? ended.why : "") + ")";
}

void on_crash(void (*tell)(int signal, const char* why)) {
  tell_crash = tell;
  [[maybe_unused]] static const bool watched = watch_crashes();
}

Pipe::Pipe() {
  int ends[2];
  if (pipe(ends) != 0) fail("pipe");
  reader = ends[0];
  writer = ends[1];
  // A thread that starts a program between these steps hands them on: pipe2 is not everywhere.
  for (const int end : ends) fcntl(end, F_SETFD, FD_CLOEXEC);
}

void Pipe::close(int& end) {
  if (end >= 0) ::close(end);
  end = -1;
}

bool read_all(std::span<const Stream> streams, Limit limit,
              const std::function<void()>& meanwhile) {
  using std::chrono::milliseconds;
  const auto begin = std::chrono::steady_clock::now();
  std::vector<pollfd> waiting;
  for (const Stream& stream : streams) waiting.push_back({stream.pipe.reader, POLLIN, 0});
  for (std::size_t open = waiting.size(); open > 0;) {
    if (meanwhile) meanwhile();
    milliseconds longest(60'000);
    if (limit) {
      const auto left = begin + *limit - std::chrono::steady_clock::now();
      if (left <= left.zero()) return false;
      longest = std::min(longest, std::chrono::ceil<milliseconds>(left));
    }
    const auto count = static_cast<nfds_t>(waiting.size());
    if (poll(waiting.data(), count, static_cast<int>(longest.count())) < 0) {
      if (errno != EINTR) fail("poll");
      continue;
    }
    for (std::size_t i = 0; i < waiting.size(); ++i) {
      if (waiting[i].revents == 0) continue;
      char part[1 << 14];
      const ssize_t got = read(waiting[i].fd, part, sizeof part);
      if (got > 0) streams[i].text.append(part, static_cast<std::size_t>(got));
      if (got > 0 || (got < 0 && errno == EINTR)) continue;
      waiting[i].fd = -1;  // poll passes over it
      --open;
    }
  }
  return true;
}

pid_t fork_process() {
  std::fflush(nullptr);  // or the child, if it ends by exit, prints what waits in the buffers too
  const pid_t child = fork();
  if (child < 0) fail("can't start a process");
  return child;
}

Ended wait_for(pid_t child, bool in_time) {
  if (!in_time) kill(child, SIGKILL);
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (!WIFSIGNALED(status)) return {WEXITSTATUS(status), 0, "", in_time};
  return {0, WTERMSIG(status), cause_of(WTERMSIG(status)).why, in_time};
}

void Parent::doing(std::string_view what) const {
  note[what.copy(note, sizeof Shared::doing - 1)] = '\0';
}

void Parent::tell(std::string_view text) const {
  while (!text.empty()) {
    const ssize_t written = write(to, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

Told in_fork(const std::function<void(const Parent& parent)>& work, Limit limit) {
  void* memory =
      mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) fail("mmap");
  const struct Mapping {
    Shared* shared;
    ~Mapping() { munmap(shared, sizeof *shared); }
  } with_child{new (memory) Shared};
  Shared* const both = with_child.shared;
  Pipe pipe;
  const pid_t child = fork_process();
  if (child == 0) {
    shared = both;
    on_crash(note_crash);
    Pipe::close(pipe.reader);
    work({both->doing, pipe.writer});
    _exit(0);
  }
  Pipe::close(pipe.writer);
  Told result;
  const Stream stream{pipe, result.told};
  const bool in_time = read_all({&stream, 1}, limit);
  static_cast<Ended&>(result) = wait_for(child, in_time);
  if (both->signal != 0) {
    result.signal = both->signal;
    result.why = both->why;
  }
  result.doing.assign(both->doing, strnlen(both->doing, sizeof both->doing));
  return result;
}

Told in_child(const std::function<std::string(const Doing& doing)>& work,
              std::chrono::seconds limit) {
  Told child = in_fork([&](const Parent& parent) { try_foreign(work, limit, parent); }, limit);
  const std::string told = std::exchange(child.told, {});
  if (!child.in_time)
    child.death = "did not come back within " + std::to_string(limit.count()) + " s";
  else if (told.size() < 2 || told.back() != whole)
    child.death = in_words(child);
  else
    (told.front() == returned ? child.told : child.death) = told.substr(1, told.size() - 2);
  return child;
}

}  // namespace rectifier::detail
