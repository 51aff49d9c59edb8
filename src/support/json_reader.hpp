// Values out of JSON that may come from anywhere and be damaged in any way.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace rectifier {

/// Reads values out of one file, and complains with the place where they stand. Every function
/// throws std::invalid_argument in one line "FILE: WHERE: WHAT IS WRONG".
struct JsonReader {
  using Json = nlohmann::ordered_json;

  std::string file;      ///< its name, printable
  std::string expected;  ///< "expected what … writes"
  std::string where;     ///< the place in it, such as "case 3"

  [[noreturn]] void reject(const std::string& why) const;

  /// The whole of it.
  Json parse(std::string_view json) const;

  /// The whole of it, which must be an object with this schema.
  Json document(std::string_view json, std::string_view schema) const;

  const Json& field(const Json& object, const char* key) const;
  const Json& list(const Json& object, const char* key) const;
  bool flag(const Json& object, const char* key) const;
  std::string text(const Json& object, const char* key) const;
  /// Finite, and not below zero.
  double number(const Json& object, const char* key) const;
  /// An integer from 0 to 2^40.
  std::size_t count(const Json& object, const char* key) const;
  /// Which of the accepted words it is.
  std::size_t word(const Json& object, const char* key,
                   const std::vector<std::string>& accepted) const;
  /// An object that holds strings alone.
  std::vector<std::pair<std::string, std::string>> facts(const Json& object, const char* key) const;
  /// Of the form [a-z0-9_.]+, with `/` between parts, as implementations are.
  std::string implementation(const Json& object, const char* key) const;
};

/// JSON as text, in lines if there is an indent. Text of the system's may hold bytes that are not
/// UTF-8: they are replaced.
std::string json_text(const JsonReader::Json& json, int indent = -1);

/// What is in a file. @throws std::invalid_argument where it can't be read.
std::string file_contents(const std::string& file, const std::string& expected);

}  // namespace rectifier
