#include "bench/measure/worker.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <iterator>
#include <stdexcept>
#include <system_error>

#include "bench/data.hpp"
#include "bench/layouts/layouts.hpp"
#include "bench/twins.hpp"
#include "support/accepted_words.hpp"
#include "support/child_program.hpp"

namespace rectifier::bench {
namespace {

using Json = JsonReader::Json;

constexpr char expected[] = "expected what the program starts itself with";

/// A launch holds cases, and beside each what to do.
Json to_json(const Launch& launch) {
  Json json{{"number", launch.number}, {"seed", launch.seed}};
  for (const LaunchCase& one : launch.cases) {
    Json item = case_json(one.key);
    item["repeated"] = one.repeated;
    item["in"] = one.in;
    item["iterations"] = one.iterations;
    item["rounds"] = one.rounds;
    json["cases"].push_back(std::move(item));
  }
  return json;
}

Launch launch_of(const Json& json) {
  const SettingReader reader{{"--launch", expected, {}}};
  Launch made{reader.count(json, "number"), json.at("seed").get<std::uint64_t>(), {}};
  for (const Json& item : reader.list(json, "cases"))
    made.cases.push_back({reader.one(item), item.at("repeated").get<std::string>(),
                          item.at("in").get<std::vector<std::size_t>>(),
                          reader.count(item, "iterations"), reader.count(item, "rounds")});
  return made;
}

}  // namespace

std::vector<MeasuredEntrant> measured_entrants(std::span<const Entrant> entrants,
                                               const std::set<std::string>& checked) {
  std::vector<const Kernel*> kernels;
  for (const Entrant& entrant : entrants)
    if (entrant.role == Role::kernel) kernels.push_back(entrant.kernel);
  const auto twins = twins_of(kernels);
  std::vector<MeasuredEntrant> made;
  auto twin = twins.begin();
  for (const Entrant& entrant : entrants) {
    const bool ours = entrant.role == Role::public_call || entrant.role == Role::threads;
    made.push_back({entrant.role, entrant.implementation, entrant.target,
                    entrant.kernel != nullptr ? checked.contains(entrant.kernel->id) : ours,
                    entrant.role == Role::kernel ? *twin++ : ""});
  }
  return made;
}

std::vector<LaunchCase> missing_in(std::size_t number, std::span<const Plan> plans,
                                   std::span<const MeasuredCase> cases) {
  std::vector<LaunchCase> missing;
  for (std::size_t i = 0; i < plans.size(); ++i) {
    const auto& rounds = cases[i].rounds;
    if (std::any_of(rounds.begin(), rounds.end(), [&](const Round& round) {
          return round.stage == Stage::deciding && round.launch == number;
        }))
      continue;
    missing.push_back({plans[i].key, "", plans[i].in, plans[i].iterations, plans[i].rounds});
    if (!plans[i].has_kernel) continue;
    missing.back().repeated = cases[i].entrants[plans[i].best].implementation;
    missing.back().in.push_back(cases[i].entrants.size() - 1);
  }
  return missing;
}

std::vector<Entrant> entrants_with_repeated(const Case& one, std::span<const Kernel> all,
                                            std::span<const Kernel> others,
                                            const std::string& repeated) {
  auto entrants = entrants_of(one, all);
  for (const Kernel& kernel : others)
    if (kernel.implementation == repeated && takes_part(kernel, one)) {
      entrants.push_back(kernel_entrant(kernel));
      entrants.back().role = Role::repeated;
      break;
    }
  return entrants;
}

void launch(const Launch& wanted, const std::vector<std::string>& arguments,
            const OnRounds& on_rounds) {
  Program program{arguments};
  // Not by its name, which may be another file's by now; where there is no /proc, by that.
  constexpr char self[] = "/proc/self/exe";
  if (::access(self, X_OK) == 0) program.arguments[0] = self;
  program.arguments.emplace_back("--launch");
  program.input = to_json(wanted).dump();
  program.shows_errors = true;
  program.stop = &stop_requested;
  const SettingReader reader{{"what was measured", expected, {}}};
  std::size_t done = 0;
  program.on_line = [&](std::string_view line) {
    const Json json = Json::parse(line);
    std::vector<Round> rounds;
    for (const Json& round : json.at("rounds"))
      rounds.push_back(read_round(reader, round, round.at("ns").size()));
    on_rounds(reader.one(json), std::move(rounds), line);
    ++done;
  };
  Finished process;
  try {
    process = run_to_end(program);
  } catch (const std::system_error& error) {
    throw std::runtime_error(fmt::format("can't start a process to measure in: {}", error.what()));
  }
  if (process.signal == 0 && process.status == 1) throw std::runtime_error("");
  if (!process.well())
    throw std::runtime_error(fmt::format(
        "the process that measured {} {}",
        case_name(wanted.cases.at(std::min(done, wanted.cases.size() - 1)).key),
        process.signal != 0 ? in_words(process) : fmt::format("ended with {}", process.status)));
}

void serve_launch(std::span<const Kernel> all) {
  const std::string text(std::istreambuf_iterator<char>(std::cin), {});
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object() || !json.contains("cases"))
    throw std::invalid_argument("--launch is what the program starts itself with; leave it out");
  const Launch wanted = launch_of(json);
  // Each process has one layout of the code, and the kernel that is entered twice is in two.
  const auto here = in_layout(all, wanted.number % layouts());
  const auto others = in_layout(all, (wanted.number + 1) % layouts());
  for (const LaunchCase& one : wanted.cases) {
    release_other_types(one.key.type);
    const auto entrants = entrants_with_repeated(one.key, here, others, one.repeated);
    const auto rounds = run_rounds(
        one.key, entrants, one.in,
        {wanted.number, one.iterations, one.rounds,
         random_bits(wanted.number * wanted.cases.size() + std::size_t(&one - &wanted.cases[0]),
                     wanted.seed)});
    if (stop_requested != 0) return;
    std::cout << rounds_line(one.key, rounds) << std::flush;
  }
}

}  // namespace rectifier::bench
