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
  bool before = false;                       // it is of the schema before

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
    const char* const others = before ? "tied_with" : "as_good";
    for (const Json& item : list(json, others)) {
      if (!item.is_string() || !known.contains(item.get<std::string>()))
        reject(fmt::format("\"{}\" must hold names that are in \"implementations\"", others));
      row.as_good.push_back(item.get<std::string>());
    }
    row.checked = flag(json, "checked");
    const auto verdict = Verdict(word(json, "verdict", words(bench::verdicts)));
    if (verdict == Verdict::slower) reject("what is slower can't be chosen");
    if (before) {
      // Its sizes are filled in later; what holds for all of them is kept in the first.
      row.at.push_back({{row.setting, 0}, 0, {}, verdict});
      return row;
    }
    for (const Json& size : list(json, "at")) row.at.push_back(rests_on(row, size));
    if (row.at.empty()) reject("\"at\" must not be empty");
    const auto bound = perhaps(json, "bound");
    if (row.verdict() != verdict || row.bound() != bound)
      reject("\"verdict\" and \"bound\" must be the worst of those in \"at\"");
    return row;
  }

  RestsOn rests_on(const Decision& row, const Json& json) const {
    RestsOn size{{row.setting, 0}, count(json, "n"), perhaps(json, "bound"), Verdict::undecided};
    size.verdict = Verdict(word(json, "verdict", words(bench::verdicts)));
    size.measured.n = size.n;
    if (json.contains("measured")) {
      const Json& measured = field(json, "measured");
      size.measured.operation = Operation(word(measured, "operation", words(operations)));
      size.measured.type = Type(word(measured, "type", words(types)));
      size.measured.then = bench::Then(word(measured, "then", words(bench::thens)));
      size.measured.n = count(measured, "n");
    }
    const std::size_t last = row.at.empty() ? 0 : row.at.back().n;
    if (size.n <= last || size.measured.n == 0)
      reject("\"at\" must hold sizes above 0 in their order");
    return size;
  }

  MeasuredSize measured(const Json& json) const {
    const bench::Case key = one(json);
    MeasuredSize size{key, key.n, {}};
    const char* const of = before ? "times" : "kernels";
    const Json& kernels = field(json, of);
    if (!kernels.is_object() || kernels.empty())
      reject(fmt::format("\"{}\" must be an object, and not empty", of));
    for (const auto& [implementation, value] : kernels.items()) {
      if (!known.contains(implementation))
        reject(fmt::format("\"{}\" must hold names that are in \"implementations\"", of));
      size.kernels.push_back(kernel(implementation, value));
    }
    return size;
  }

  MeasuredKernel kernel(const std::string& implementation, const Json& json) const {
    const Json wrapped = before ? Json{{"ratio", json}} : json;
    MeasuredKernel made{implementation, number(wrapped, "ratio"), {}, Verdict::undecided};
    if (made.ratio < 1) reject("\"ratio\" must be 1 at least");
    if (before) return made;
    made.bound = perhaps(json, "bound");
    made.verdict = Verdict(word(json, "verdict", words(bench::verdicts)));
    return made;
  }

  /// What a row of the schema before rests on: the sizes in its range.
  static void fill_in(Decision& row, const std::vector<MeasuredSize>& sizes) {
    const Verdict verdict = row.at.front().verdict;
    row.at.clear();
    for (const MeasuredSize& size : sizes)
      if (size.setting == row.setting && size.n >= row.n_min &&
          (!row.n_max || size.n <= *row.n_max))
        row.at.push_back({{size.setting, size.n}, size.n, {}, verdict});
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
  Reader reader{{printable(file), expected, {}}, {}, false};
  const Json document = reader.parse(json);
  const std::string schema = reader.text(document, "schema");
  reader.before = schema == decisions_schema_before;
  if (!reader.before && schema != decisions_schema)
    reader.reject(fmt::format("\"schema\" is \"{}\"; this version reads {} and {}",
                              printable(schema, 60), decisions_schema, decisions_schema_before));
  Decisions made;
  made.machine = reader.facts(document, "machine");
  made.tolerance = reader.number(document, reader.before ? "delta" : "tolerance");
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
  if (reader.before)
    for (Decision& row : made.rows) Reader::fill_in(row, made.sizes);
  return made;
}

Decisions read_decisions(const std::string& file) {
  return parse_decisions(file, file_contents(file, expected));
}

}  // namespace rectifier::reports
