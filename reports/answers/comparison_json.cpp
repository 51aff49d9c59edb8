// The document of `rectifier compare --json` (comparison.md).
#include <cmath>

#include "reports/answers/comparison.hpp"

namespace rectifier::reports {
namespace {

using Json = JsonReader::Json;

/// null where it is no number.
Json number(double value) { return std::isfinite(value) ? Json(value) : Json(); }

Json row_json(const Compared& compared) {
  Json json = bench::case_json(compared.key);
  json["role"] = bench::name(compared.role);
  json["implementation"] = compared.implementation;
  json["processes"] = compared.processes;
  const auto& estimate = compared.estimate;
  json["ratio"] = estimate ? number(estimate->value()) : Json();
  return json;
}

}  // namespace

std::string comparison_json(const Comparison& comparison) {
  Json json{{"schema", "rectifier-comparison/1"},
            {"files", comparison.one_file ? 1 : 2},
            {"tolerance", comparison.tolerance},
            {"error_rate", bench::error_rate},
            {"unmatched", comparison.unmatched},
            {"left_out", comparison.left_out},
            {"warnings", comparison.warnings},
            {"copies", Json::array()},
            {"told", Json::array()},
            {"kernels", Json::array()}};
  for (const CopyChange& copy : comparison.copies) {
    json["copies"].push_back(bench::case_json(copy.key));
    json["copies"].back()["ratio"] = number(copy.ratio);
  }
  for (const Compared& compared : comparison.told) json["told"].push_back(row_json(compared));
  for (const Compared& compared : comparison.rows) {
    Json one = row_json(compared);
    const auto& estimate = compared.estimate;
    one["ratio_low"] = estimate ? number(compared.low) : Json();
    one["ratio_high"] = estimate ? number(compared.high) : Json();
    one["at_most"] = estimate ? number(estimate->high(0.95)) : Json();
    one["change"] = row(compared.change).word;
    one["doubt"] = row(compared.doubt).word;
    json["kernels"].push_back(std::move(one));
  }
  return json_text(json, 1);
}

}  // namespace rectifier::reports
