#include "properties/supervisor.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <optional>
#include <sstream>
#include <system_error>

#include "properties/guarded_run.hpp"
#include "properties/reporter.hpp"
#include "support/child_program.hpp"
#include "support/json_reader.hpp"

namespace rectifier {
namespace {

using Json = nlohmann::ordered_json;

/// How a property ended that did not come back.
void end(Outcome& outcome, const detail::Ended& ended) {
  outcome.how = ended.signal == 0                               ? How::left
                : ended.signal == SIGALRM                       ? How::hung
                : ended.signal == SIGKILL || *ended.why == '\0' ? How::killed
                                                                : How::crashed;
  outcome.wrong = ended.why;
  const CurrentCall& call = *current_call;
  if (!call.running) return;
  outcome.wrong +=
      fmt::format("{}during the call with n = {}, {}, {}", outcome.wrong.empty() ? "" : ", ",
                  call.n, call.writes == Writes::out ? "out of place" : "in place",
                  call.where.at_end ? "flush with the inaccessible page after"
                                    : fmt::format("at element {} of a page", call.where.offset));
}

}  // namespace

int supervised(const std::function<int(const Tell& tell)>& work) {
  void* memory =
      mmap(nullptr, sizeof(CurrentCall), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) throw std::system_error(errno, std::system_category(), "mmap");
  current_call = new (memory) CurrentCall;
  const pid_t own = getpid();
  const detail::Told child = detail::in_fork([&](const detail::Parent& parent) {
    end_with(own);
    const Tell tell = [&](const Json& line) { parent.tell(json_text(line) + "\n"); };
    const int status = work(tell);
    tell({{"finished", true}});
    std::exit(status);
  });

  Summary found;
  Json head;
  std::optional<Outcome> running;
  bool finished = false;
  std::istringstream lines(child.told);
  for (std::string text; std::getline(lines, text);) {
    const Json line = Json::parse(text, nullptr, false);
    if (line.is_discarded()) break;  // it ended while it wrote
    finished = line.contains("finished");
    if (line.contains("summary")) head = line;
    if (!line.contains("property")) continue;
    running = outcome_of(line);
    if (running->how == How::running) continue;
    found.add(*running);
    running.reset();
  }
  if (running) {
    end(*running, child);
    found.add(*running);
    fmt::print(stderr, "{}", in_words(*running));
  } else if (!finished || child.signal != 0) {
    fmt::print(stderr, "rectifier-properties: {} between two properties\n", in_words(child));
  }
  if (!head.is_null()) write_summary(head["summary"], head["settings"], found);
  return finished && child.signal == 0 ? child.status : 1;
}

}  // namespace rectifier
