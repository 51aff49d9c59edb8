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
#include <cstdio>
#include <cstring>
#include <system_error>

#include "pipe.hpp"

namespace rectifier::detail {
namespace {

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::system_category(), what);
}

/// Memory that parent and child both see: what the child says last survives it.
class SharedNote {
 public:
  SharedNote() {
    void* memory = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) fail("mmap");
    text_ = static_cast<char*>(memory);
  }
  ~SharedNote() { munmap(text_, size); }
  SharedNote(const SharedNote&) = delete;
  SharedNote& operator=(const SharedNote&) = delete;

  void set(std::string_view what) {
    const std::size_t length = std::min(what.size(), size - 1);
    std::memcpy(text_, what.data(), length);
    text_[length] = '\0';
  }
  std::string get() const { return {text_, strnlen(text_, size)}; }

 private:
  static constexpr std::size_t size = 256;
  char* text_;
};

/// Writes all of it; what can't be written, the parent takes for a death.
void write_all(int to, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(to, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

// How what a child writes begins. It ends with `whole`, so that a part is never taken for all.
constexpr char returned = 'r', thrown = 't', whole = '.';

[[noreturn]] void be_the_child(const std::function<std::string(const Doing&)>& work,
                               SharedNote& note, int to) {
  for (int signal : {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP, SIGSYS, SIGALRM, SIGPIPE})
    std::signal(signal, SIG_DFL);
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
  if (const int nowhere = open("/dev/null", O_WRONLY); nowhere >= 0) {
    dup2(nowhere, STDOUT_FILENO);
    dup2(nowhere, STDERR_FILENO);
  }
  std::string message;
  try {
    message = returned + work([&](std::string_view what) { note.set(what); }) + whole;
  } catch (const std::exception& error) {
    message = std::string(1, thrown) + "threw an exception: " + error.what() + whole;
  } catch (...) {
    message = std::string(1, thrown) + "threw an exception" + whole;
  }
  write_all(to, message);
  _exit(0);
}

/// Reads until the other end is closed or time is up; false: time is up.
bool read_all(int from, std::string& text, std::chrono::steady_clock::time_point deadline) {
  using std::chrono::milliseconds;
  for (;;) {
    const auto left =
        std::chrono::duration_cast<milliseconds>(deadline - std::chrono::steady_clock::now());
    pollfd waiting{from, POLLIN, 0};
    const int ready =
        poll(&waiting, 1, static_cast<int>(std::max(left.count(), milliseconds::rep(0))));
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return false;
    char part[4096];
    const ssize_t got = read(from, part, sizeof part);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return true;
    text.append(part, static_cast<std::size_t>(got));
  }
}

std::string death_of(int status) {
  if (WIFSIGNALED(status)) return std::string("crashed (") + strsignal(WTERMSIG(status)) + ")";
  return "ended the process (status " + std::to_string(WEXITSTATUS(status)) + ")";
}

}  // namespace

ChildResult in_child(const std::function<std::string(const Doing& doing)>& work,
                     std::chrono::seconds limit) {
  SharedNote note;
  int ends[2];
  if (!open_pipe(ends)) fail("pipe");
  std::fflush(nullptr);  // or the child, if it ends by exit, prints what waits in the buffers too
  const pid_t child = fork();
  if (child < 0) {
    const int error = errno;
    close(ends[0]);
    close(ends[1]);
    throw std::system_error(error, std::system_category(), "can't start a process");
  }
  if (child == 0) {
    close(ends[0]);
    be_the_child(work, note, ends[1]);
  }
  close(ends[1]);
  ChildResult result;
  const bool in_time = read_all(ends[0], result.told, std::chrono::steady_clock::now() + limit);
  close(ends[0]);
  if (!in_time) kill(child, SIGKILL);
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  result.doing = note.get();

  const bool complete = result.told.size() >= 2 && result.told.back() == whole && in_time;
  const char kind = complete ? result.told.front() : '\0';
  const std::string message =
      complete ? result.told.substr(1, result.told.size() - 2) : std::string();
  result.told.clear();
  if (kind == returned)
    result.told = message;
  else if (kind == thrown)
    result.death = message;
  else if (!in_time)
    result.death = "did not come back within " + std::to_string(limit.count()) + " s";
  else
    result.death = death_of(status);
  return result;
}

}  // namespace rectifier::detail
