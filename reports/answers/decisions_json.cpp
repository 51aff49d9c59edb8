#include <fmt/format.h>

#include <cmath>
#include <cstdlib>

#include "reports/answers/decisions.hpp"
#include "reports/page/render.hpp"

namespace rectifier::reports {
namespace {

using Json = JsonReader::Json;

/// As many digits as summary.csv has.
Json number(const std::optional<double>& value) {
  if (!value || !std::isfinite(*value)) return {};
  return std::strtod(fmt::format("{:.6g}", *value).c_str(), nullptr);
}

Json at_json(const Decision& row, const RestsOn& size) {
  Json json{{"n", size.n}, {"bound", number(size.bound)}, {"verdict", name(size.verdict)}};
  if (size.measured != bench::Case{row.setting, size.n}) {
    Json& measured = json["measured"] = Json::object();
    measured["operation"] = name(size.measured.operation);
    measured["type"] = name(size.measured.type);
    measured["then"] = bench::row(size.measured.then).name;
    measured["n"] = size.measured.n;
  }
  return json;
}

Json row_json(const Decision& row) {
  Json json = bench::setting_json(row.setting);
  json["max_target"] = row.max_target;
  json["n_min"] = row.n_min;
  json["n_max"] = row.n_max ? Json(*row.n_max) : Json();
  json["implementation"] = row.implementation;
  json["bound"] = number(row.bound());
  json["verdict"] = name(row.verdict());
  json["at"] = Json::array();
  for (const RestsOn& size : row.at) json["at"].push_back(at_json(row, size));
  json["as_good"] = row.as_good;
  json["checked"] = row.checked;
  return json;
}

Json size_json(const MeasuredSize& size) {
  Json json = bench::case_json({size.setting, size.n});
  Json& kernels = json["kernels"] = Json::object();
  for (const MeasuredKernel& kernel : size.kernels)
    kernels[kernel.implementation] = {{"ratio", number(kernel.ratio)},
                                      {"bound", number(kernel.bound)},
                                      {"verdict", name(kernel.verdict)}};
  return json;
}

/// A list with a line an entry.
template <class Entries, class ToJson>
std::string lines(const Entries& entries, const ToJson& to_json) {
  std::string text;
  for (const auto& entry : entries)
    text.append(text.empty() ? "\n  " : ",\n  ").append(json_text(to_json(entry)));
  return "[" + text + "\n ]";
}

}  // namespace

std::string decisions_json(const Decisions& decisions) {
  Json machine = Json::object();
  for (const auto& [what, value] : decisions.machine) machine[what] = value;
  Json implementations = Json::object();
  for (const Needs& needs : decisions.implementations)
    implementations[needs.implementation] = needs.target;
  return fmt::format(
      "{{\n \"schema\": \"{}\",\n \"machine\": {},\n \"tolerance\": {},\n"
      " \"implementations\": {},\n \"rows\": {},\n \"sizes\": {}\n}}\n",
      decisions_schema, json_text(machine), json_text(number(decisions.tolerance)),
      json_text(implementations), lines(decisions.rows, row_json),
      lines(decisions.sizes, size_json));
}

std::string render_decisions(const Report& report) { return decisions_json(report.decisions); }

}  // namespace rectifier::reports
