#include "bench/measure/measurements.hpp"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

namespace rectifier::bench {
namespace {

using Json = nlohmann::ordered_json;

/// More digits than these are noise, and make the file twice as long.
double six_digits(double value) {
  if (value == 0 || !std::isfinite(value)) return value;
  const double scale = std::pow(10, 5 - std::floor(std::log10(std::abs(value))));
  return std::round(value * scale) / scale;
}

Json times_json(const std::vector<double>& ns) {
  Json times = Json::array();
  for (double time : ns) times.push_back(std::isnan(time) ? Json() : Json(six_digits(time)));
  return times;
}

Json facts_json(const Facts& facts) {
  Json object = Json::object();
  for (const auto& [what, value] : facts) object[what] = value;
  return object;
}

/// Text of the system's may hold bytes that are not UTF-8.
std::string dump(const Json& json, int indent = -1) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string case_json(const MeasuredCase& one) {
  const Workload& workload = one.key.workload;
  Json json{{"operation", name(one.key.operation)},
            {"convention", name(one.key.convention)},
            {"type", name(workload.type)},
            {"placement", row(workload.placement).name},
            {"signs", row(workload.signs).name},
            {"n", workload.n},
            {"entrants", Json::array()},
            {"rounds", Json::array()}};
  for (const MeasuredEntrant& entrant : one.entrants)
    json["entrants"].push_back({{"role", name(entrant.role)},
                                {"implementation", entrant.implementation},
                                {"target", entrant.target},
                                {"checked", entrant.checked}});
  for (const Round& round : one.rounds)
    json["rounds"].push_back({{"stage", name(round.stage)},
                              {"launch", round.launch},
                              {"iterations", round.iterations},
                              {"seconds", six_digits(round.seconds)},
                              {"steal_ms", round.steal_ms},
                              {"switches", round.switches},
                              {"ns", times_json(round.ns)}});
  return dump(json);
}

std::string file_json(const Measurements& header, const std::vector<std::string>& cases) {
  Json json{{"schema", schema},
            {"complete", header.complete},
            {"machine", facts_json(header.machine)},
            {"build", facts_json(header.build)},
            {"arguments", facts_json(header.arguments)},
            {"sessions", Json::array()},
            {"copy_curve", Json::array()},
            {"notes", header.notes}};
  for (const Session& session : header.sessions)
    json["sessions"].push_back({{"facts", facts_json(session.facts)},
                                {"seconds", six_digits(session.seconds)},
                                {"steal_ms", session.steal_ms},
                                {"swapped_pages", session.swapped_pages}});
  for (const CopySpeed& point : header.copy_curve)
    json["copy_curve"].push_back(
        {{"bytes", point.bytes}, {"gb_per_s", six_digits(point.gb_per_s)}});
  // The cases are text already: a line each.
  std::string text = dump(json, 1);
  text.resize(text.size() - 2);
  text += ",\n \"cases\": [";
  for (const std::string& one : cases)
    text.append(&one == &cases.front() ? "\n" : ",\n").append(one);
  return text + "\n ]\n}\n";
}

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
    const std::string name_of_case = case_name(one.key);
    const std::string size = name_of_case.substr(name_of_case.rfind("/n:"));
    const std::string workload = std::string("/")
                                     .append(row(one.key.workload.placement).name)
                                     .append("/")
                                     .append(row(one.key.workload.signs).name);
    for (std::size_t i = 0; i < one.entrants.size(); ++i, ++family) {
      const MeasuredEntrant& entrant = one.entrants[i];
      // Which is compared with itself: the second one needs a name of its own.
      const std::string run_name =
          fmt::format("{}/{}/{}/{}{}{}{}/real_time", name(one.key.operation),
                      name(one.key.convention), name(one.key.workload.type), entrant.implementation,
                      entrant.role == Role::repeated ? "/repeated" : "", workload, size);
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
  return dump(Json{{"context", context}, {"benchmarks", runs}}, 1) + "\n";
}

}  // namespace rectifier::bench
