// The reader of decisions.json. The file may come from anywhere and be damaged in any way.
#include <fmt/format.h>

#include <map>
#include <tuple>

#include "reports/answers/decisions.hpp"
#include "support/accepted_words.hpp"
#include "support/json_reader.hpp"

namespace rectifier::reports {
namespace {

using Json = JsonReader::Json;

constexpr char expected[] = "expected the decisions.json that `rectifier report` writes";

struct Reader : bench::SettingReader {
  std::map<std::string, std::string> known;  // implementations and their targets

  std::string known_implementation(const Json& object, const char* key) const {
    const std::string found = implementation(object, key);
    if (!known.contains(found))
      reject(fmt::format("{} {} is not in \"implementations\"", key, found));
    return found;
  }

  std::optional<double> perhaps(const Json& object, const char* key) const {
    return field(object, key).is_null() ? std::nullopt : std::optional(number(object, key));
  }

  std::string target(const Json& object, const char* key) const {
    const std::string found = text(object, key);
    if (found.empty() || !is_word(found) || found.size() > 40)
      reject(fmt::format("\"{}\" must be the name of a target", key));
    return found;
  }

  Decision decision(const Json& json) const {
    Decision row{};
    row.setting = setting(json);
    row.max_target = target(json, "max_target");
    row.n_min = count(json, "n_min");
    if (!field(json, "n_max").is_null()) row.n_max = count(json, "n_max");
    if (row.n_min == 0 || (row.n_max && *row.n_max < row.n_min))
      reject("the range of sizes is empty");
    row.implementation = known_implementation(json, "implementation");
    const std::size_t verdict = word(json, "verdict", words(bench::verdicts));
    if (Verdict(verdict) == Verdict::slower) reject("what is slower can't be chosen");
    row.verdict = Verdict(verdict);
    row.ratio = perhaps(json, "ratio");
    row.ratio_low = perhaps(json, "ratio_low");
    row.ratio_high = perhaps(json, "ratio_high");
    if (!field(json, "runner_up").is_null())
      row.runner_up = known_implementation(json, "runner_up");
    for (const Json& item : list(json, "tied_with")) {
      if (!item.is_string() || !known.contains(item.get<std::string>()))
        reject("\"tied_with\" must hold names that are in \"implementations\"");
      row.tied_with.push_back(item.get<std::string>());
    }
    row.regret = number(json, "regret");
    row.checked = flag(json, "checked");
    row.delta = number(json, "delta");
    return row;
  }

  MeasuredSize measured(const Json& json) const {
    const bench::Case key = one(json);
    MeasuredSize size{key, key.n, {}};
    const Json& times = field(json, "times");
    if (!times.is_object() || times.empty()) reject("\"times\" must be an object, and not empty");
    for (const auto& [implementation, ratio] : times.items()) {
      if (!known.contains(implementation) || !ratio.is_number() || ratio.get<double>() < 1)
        reject("\"times\" must hold numbers from 1 on, by names that are in \"implementations\"");
      size.times.push_back({implementation, ratio.get<double>()});
    }
    return size;
  }

  /// Rows of the same setting and target must follow each other without a gap.
  void check_ranges(const std::vector<Decision>& rows) {
    const auto group = [](const Decision& row) { return std::tie(row.setting, row.max_target); };
    std::map<std::pair<Setting, std::string>, bool> seen;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      where = fmt::format("row {}", i + 1);
      const bool first = i == 0 || group(rows[i - 1]) != group(rows[i]);
      const bool last = i + 1 == rows.size() || group(rows[i + 1]) != group(rows[i]);
      if (first && seen.contains({rows[i].setting, rows[i].max_target}))
        reject("the ranges of a setting and target must stand together");
      seen[{rows[i].setting, rows[i].max_target}] = true;
      const std::size_t begin = first               ? 1
                                : rows[i - 1].n_max ? *rows[i - 1].n_max + 1
                                                    : rows[i].n_min + 1;
      if (rows[i].n_min != begin || rows[i].n_max.has_value() == last)
        reject("the ranges of a setting and target must reach from 1 to no end, without a gap");
    }
  }
};

}  // namespace

Decisions parse_decisions(const std::string& file, std::string_view json) {
  Reader reader{{printable(file), expected, {}}, {}};
  const Json document = reader.document(json, decisions_schema);
  Decisions made;
  made.machine = reader.facts(document, "machine");
  made.delta = reader.number(document, "delta");
  for (const auto& [implementation, target] : reader.facts(document, "implementations")) {
    reader.implementation(Json{{"implementation", implementation}}, "implementation");
    if (!is_word(target)) reader.reject("\"implementations\" must hold names of targets");
    made.implementations.push_back({implementation, target});
    reader.known[implementation] = target;
  }
  for (const Json& row : reader.list(document, "rows")) {
    reader.where = fmt::format("row {}", made.rows.size() + 1);
    made.rows.push_back(reader.decision(row));
  }
  reader.check_ranges(made.rows);
  for (const Json& size : reader.list(document, "sizes")) {
    reader.where = fmt::format("size {}", made.sizes.size() + 1);
    made.sizes.push_back(reader.measured(size));
  }
  return made;
}

Decisions read_decisions(const std::string& file) {
  return parse_decisions(file, file_contents(file, expected));
}

}  // namespace rectifier::reports
