#include "reports/page/page_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "reports/answers/code_bytes.hpp"
#include "reports/page/charts.hpp"
#include "reports/page/text.hpp"

namespace rectifier::reports {
namespace {

using kainjow::mustache::data;

constexpr std::size_t best_shown = 3;
constexpr const char* families_shown[] = {"branching", "autovec"};

/// Three digits that count, with commas.
std::string ns_text(const std::optional<double>& ns) {
  if (!ns) return "-";
  if (*ns < 100) return fmt::format("{:.{}f}", *ns, *ns < 10 ? 2 : 1);
  const double scale = std::pow(10, std::floor(std::log10(*ns)) - 2);
  std::string digits = fmt::format("{:.0f}", std::round(*ns / scale) * scale);
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, ",");
  return digits;
}

std::string bounds_text(const Standing& kernel) {
  if (!kernel.ratio_low && !kernel.ratio_high) return "-";
  const auto bound = [](const std::optional<double>& value) {
    return value ? fmt::format("{:.2f}", *value) : std::string("?");
  };
  return bound(kernel.ratio_low) + " to " + bound(kernel.ratio_high);
}

std::string properties_text(const Report& report, const std::string& id) {
  if (!report.verified) return {};
  const auto found = report.verified->kernels.find(id);
  if (found == report.verified->kernels.end()) return "-";
  const auto& [held, failed] = found->second;
  return failed == 0 ? fmt::format("{} held", held) : fmt::format("{} FAILED", failed);
}

data row_of(const Report& report, const bench::Case& key, const Standing& kernel) {
  const std::string id =
      bench::kernel_id(key, kernel.implementation, kernel.role != bench::Role::peer);
  const auto bytes = code_bytes(id);
  data row{data::type::object};
  row.set("operation", std::string(name(key.operation)));
  row.set("convention", std::string(name(key.convention)));
  row.set("type", std::string(name(key.type)));
  row.set("placement", placement_text(key.placement));
  row.set("signs", std::string(bench::row(key.signs).name));
  row.set("n", count_text(key.n));
  row.set("implementation", kernel.implementation);
  row.set("target", kernel.target);
  row.set("min", ns_text(kernel.min_ns));
  row.set("median", ns_text(kernel.median_ns));
  row.set("ratio", kernel.ratio_to_best ? fmt::format("{:.2f}", *kernel.ratio_to_best) : "-");
  row.set("bounds", bounds_text(kernel));
  row.set("verdict", std::string(kernel.role == bench::Role::peer ? "peer"
                                 : kernel.verdict                 ? name(*kernel.verdict)
                                                                  : "undecided"));
  row.set("share", kernel.share_of_copy ? fmt::format("{:.0f}", 100 * *kernel.share_of_copy) : "-");
  row.set("code", bytes ? std::to_string(*bytes) : "-");
  row.set("properties", properties_text(report, id));
  return row;
}

}  // namespace

void add_table(data& page, const Report& report) {
  data rows{data::type::list};
  for (const JudgedCase& one : report.cases) {
    std::set<std::string> families;
    for (std::size_t i = 0; i < one.kernels.size(); ++i) {
      const std::string family = family_of(one.kernels[i].implementation);
      const bool first = families.insert(family).second;
      const bool wanted = std::find(std::begin(families_shown), std::end(families_shown), family) !=
                          std::end(families_shown);
      if (i < best_shown || (first && wanted))
        rows.push_back(row_of(report, one.key, one.kernels[i]));
    }
    for (const auto& call : {one.public_call, one.threads})
      if (call) rows.push_back(row_of(report, one.key, *call));
    if (!one.peers.empty()) rows.push_back(row_of(report, one.key, one.peers.front()));
  }
  page.set("rows", rows);
  std::string names;
  for (const Target& target : targets()) names.append(names.empty() ? "" : " ").append(target.name);
  page.set("targets", names);
}

}  // namespace rectifier::reports
