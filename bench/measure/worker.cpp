#include "bench/measure/worker.hpp"

#include <fmt/format.h>
#if __has_include(<sys/prctl.h>)
#include <sys/prctl.h>
#endif
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <iostream>
#include <iterator>
#include <stdexcept>

#include "bench/data.hpp"
#include "pipe.hpp"
#include "support/words.hpp"

namespace rectifier::bench {
namespace {

using Json = JsonReader::Json;

constexpr char expected[] = "expected what the program starts itself with";

/// A launch is a case, and beside it what to do.
Json to_json(const Launch& launch) {
  Json json = case_json(launch.key);
  json["repeated"] = launch.repeated;
  json["in"] = launch.in;
  json["stage"] = name(launch.request.stage);
  json["launch"] = launch.request.launch;
  json["iterations"] = launch.request.iterations;
  json["rounds"] = launch.request.rounds;
  json["seed"] = launch.request.seed;
  return json;
}

Launch launch_of(const Json& json) {
  const SettingReader reader{{"--launch", expected, {}}};
  return {reader.one(json),
          json.at("repeated").get<std::string>(),
          json.at("in").get<std::vector<std::size_t>>(),
          {Stage(reader.word(json, "stage", words(stages))), reader.count(json, "launch"),
           reader.count(json, "iterations"), reader.count(json, "rounds"),
           json.at("seed").get<std::uint64_t>()}};
}

[[noreturn]] void fail(const char* what) {
  throw std::runtime_error(
      fmt::format("can't start a process to measure in: {}: {}", what, std::strerror(errno)));
}

/// In the new process, between fork and exec.
[[noreturn]] void become(const std::vector<std::string>& arguments, int in, int out) {
#if defined(PR_SET_PDEATHSIG)
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
  ::dup2(in, STDIN_FILENO);
  ::dup2(out, STDOUT_FILENO);
  std::vector<char*> argv;
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  ::execv("/proc/self/exe", argv.data());
  ::execvp(argv[0], argv.data());  // where there is no /proc
  ::_exit(127);
}

/// Everything that the process writes until it ends; a stop is passed on to it.
std::string read_all(int from, pid_t process) {
  std::string text;
  bool told = false;
  for (char buffer[1 << 16];;) {
    if (stop_requested != 0 && !told) {
      ::kill(process, SIGTERM);
      told = true;
    }
    const ssize_t count = ::read(from, buffer, sizeof buffer);
    if (count == 0 || (count < 0 && errno != EINTR)) return text;
    if (count > 0) text.append(buffer, static_cast<std::size_t>(count));
  }
}

}  // namespace

std::vector<Entrant> entrants_with_repeated(const Case& one, std::span<const Kernel> all,
                                            const std::string& repeated) {
  auto entrants = entrants_of(one, all);
  for (std::size_t i = 0; i < entrants.size() && !repeated.empty(); ++i)
    if (entrants[i].kernel != nullptr && entrants[i].implementation == repeated) {
      Entrant again = entrants[i];
      again.role = Role::repeated;
      // Half of the cases: the rest tell what the same address makes of the same code.
      const std::size_t parity =
          std::size_t(one.operation) + std::size_t(one.type) + std::size_t(one.placement);
      again.further = parity % 2 * other_address;
      entrants.push_back(again);
      break;
    }
  return entrants;
}

std::vector<Round> launch(const Launch& wanted, const std::vector<std::string>& arguments) {
  std::vector<std::string> all = arguments;
  all.emplace_back("--launch");
  int to_child[2], from_child[2];
  if (!rectifier::detail::open_pipe(to_child)) fail("pipe");
  if (!rectifier::detail::open_pipe(from_child)) fail("pipe");
  const pid_t process = ::fork();
  if (process < 0) fail("fork");
  if (process == 0) become(all, to_child[0], from_child[1]);
  ::close(to_child[0]);
  ::close(from_child[1]);
  // Smaller than a pipe's buffer, so this does not wait.
  const std::string request = to_json(wanted).dump();
  const bool sent =
      ::write(to_child[1], request.data(), request.size()) == static_cast<ssize_t>(request.size());
  ::close(to_child[1]);
  const std::string answer = read_all(from_child[0], process);
  ::close(from_child[0]);
  int status = 0;
  while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == 1) throw std::runtime_error("");
  if (!sent || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
    throw std::runtime_error(
        fmt::format("the process that measured {} {} {}", case_name(wanted.key),
                    WIFSIGNALED(status) ? "was ended by signal" : "ended with",
                    WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status)));
  const JsonReader reader{"what it measured", expected, {}};
  std::vector<Round> rounds;
  for (const Json& round : Json::parse(answer))
    rounds.push_back(read_round(reader, round, round.at("ns").size()));
  return rounds;
}

void serve_launch(std::span<const Kernel> all) {
  const std::string text(std::istreambuf_iterator<char>(std::cin), {});
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object() || !json.contains("repeated"))
    throw std::invalid_argument("--launch is what the program starts itself with; leave it out");
  const Launch wanted = launch_of(json);
  const auto entrants = entrants_with_repeated(wanted.key, all, wanted.repeated);
  Json rounds = Json::array();
  for (const Round& round : run_rounds(wanted.key, entrants, wanted.in, wanted.request))
    rounds.push_back(round_json(round));
  std::cout << rounds.dump();
}

}  // namespace rectifier::bench
