#include "support/child_program.hpp"

#if __has_include(<sys/prctl.h>)
#include <sys/prctl.h>
#endif
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <system_error>

namespace rectifier {

using detail::Pipe;
namespace fs = std::filesystem;

namespace {

/// A file without a name, to be read from its begin: a pipe would not hold much.
std::unique_ptr<FILE, int (*)(FILE*)> file_with(const std::string& text) {
  std::unique_ptr<FILE, int (*)(FILE*)> file(std::tmpfile(), &std::fclose);
  if (file == nullptr || std::fwrite(text.data(), 1, text.size(), file.get()) != text.size() ||
      std::fflush(file.get()) != 0)
    throw std::system_error(errno, std::generic_category(), "can't write a temporary file");
  std::rewind(file.get());
  return file;
}

/// Takes the whole lines away from a text.
void pass_on_lines(std::string& text, const std::function<void(std::string_view)>& on_line) {
  std::size_t from = 0;
  for (std::size_t end; (end = text.find('\n', from)) != text.npos; from = end + 1)
    on_line(std::string_view(text).substr(from, end - from));
  text.erase(0, from);
}

}  // namespace

Finished run_to_end(const Program& program) {
  // In the child of a process with threads there may be no memory, so `env` sets the variables.
  std::vector<std::string> words = program.environment;
  if (!words.empty()) words.insert(words.begin(), "env");
  words.insert(words.end(), program.arguments.begin(), program.arguments.end());
  std::vector<char*> pointers;
  pointers.reserve(words.size() + 1);
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  const pid_t parent = getpid();
  Pipe output, errors, failure;
  const auto input = file_with(program.input);

  const pid_t child = detail::fork_process();
  if (child == 0) {
    end_with(parent);
    dup2(fileno(input.get()), STDIN_FILENO);
    dup2(output.writer, STDOUT_FILENO);
    if (!program.shows_errors) dup2(errors.writer, STDERR_FILENO);
    if (program.folder.empty() || chdir(program.folder.c_str()) == 0)
      execvp(pointers[0], pointers.data());
    const int error = errno;
    [[maybe_unused]] const auto written = write(failure.writer, &error, sizeof error);
    _exit(127);
  }
  for (Pipe* pipe : {&output, &errors, &failure}) Pipe::close(pipe->writer);

  Finished result;
  std::string error;
  const detail::Stream streams[] = {
      {output, result.output}, {errors, result.errors}, {failure, error}};
  bool asked = false;
  const auto meanwhile = [&] {
    if (program.stop != nullptr && !asked && *program.stop != 0) asked = kill(child, SIGTERM) == 0;
    if (program.on_line) pass_on_lines(result.output, program.on_line);
  };
  bool in_time = false;
  try {
    in_time = detail::read_all(streams, program.limit, meanwhile);
    meanwhile();
  } catch (...) {
    detail::wait_for(child, false);
    throw;
  }
  static_cast<detail::Ended&>(result) = detail::wait_for(child, in_time);
  if (int number = 0; error.size() == sizeof number) {
    std::memcpy(&number, error.data(), sizeof number);
    throw std::system_error(number, std::generic_category(), program.arguments[0]);
  }
  return result;
}

std::optional<std::string> output_of(const Program& program) {
  Finished run;
  try {
    run = run_to_end(program);
  } catch (const std::system_error& error) {
    if (error.code() == std::errc::no_such_file_or_directory) return std::nullopt;
    throw;
  }
  if (run.well()) return run.output;
  std::string& why = run.errors;
  why.erase(why.find_last_not_of('\n') + 1);
  why.erase(0, why.rfind('\n') + 1);
  if (!run.in_time) why = "it did not end";
  throw std::runtime_error(program.arguments[0] +
                           " failed: " + (why.empty() ? "it " + in_words(run) : why));
}

void end_with(pid_t parent) {
#if defined(PR_SET_PDEATHSIG)
  prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
  if (getppid() != parent) _exit(1);  // it was too late
}

TemporaryFolder::TemporaryFolder() {
  std::string name = (fs::temp_directory_path() / "rectifier-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr)
    throw std::runtime_error("can't make a folder in " + fs::temp_directory_path().string());
  path = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(path, ignored);
}

}  // namespace rectifier
