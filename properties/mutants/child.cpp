#include "properties/mutants/child.hpp"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <mutex>
#include <system_error>
#include <thread>

#include "pipe.hpp"
#include "support/progress.hpp"

extern char** environ;

namespace rectifier::mutants {
namespace {

[[noreturn]] void fail(int error, const std::string& what) {
  throw std::system_error(error, std::generic_category(), what);
}

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> list;
  for (std::string& word : words) list.push_back(word.data());
  list.push_back(nullptr);
  return list;
}

/// "NAME=" of "NAME=value".
std::string_view name_of(std::string_view variable) {
  return variable.substr(0, variable.find('=') + 1);
}

}  // namespace

Outcome run_child(const std::vector<std::string>& command,
                  const std::vector<std::string>& environment) {
  std::vector<std::string> arguments = command, variables = environment;
  for (char** variable = environ; *variable != nullptr; ++variable)
    if (std::none_of(environment.begin(), environment.end(),
                     [&](const auto& own) { return name_of(own) == name_of(*variable); }))
      variables.emplace_back(*variable);

  int ends[2];
  if (!detail::open_pipe(ends)) fail(errno, "pipe");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
  pid_t child = 0;
  const int error = posix_spawnp(&child, arguments[0].c_str(), &actions, nullptr,
                                 pointers(arguments).data(), pointers(variables).data());
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  if (error != 0) {
    close(ends[0]);
    fail(error, arguments[0]);
  }

  Outcome outcome{};
  char buffer[4096];
  for (ssize_t got; (got = read(ends[0], buffer, sizeof buffer)) != 0;) {
    if (got > 0) outcome.output.append(buffer, static_cast<std::size_t>(got));
    if (got < 0 && errno != EINTR) break;
  }
  close(ends[0]);
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return outcome;
}

void for_each_of(std::size_t count, unsigned jobs, const std::string& what,
                 const std::function<void(std::size_t, unsigned)>& work) {
  Progress progress(what.c_str(), count);
  std::mutex mutex;
  std::size_t next = 0, done = 0;
  std::exception_ptr failed;
  const auto run_some = [&](unsigned job) {
    for (;;) {
      std::size_t mine;
      {
        const std::scoped_lock lock(mutex);
        if (next == count || failed) return;
        mine = next++;
      }
      try {
        work(mine, job);
      } catch (...) {
        const std::scoped_lock lock(mutex);
        failed = std::current_exception();
        return;
      }
      const std::scoped_lock lock(mutex);
      progress.report(++done);
    }
  };
  std::vector<std::thread> threads;
  for (unsigned job = 0; job < jobs; ++job) threads.emplace_back(run_some, job);
  for (std::thread& thread : threads) thread.join();
  if (failed) std::rethrow_exception(failed);
}

std::string_view rest_of_line(std::string_view text, std::string_view start) {
  for (std::size_t line = 0; line < text.size();) {
    const std::size_t end = std::min(text.find('\n', line), text.size());
    const std::string_view whole = text.substr(line, end - line);
    if (whole.starts_with(start)) return whole.substr(start.size());
    line = end + 1;
  }
  return {};
}

std::string folder_of_this_program() {
  return std::filesystem::read_symlink("/proc/self/exe").parent_path().string();
}

Kill first_kill(const Outcome& outcome) {
  if (outcome.status != 1) return {};
  for (const auto& [start, word] : {std::pair("CRASHED ", "crashed"), {"HUNG ", "hung"}})
    if (const auto test = rest_of_line(outcome.output, start); !test.empty())
      return {std::string(test), word};
  const auto test = rest_of_line(outcome.output, "[  FAILED  ] ");
  const auto wrong = rest_of_line(outcome.output, "wrong    ");
  if (test.empty() || wrong.empty()) return {};
  return {std::string(test), std::string(wrong)};
}

}  // namespace rectifier::mutants
