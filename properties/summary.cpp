#include "properties/summary.hpp"

#include <cstdio>
#include <fstream>
#include <stdexcept>

#include "rectifier/kernel.hpp"

namespace rectifier {
namespace {

using Json = nlohmann::ordered_json;
constexpr int schema = 1;

void replace_file(const std::string& file, const Json& summary) {
  const std::string partial = file + ".partial";
  std::ofstream out(partial);
  out << summary.dump(2) << '\n' << std::flush;
  if (!out || std::rename(partial.c_str(), file.c_str()) != 0) {
    std::remove(partial.c_str());
    throw std::runtime_error("can't write the summary to " + file);
  }
}

/// What a file holds; an empty object if there is none.
Json existing(const std::string& file) {
  std::ifstream in(file);
  if (!in) return Json::object();
  const Json found = Json::parse(in, nullptr, false);
  if (!found.is_object() || found.value("schema", Json()) != schema ||
      found.value("version", Json()) != version())
    throw std::runtime_error(file + " is no summary of version " + std::string(version()) +
                             ", so nothing was added to it");
  return found;
}

}  // namespace

void write_summary(const std::string& file, Json summary) {
  const Json head = {{"schema", schema}, {"version", version()}};
  Json whole = head;
  whole.update(summary);
  replace_file(file, whole);
}

void add_mutants_to_summary(const std::string& file, const std::string& kind, const Json& score) {
  Json summary = existing(file);
  summary["schema"] = schema;
  summary["version"] = version();
  summary["mutants"][kind] = score;
  replace_file(file, summary);
}

}  // namespace rectifier
