#include "bench/measure/measurements.hpp"

#include <fmt/format.h>

#include <cmath>

namespace rectifier::bench {
namespace {

using Json = JsonReader::Json;

/// More digits than these are noise, and make the file twice as long.
double six_digits(double value) {
  if (value == 0 || !std::isfinite(value)) return value;
  const double scale = std::pow(10, 5 - std::floor(std::log10(std::abs(value))));
  return std::round(value * scale) / scale;
}

Json facts_json(const Facts& facts) {
  Json object = Json::object();
  for (const auto& [what, value] : facts) object[what] = value;
  return object;
}

Json measured_json(const MeasuredCase& one) {
  Json json = case_json(one.key);
  json["entrants"] = Json::array();
  json["rounds"] = Json::array();
  for (const MeasuredEntrant& entrant : one.entrants) {
    json["entrants"].push_back({{"role", name(entrant.role)},
                                {"implementation", entrant.implementation},
                                {"target", entrant.target},
                                {"checked", entrant.checked}});
    if (!entrant.same_code_as.empty())
      json["entrants"].back()["same_code_as"] = entrant.same_code_as;
  }
  for (const Round& round : one.rounds) json["rounds"].push_back(round_json(round));
  return json;
}

Json header_json(const Measurements& header) {
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
                                {"swapped_pages", session.swapped_pages},
                                {"throttled", session.throttled},
                                {"throttled_ms", six_digits(session.throttled_ms)}});
  for (const CopySpeed& point : header.copy_curve)
    json["copy_curve"].push_back(
        {{"bytes", point.bytes}, {"gb_per_s", six_digits(point.gb_per_s)}});
  return json;
}

}  // namespace

Json round_json(const Round& round) {
  Json times = Json::array();
  for (double time : round.ns) times.push_back(std::isnan(time) ? Json() : Json(six_digits(time)));
  return {{"stage", name(round.stage)},           {"launch", round.launch},
          {"iterations", round.iterations},       {"further", round.further},
          {"seconds", six_digits(round.seconds)}, {"steal_ms", round.steal_ms},
          {"switches", round.switches},           {"ns", times}};
}

std::string header_line(const Measurements& header) {
  return json_text(header_json(header)) + "\n";
}

std::string case_line(const MeasuredCase& one) { return json_text(measured_json(one)) + "\n"; }

std::string rounds_line(const Case& one, const std::vector<Round>& rounds) {
  Json json = case_json(one);
  json["rounds"] = Json::array();
  for (const Round& round : rounds) json["rounds"].push_back(round_json(round));
  return json_text(json) + "\n";
}

std::string file_json(const Measurements& measurements) {
  // A line a case, so that files can be looked at and compared.
  std::string text = json_text(header_json(measurements), 1);
  text.resize(text.size() - 2);
  text += ",\n \"cases\": [";
  for (const MeasuredCase& one : measurements.cases)
    text.append(&one == &measurements.cases.front() ? "\n" : ",\n")
        .append(json_text(measured_json(one)));
  return text + "\n ]\n}\n";
}

}  // namespace rectifier::bench
