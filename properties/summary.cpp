#include "properties/summary.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "rectifier/kernel.hpp"
#include "support/atomic_file.hpp"
#include "support/json_reader.hpp"

namespace rectifier {
namespace {

using Json = nlohmann::ordered_json;
constexpr int schema = 1;

constexpr std::string_view hows[] = {"running", "held", "skipped",           "not judged", "failed",
                                     "crashed", "hung", "ended the process", "killed"};

void replace_file(const std::string& file, const Json& summary) {
  Draft(file, json_text(summary, 2) + "\n").replace_target();
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

std::string_view name(How how) { return hows[std::size_t(how)]; }

Json to_json(const Outcome& one) {
  return {{"property", one.property}, {"kernel", one.kernel}, {"ended", name(one.how)},
          {"wrong", one.wrong},       {"input", one.input},   {"repeat", one.repeat},
          {"cases", one.cases},       {"inputs", one.inputs}};
}

Outcome outcome_of(const Json& json) {
  const auto how = std::find(std::begin(hows), std::end(hows), json.at("ended").get<std::string>());
  return {json.at("property"), json.at("kernel"), How(how - std::begin(hows)),
          json.at("wrong"),    json.at("input"),  json.at("repeat"),
          json.at("cases"),    json.at("inputs")};
}

void Summary::add(const Outcome& outcome) {
  if (outcome.how == How::skipped) {
    ++skipped[outcome.wrong];
    return;
  }
  cases += outcome.cases;
  exhaustive_inputs += outcome.inputs;
  Tally& tally = kernels[outcome.kernel];
  if (outcome.bad()) {
    ++tally.failed;
    failures.push_back(outcome);
  } else {
    ++tally.held;
    ++held;
  }
}

void write_summary(const std::string& file, const Json& settings, const Summary& summary) {
  Json whole = {{"schema", schema}, {"version", version()}};
  whole.update(settings);
  whole["held"] = summary.held;
  whole["failed"] = summary.failures.size();
  whole["cases"] = summary.cases;
  whole["exhaustive_inputs"] = summary.exhaustive_inputs;
  whole["skipped"] = summary.skipped;
  Json& kernels = whole["kernels"] = Json::object();
  for (const auto& [id, tally] : summary.kernels)
    kernels[id] = {{"held", tally.held}, {"failed", tally.failed}};
  Json& failures = whole["failures"] = Json::array();
  for (const Outcome& outcome : summary.failures) failures.push_back(to_json(outcome));
  replace_file(file, whole);
}

std::vector<Outcome> failures_in(const std::string& file) {
  std::vector<Outcome> found;
  const Json summary = existing(file);
  if (!summary.empty())
    for (const Json& one : summary.at("failures")) found.push_back(outcome_of(one));
  return found;
}

void add_mutants_to_summary(const std::string& file, const std::string& kind, const Json& score) {
  Json summary = existing(file);
  summary["schema"] = schema;
  summary["version"] = version();
  summary["mutants"][kind] = score;
  replace_file(file, summary);
}

}  // namespace rectifier
