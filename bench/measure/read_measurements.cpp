// The reader of measurements.json. The file may come from anywhere and be damaged in any way.
#include <fmt/format.h>

#include <cmath>
#include <map>
#include <set>
#include <stdexcept>

#include "bench/measure/measurements.hpp"
#include "support/accepted_words.hpp"
#include "support/json_reader.hpp"

namespace rectifier::bench {
namespace {

using Json = JsonReader::Json;

constexpr char expected[] = "expected what `rectifier measure` writes";

/// A call of a hundred days is none.
constexpr double longest_ns = 1e16;

struct Reader : SettingReader {
  MeasuredEntrant entrant(const Json& json) const {
    MeasuredEntrant made{Role(word(json, "role", words(roles))),
                         implementation(json, "implementation"), text(json, "target"),
                         flag(json, "checked"),
                         json.contains("same_code_as") ? implementation(json, "same_code_as") : ""};
    if (!is_word(made.target)) reject("\"target\" must be the name of a target");
    return made;
  }

  MeasuredCase measured_case(const Json& json) {
    const std::string outer = where;
    MeasuredCase made{one(json), {}, {}};
    std::set<std::pair<Role, std::string>> seen;
    for (const Json& item : list(json, "entrants")) {
      where = fmt::format("{}, entrant {}", outer, made.entrants.size() + 1);
      made.entrants.push_back(entrant(item));
      if (!seen.emplace(made.entrants.back().role, made.entrants.back().implementation).second)
        reject(fmt::format("{} is there twice", made.entrants.back().implementation));
    }
    where = outer;
    add_rounds(made, json);
    return made;
  }

  void add_rounds(MeasuredCase& to, const Json& json) {
    const std::string outer = where;
    for (const Json& item : list(json, "rounds")) {
      where = fmt::format("{}, round {}", outer, to.rounds.size() + 1);
      to.rounds.push_back(read_round(*this, item, to.entrants.size()));
    }
    where = outer;
  }
};

}  // namespace

Round read_round(const JsonReader& reader, const Json& json, std::size_t entrants) {
  Round made;
  made.stage = Stage(reader.word(json, "stage", words(stages)));
  made.launch = reader.count(json, "launch");
  made.iterations = reader.count(json, "iterations");
  if (json.contains("further")) made.further = reader.count(json, "further");
  made.seconds = reader.number(json, "seconds");
  made.steal_ms = reader.number(json, "steal_ms");
  made.switches = reader.count(json, "switches");
  const Json& times = reader.list(json, "ns");
  if (times.size() != entrants)
    reader.reject(
        fmt::format("\"ns\" holds {} times, but there are {} entrants", times.size(), entrants));
  for (const Json& time : times) {
    if (!time.is_null() &&
        !(time.is_number() && time.get<double>() > 0 && time.get<double>() < longest_ns))
      reader.reject(fmt::format("a time is {}; it must be ns a call, above zero, or null",
                                printable(time.dump(), 40)));
    made.ns.push_back(time.is_null() ? not_timed : time.get<double>());
  }
  return made;
}

Measurements parse_measurements(const std::string& file, std::string_view json) {
  Reader reader{{printable(file), expected, {}}};
  // While a run goes on, the first line has all but the cases, and each further one has a case.
  const std::size_t first = std::min(json.find('\n'), json.size());
  const Json head = Json::parse(json.substr(0, first), nullptr, false);
  const bool in_lines =
      head.is_object() && head.value("complete", Json()) == false && !head.contains("cases");
  const Json document = reader.document(in_lines ? json.substr(0, first) : json, schema);
  Measurements made;
  made.complete = reader.flag(document, "complete");
  made.machine = reader.facts(document, "machine");
  made.build = reader.facts(document, "build");
  made.arguments = reader.facts(document, "arguments");
  for (const Json& session : reader.list(document, "sessions")) {
    reader.where = fmt::format("session {}", made.sessions.size() + 1);
    made.sessions.push_back(
        {reader.facts(session, "facts"), reader.number(session, "seconds"),
         reader.number(session, "steal_ms"), reader.number(session, "swapped_pages"),
         session.contains("throttled") ? reader.count(session, "throttled") : 0,
         session.contains("throttled_ms") ? reader.number(session, "throttled_ms") : 0});
  }
  for (const Json& point : reader.list(document, "copy_curve")) {
    reader.where = fmt::format("copy_curve {}", made.copy_curve.size() + 1);
    made.copy_curve.push_back({reader.number(point, "bytes"), reader.number(point, "gb_per_s")});
  }
  reader.where.clear();
  for (const Json& note : reader.list(document, "notes")) {
    if (!note.is_string()) reader.reject("\"notes\" must hold strings");
    made.notes.push_back(note.get<std::string>());
  }
  std::map<Case, std::size_t> places;
  const auto add = [&](const Json& item) {
    reader.where = fmt::format("case {}", made.cases.size() + 1);
    made.cases.push_back(reader.measured_case(item));
    const Case& key = made.cases.back().key;
    if (!places.emplace(key, made.cases.size() - 1).second)
      reader.reject(fmt::format("{} is there twice", case_name(key)));
  };
  if (!in_lines) {
    for (const Json& item : reader.list(document, "cases")) add(item);
    return made;
  }
  // What the last line lacks, a run that was killed did not come to write.
  std::size_t line = 2;
  for (std::size_t from = first + 1, end; (end = json.find('\n', from)) < json.size();
       from = end + 1, ++line) {
    reader.where = fmt::format("line {}", line);
    const Json item = reader.parse(json.substr(from, end - from));
    if (!item.is_object() || !item.contains("rounds") || item.contains("entrants")) {
      add(item);
      continue;
    }
    const auto place = places.find(reader.one(item));
    if (place == places.end()) reader.reject("no line before it names its entrants");
    reader.add_rounds(made.cases[place->second], item);
  }
  return made;
}

Measurements read_measurements(const std::string& file) {
  return parse_measurements(file, file_contents(file, expected));
}

}  // namespace rectifier::bench
