#include "bench/measure/worker.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cmath>
#include <iostream>
#include <iterator>
#include <stdexcept>
#include <system_error>

#include "bench/data.hpp"
#include "support/accepted_words.hpp"
#include "support/child_program.hpp"

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
  Program program{arguments};
  // Not by its name, which may be another file's by now; where there is no /proc, by that.
  constexpr char self[] = "/proc/self/exe";
  if (::access(self, X_OK) == 0) program.arguments[0] = self;
  program.arguments.emplace_back("--launch");
  program.input = to_json(wanted).dump();
  program.shows_errors = true;
  program.stop = &stop_requested;
  Finished process;
  try {
    process = run_to_end(program);
  } catch (const std::system_error& error) {
    throw std::runtime_error(fmt::format("can't start a process to measure in: {}", error.what()));
  }
  if (process.signal == 0 && process.status == 1) throw std::runtime_error("");
  if (!process.well())
    throw std::runtime_error(fmt::format(
        "the process that measured {} {}", case_name(wanted.key),
        process.signal != 0 ? in_words(process) : fmt::format("ended with {}", process.status)));
  const JsonReader reader{"what it measured", expected, {}};
  std::vector<Round> rounds;
  for (const Json& round : Json::parse(process.output))
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
