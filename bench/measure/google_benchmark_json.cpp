#include <fmt/format.h>

#include <cmath>

#include "bench/measure/measurements.hpp"

namespace rectifier::bench {

using Json = JsonReader::Json;

std::string google_benchmark_json(const Measurements& measurements) {
  Json context{
      {"date", ""}, {"num_cpus", 0}, {"mhz_per_cpu", 0}, {"library_build_type", "release"}};
  if (!measurements.sessions.empty())
    for (const auto& [what, value] : measurements.sessions.front().facts)
      if (what == "date") context["date"] = value;
  for (const Facts* facts : {&measurements.machine, &measurements.build, &measurements.arguments})
    for (const auto& [what, value] : *facts) context["rectifier: " + what] = value;

  Json runs = Json::array();
  std::size_t family = 0;
  for (const MeasuredCase& one : measurements.cases) {
    for (std::size_t i = 0; i < one.entrants.size(); ++i, ++family) {
      const MeasuredEntrant& entrant = one.entrants[i];
      // Which is compared with itself: the second one needs a name of its own.
      const std::string subject = kernel_id(one.key, entrant.implementation) +
                                  (entrant.role == Role::repeated ? "/repeated" : "") +
                                  (entrant.role == Role::before ? "/before" : "");
      const std::string run_name =
          fmt::format("{}/n:{}/real_time", name_without_size(subject, one.key), one.key.n);
      std::size_t repetition = 0;
      for (const Round& round : one.rounds) {
        if (round.stage == Stage::pilot || std::isnan(round.ns[i])) continue;
        runs.push_back({{"name", run_name},
                        {"family_index", family},
                        {"per_family_instance_index", 0},
                        {"run_name", run_name},
                        {"run_type", "iteration"},
                        {"repetitions", 0},
                        {"repetition_index", repetition++},
                        {"threads", 1},
                        {"iterations", round.iterations},
                        {"real_time", round.ns[i]},
                        {"cpu_time", round.ns[i]},
                        {"time_unit", "ns"},
                        {"label", entrant.target}});
      }
      for (std::size_t back = 1; back <= repetition; ++back)
        runs[runs.size() - back]["repetitions"] = repetition;
    }
  }
  return json_text(Json{{"context", context}, {"benchmarks", runs}}, 1) + "\n";
}

}  // namespace rectifier::bench
