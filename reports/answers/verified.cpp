#include "reports/answers/verified.hpp"

#include <fmt/format.h>

#include "support/accepted_words.hpp"
#include "support/json_reader.hpp"

namespace rectifier::reports {
namespace {

using Json = JsonReader::Json;

constexpr char expected[] = "expected what `rectifier-properties --summary=FILE` writes";
constexpr int schema = 1;

/// Counts here go beyond those of elements.
std::size_t large_count(const JsonReader& reader, const Json& object, const char* key) {
  const Json& value = reader.field(object, key);
  if (!value.is_number_unsigned())
    reader.reject(fmt::format("\"{}\" is {}; it must be an integer from 0 on", key,
                              printable(value.dump(), 40)));
  return value.get<std::size_t>();
}

}  // namespace

std::set<std::string> Verified::failed_kernels() const {
  std::set<std::string> failed;
  for (const auto& [id, tally] : kernels)
    if (tally.failed > 0) failed.insert(id);
  return failed;
}

Verified parse_verified(const std::string& file, std::string_view json) {
  JsonReader reader{printable(file), expected, {}};
  const Json document = reader.parse(json);
  if (reader.field(document, "schema") != Json(schema))
    reader.reject(fmt::format("\"schema\" is {}; {}, whose schema is {}",
                              printable(document["schema"].dump(), 60), expected, schema));
  Verified made;
  made.version = reader.text(document, "version");
  const Json& seed = reader.field(document, "seed");
  if (!seed.is_number_unsigned()) reader.reject("\"seed\" must be an integer from 0 on");
  made.seed = seed.dump();
  made.held = large_count(reader, document, "held");
  made.failed = large_count(reader, document, "failed");
  made.cases = large_count(reader, document, "cases");
  made.exhaustive_inputs = large_count(reader, document, "exhaustive_inputs");
  const Json& skipped = reader.field(document, "skipped");
  if (!skipped.is_null() && !skipped.is_object()) reader.reject("\"skipped\" must be an object");
  for (const auto& [reason, ignored] : skipped.items())
    made.skipped += large_count(reader, skipped, reason.c_str());
  const Json& kernels = reader.field(document, "kernels");
  if (!kernels.is_object()) reader.reject("\"kernels\" must be an object");
  for (const auto& [id, tally] : kernels.items()) {
    reader.where = fmt::format("kernel {}", printable(id, 80));
    made.kernels[id] = {large_count(reader, tally, "held"), large_count(reader, tally, "failed")};
  }
  if (!document.contains("mutants")) return made;
  for (const auto& [kind, score] : reader.field(document, "mutants").items()) {
    reader.where = fmt::format("mutants {}", printable(kind, 80));
    const Verified::Score read{large_count(reader, score, "killed"),
                               large_count(reader, score, "of")};
    if (read.killed > read.of) reader.reject("more of them were killed than there were");
    made.mutants[kind] = read;
  }
  return made;
}

Verified read_verified(const std::string& file) {
  return parse_verified(file, file_contents(file, expected));
}

}  // namespace rectifier::reports
