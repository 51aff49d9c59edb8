// The reader of measurements.json. The file may come from anywhere and be damaged in any way.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <stdexcept>

#include "measurements.hpp"
#include "words.hpp"

namespace rectifier::bench {
namespace {

using Json = nlohmann::ordered_json;

constexpr char expected[] = "expected what `rectifier measure` writes";

/// A call of a hundred days is none.
constexpr double longest_ns = 1e16;

/// Reads values out of JSON and complains with the place where they stand.
struct Reader {
  std::string file;
  std::string where;

  [[noreturn]] void reject(const std::string& why) const {
    throw std::invalid_argument(
        fmt::format("{}: {}{}{}", file, where, where.empty() ? "" : ": ", why));
  }

  const Json& field(const Json& object, const char* key) const {
    if (!object.is_object()) reject(fmt::format("must be an object; {}", expected));
    const auto found = object.find(key);
    if (found == object.end()) reject(fmt::format("\"{}\" is missing; {}", key, expected));
    return *found;
  }

  const Json& list(const Json& object, const char* key) const {
    const Json& value = field(object, key);
    if (!value.is_array()) reject(fmt::format("\"{}\" must be a list", key));
    return value;
  }

  bool flag(const Json& object, const char* key) const {
    const Json& value = field(object, key);
    if (!value.is_boolean()) reject(fmt::format("\"{}\" must be true or false", key));
    return value.get<bool>();
  }

  std::string text(const Json& object, const char* key) const {
    const Json& value = field(object, key);
    if (!value.is_string()) reject(fmt::format("\"{}\" must be a string", key));
    return value.get<std::string>();
  }

  double number(const Json& object, const char* key) const {
    const Json& value = field(object, key);
    if (!value.is_number() || !std::isfinite(value.get<double>()) || value.get<double>() < 0)
      reject(fmt::format("\"{}\" is {}; it must be a number, and not below zero", key,
                         printable(value.dump(), 40)));
    return value.get<double>();
  }

  std::size_t count(const Json& object, const char* key) const {
    const Json& value = field(object, key);
    constexpr std::uint64_t most = std::uint64_t{1} << 40;
    if (!value.is_number_unsigned() || value.get<std::uint64_t>() > most)
      reject(fmt::format("\"{}\" is {}; it must be an integer from 0 to 2^40", key,
                         printable(value.dump(), 40)));
    return value.get<std::size_t>();
  }

  std::size_t word(const Json& object, const char* key,
                   const std::vector<std::string>& accepted) const {
    try {
      return index_of(key, text(object, key), accepted);
    } catch (const std::invalid_argument& error) {
      reject(error.what());
    }
  }

  Facts facts(const Json& object, const char* key) const {
    const Json& value = field(object, key);
    if (!value.is_object()) reject(fmt::format("\"{}\" must be an object", key));
    Facts found;
    for (const auto& [what, fact] : value.items()) {
      if (!fact.is_string())
        reject(fmt::format("\"{}\" of \"{}\" must be a string", printable(what, 40), key));
      found.emplace_back(what, fact.get<std::string>());
    }
    return found;
  }

  Round round(const Json& json, std::size_t entrants) const {
    Round made;
    made.stage = Stage(word(json, "stage", words(stages)));
    made.launch = count(json, "launch");
    made.iterations = count(json, "iterations");
    made.seconds = number(json, "seconds");
    made.steal_ms = number(json, "steal_ms");
    made.switches = count(json, "switches");
    const Json& times = list(json, "ns");
    if (times.size() != entrants)
      reject(
          fmt::format("\"ns\" holds {} times, but there are {} entrants", times.size(), entrants));
    for (const Json& time : times) {
      if (!time.is_null() &&
          !(time.is_number() && time.get<double>() > 0 && time.get<double>() < longest_ns))
        reject(fmt::format("a time is {}; it must be ns a call, above zero, or null",
                           printable(time.dump(), 40)));
      made.ns.push_back(time.is_null() ? not_timed : time.get<double>());
    }
    return made;
  }

  MeasuredEntrant entrant(const Json& json) const {
    MeasuredEntrant made{Role(word(json, "role", words(roles))), text(json, "implementation"),
                         text(json, "target"), flag(json, "checked")};
    std::string letters = made.implementation;
    std::erase(letters, '/');
    if (letters.empty() || !is_word(letters))
      reject(fmt::format("implementation \"{}\" is not of the form [a-z0-9_.]+",
                         printable(made.implementation, 80)));
    if (!is_word(made.target)) reject("\"target\" must be the name of a target");
    return made;
  }

  MeasuredCase measured_case(const Json& json) {
    const std::string outer = where;
    MeasuredCase made{};
    made.key.operation = Operation(word(json, "operation", words(operations)));
    made.key.convention = Convention(word(json, "convention", words(conventions)));
    made.key.workload.type = Type(word(json, "type", type_words()));
    made.key.workload.placement = Placement(word(json, "placement", words(placements)));
    made.key.workload.signs = Signs(word(json, "signs", words(signs)));
    made.key.workload.n = count(json, "n");
    if (made.key.workload.n == 0) reject("\"n\" is 0; it must be at least 1");
    std::set<std::pair<Role, std::string>> seen;
    for (const Json& item : list(json, "entrants")) {
      where = fmt::format("{}, entrant {}", outer, made.entrants.size() + 1);
      made.entrants.push_back(entrant(item));
      if (!seen.emplace(made.entrants.back().role, made.entrants.back().implementation).second)
        reject(fmt::format("{} is there twice", made.entrants.back().implementation));
    }
    for (const Json& item : list(json, "rounds")) {
      where = fmt::format("{}, round {}", outer, made.rounds.size() + 1);
      made.rounds.push_back(round(item, made.entrants.size()));
    }
    where = outer;
    return made;
  }
};

Json parse(const Reader& reader, std::string_view json) {
  if (json.find_first_not_of(" \t\r\n") == std::string_view::npos)
    reader.reject(fmt::format("is empty; {}", expected));
  try {
    return Json::parse(json);
  } catch (const Json::exception& error) {
    // "[json.exception.parse_error.101] parse error at line 1, column 5: …"
    const std::string_view what = error.what();
    const auto end = what.find("] ");
    reader.reject(fmt::format("is not valid or not complete JSON ({}); {}",
                              printable(what.substr(end == what.npos ? 0 : end + 2)), expected));
  }
}

}  // namespace

Measurements parse_measurements(const std::string& file, std::string_view json) {
  Reader reader{printable(file), {}};
  const Json document = parse(reader, json);
  if (!document.is_object() || !document.contains("schema"))
    reader.reject(fmt::format("was not written by rectifier measure; {}", expected));
  if (const std::string found = reader.text(document, "schema"); found != schema)
    reader.reject(
        fmt::format("\"schema\" is \"{}\"; this version reads {}", printable(found, 60), schema));
  Measurements made;
  made.complete = reader.flag(document, "complete");
  made.machine = reader.facts(document, "machine");
  made.build = reader.facts(document, "build");
  made.arguments = reader.facts(document, "arguments");
  for (const Json& session : reader.list(document, "sessions")) {
    reader.where = fmt::format("session {}", made.sessions.size() + 1);
    made.sessions.push_back({reader.facts(session, "facts"), reader.number(session, "seconds"),
                             reader.number(session, "steal_ms"),
                             reader.number(session, "swapped_pages")});
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
  std::set<Case> seen;
  for (const Json& item : reader.list(document, "cases")) {
    reader.where = fmt::format("case {}", made.cases.size() + 1);
    made.cases.push_back(reader.measured_case(item));
    if (!seen.insert(made.cases.back().key).second)
      reader.reject(fmt::format("{} is there twice", case_name(made.cases.back().key)));
  }
  return made;
}

Measurements read_measurements(const std::string& file) {
  if (std::error_code ignored; std::filesystem::is_directory(file, ignored))
    throw std::invalid_argument(printable(file) + ": is a folder; " + expected);
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream json;
  // Copying an empty file sets failbit, so only the source is asked.
  if (stream) json << stream.rdbuf();
  if (!stream.is_open() || stream.bad())
    throw std::invalid_argument(printable(file) + ": can't be read; " + expected);
  return parse_measurements(file, json.str());
}

}  // namespace rectifier::bench
