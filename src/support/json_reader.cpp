#include "support/json_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "support/accepted_words.hpp"

namespace rectifier {

void JsonReader::reject(const std::string& why) const {
  throw std::invalid_argument(
      fmt::format("{}: {}{}{}", file, where, where.empty() ? "" : ": ", why));
}

JsonReader::Json JsonReader::parse(std::string_view json) const {
  if (json.find_first_not_of(" \t\r\n") == std::string_view::npos)
    reject(fmt::format("is empty; {}", expected));
  try {
    return Json::parse(json);
  } catch (const Json::exception& error) {
    // "[json.exception.parse_error.101] parse error at line 1, column 5: …"
    const std::string_view what = error.what();
    const auto end = what.find("] ");
    reject(fmt::format("is not valid or not complete JSON ({}); {}",
                       printable(what.substr(end == what.npos ? 0 : end + 2)), expected));
  }
}

JsonReader::Json JsonReader::document(std::string_view json, std::string_view schema) const {
  Json made = parse(json);
  if (!made.is_object() || !made.contains("schema"))
    reject(fmt::format("has no \"schema\"; {}", expected));
  if (const std::string found = text(made, "schema"); found != schema)
    reject(
        fmt::format("\"schema\" is \"{}\"; this version reads {}", printable(found, 60), schema));
  return made;
}

const JsonReader::Json& JsonReader::field(const Json& object, const char* key) const {
  if (!object.is_object()) reject(fmt::format("must be an object; {}", expected));
  const auto found = object.find(key);
  if (found == object.end()) reject(fmt::format("\"{}\" is missing; {}", key, expected));
  return *found;
}

const JsonReader::Json& JsonReader::list(const Json& object, const char* key) const {
  const Json& value = field(object, key);
  if (!value.is_array()) reject(fmt::format("\"{}\" must be a list", key));
  return value;
}

bool JsonReader::flag(const Json& object, const char* key) const {
  const Json& value = field(object, key);
  if (!value.is_boolean()) reject(fmt::format("\"{}\" must be true or false", key));
  return value.get<bool>();
}

std::string JsonReader::text(const Json& object, const char* key) const {
  const Json& value = field(object, key);
  if (!value.is_string()) reject(fmt::format("\"{}\" must be a string", key));
  return value.get<std::string>();
}

double JsonReader::number(const Json& object, const char* key) const {
  const Json& value = field(object, key);
  if (!value.is_number() || !std::isfinite(value.get<double>()) || value.get<double>() < 0)
    reject(fmt::format("\"{}\" is {}; it must be a number, and not below zero", key,
                       printable(value.dump(), 40)));
  return value.get<double>();
}

std::size_t JsonReader::count(const Json& object, const char* key) const {
  const Json& value = field(object, key);
  constexpr std::uint64_t most = std::uint64_t{1} << 40;
  if (!value.is_number_unsigned() || value.get<std::uint64_t>() > most)
    reject(fmt::format("\"{}\" is {}; it must be an integer from 0 to 2^40", key,
                       printable(value.dump(), 40)));
  return value.get<std::size_t>();
}

std::size_t JsonReader::word(const Json& object, const char* key,
                             const std::vector<std::string>& accepted) const {
  try {
    return index_of(key, text(object, key), accepted);
  } catch (const std::invalid_argument& error) {
    reject(error.what());
  }
}

std::vector<std::pair<std::string, std::string>> JsonReader::facts(const Json& object,
                                                                   const char* key) const {
  const Json& value = field(object, key);
  if (!value.is_object()) reject(fmt::format("\"{}\" must be an object", key));
  std::vector<std::pair<std::string, std::string>> found;
  for (const auto& [what, fact] : value.items()) {
    if (!fact.is_string())
      reject(fmt::format("\"{}\" of \"{}\" must be a string", printable(what, 40), key));
    found.emplace_back(what, fact.get<std::string>());
  }
  return found;
}

std::string JsonReader::implementation(const Json& object, const char* key) const {
  std::string found = text(object, key);
  std::string letters = found;
  std::erase(letters, '/');
  if (letters.empty() || !is_word(letters) || found.size() > 200)
    reject(fmt::format("{} \"{}\" is not of the form [a-z0-9_.]+", key, printable(found, 80)));
  return found;
}

std::string json_text(const JsonReader::Json& json, int indent) {
  return json.dump(indent, ' ', false, JsonReader::Json::error_handler_t::replace);
}

std::string file_contents(const std::string& file, const std::string& expected) {
  if (std::error_code ignored; std::filesystem::is_directory(file, ignored))
    throw std::invalid_argument(printable(file) + ": is a folder; " + expected);
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream contents;
  // Copying an empty file sets failbit, so only the source is asked.
  if (stream) contents << stream.rdbuf();
  if (!stream.is_open() || stream.bad())
    throw std::invalid_argument(printable(file) + ": can't be read; " + expected);
  return contents.str();
}

}  // namespace rectifier
