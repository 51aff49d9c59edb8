#include <fmt/format.h>

#include <iterator>

#include "reports/page/render.hpp"

namespace rectifier::reports {
namespace {

/// A field as RFC 4180 has it: in quotes where it needs them.
std::string field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == text.npos) return std::string(text);
  std::string quoted = "\"";
  for (char c : text) quoted.append(c == '"' ? 2 : 1, c);
  return quoted + '"';
}

std::string number(std::optional<double> value) {
  return value ? fmt::format("{:.6g}", *value) : "";
}

}  // namespace

std::string render_csv(const Report& report) {
  std::string csv =
      "operation,convention,type,placement,signs,then,n,implementation,target,min_ns,median_ns,"
      "gb_per_s,share_of_copy,ratio_to_best,ratio_low,ratio_high,bound,verdict\n";
  for (const JudgedCase& one : report.cases) {
    const auto line = [&](const Standing& entrant) {
      const std::string_view verdict = entrant.verdict ? name(*entrant.verdict) : "undecided";
      fmt::format_to(
          std::back_inserter(csv), "{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n",
          name(one.key.operation), name(one.key.convention), name(one.key.type),
          bench::row(one.key.placement).name, bench::row(one.key.signs).name,
          bench::row(one.key.then).name, one.key.n, field(entrant.implementation),
          field(entrant.target), number(entrant.min_ns), number(entrant.median_ns),
          number(entrant.gb_per_s), number(entrant.share_of_copy), number(entrant.ratio_to_best),
          number(entrant.ratio_low), number(entrant.ratio_high), number(entrant.bound),
          entrant.role == bench::Role::peer ? "peer" : verdict);
    };
    for (const Standing& kernel : one.kernels) line(kernel);
    for (const Standing& peer : one.peers) line(peer);
    for (const auto& call : {one.public_call, one.threads})
      if (call) line(*call);
  }
  return csv;
}

}  // namespace rectifier::reports
