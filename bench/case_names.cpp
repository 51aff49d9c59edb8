#include "bench/case_names.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "rectifier/kernel.hpp"
#include "support/accepted_words.hpp"

namespace rectifier::bench {

std::string kernel_id(const Setting& setting, const std::string& implementation, bool declared) {
  Kernel row{};
  row.operation = setting.operation;
  if (declared) row.convention = setting.convention;
  row.type = setting.type;
  row.implementation = implementation;
  return rectifier::kernel_id(row);
}

bool is_from_outside(std::string_view implementation) {
  return implementation.find('/') != implementation.npos;
}

std::string name_without_size(std::string_view subject, const Setting& setting) {
  std::string text =
      fmt::format("{}/{}/{}", subject, row(setting.placement).name, row(setting.signs).name);
  if (row(setting.then).reads) text.append("/").append(row(setting.then).name);
  return text;
}

std::string case_name(const Case& one) {
  return fmt::format(
      "{}/n:{}",
      name_without_size(
          fmt::format("{}/{}/{}", name(one.operation), name(one.convention), name(one.type)), one),
      one.n);
}

std::string placement_text(Placement placement) {
  std::string text(row(placement).name);
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

std::string setting_text(const Setting& setting) {
  return fmt::format("{}, {}, {}, {}, {} signs{}", name(setting.operation),
                     name(setting.convention), name(setting.type),
                     placement_text(setting.placement), row(setting.signs).name,
                     row(setting.then).reads ? ", the result read" : "");
}

JsonReader::Json setting_json(const Setting& setting) {
  return {{"operation", name(setting.operation)}, {"convention", name(setting.convention)},
          {"type", name(setting.type)},           {"placement", row(setting.placement).name},
          {"signs", row(setting.signs).name},     {"then", row(setting.then).name}};
}

JsonReader::Json case_json(const Case& one) {
  JsonReader::Json json = setting_json(one);
  json["n"] = one.n;
  return json;
}

Setting SettingReader::setting(const Json& json) const {
  return {Operation(word(json, "operation", words(operations))),
          Convention(word(json, "convention", words(conventions))),
          Type(word(json, "type", words(types))),
          Placement(word(json, "placement", words(placements))),
          Signs(word(json, "signs", words(signs))),
          // Files from before there was a choice.
          json.contains("then") ? Then(word(json, "then", words(thens))) : Then::nothing};
}

Case SettingReader::one(const Json& json) const {
  const Case made{setting(json), count(json, "n")};
  if (made.n == 0) reject("\"n\" is 0; it must be at least 1");
  return made;
}

}  // namespace rectifier::bench
