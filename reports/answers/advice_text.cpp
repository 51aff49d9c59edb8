// The answer of `rectifier choose`, for people and for programs.
#include <fmt/format.h>

#include <algorithm>

#include "bench/measure/machine_and_build.hpp"
#include "reports/answers/advice.hpp"
#include "support/accepted_words.hpp"
#include "support/json_reader.hpp"
#include "support/number_text.hpp"

namespace rectifier::reports {
namespace {

std::string paragraph(const std::string& label, std::string_view text) {
  return rectifier::paragraph(label, 14, text);
}

std::string size_text(const Question& question) {
  if (question.low == question.high) return fmt::format("n = {}", count_text(question.low));
  return fmt::format("n from {} to {}", count_text(question.low), count_text(question.high));
}

std::string range_text(const Decision& row) {
  if (row.n_max)
    return fmt::format("n from {} to {}", count_text(row.n_min), count_text(*row.n_max));
  return fmt::format("n from {} on", count_text(row.n_min));
}

std::string why(const Advice& advice, const Decisions& decisions) {
  const Decision& row = advice.decision;
  if (!advice.used) return "nothing that was measured suits";
  std::string text;
  switch (row.verdict()) {
    case Verdict::win: text = "win: the fastest"; break;
    case Verdict::tie: text = "tie: as good as the fastest"; break;
    default: text = "undecided: not shown to be as good as the fastest";
  }
  if (!row.at.empty()) text += fmt::format(" at {}", rests_on_text(*advice.used, row.at));
  if (row.max_target != any_target) text += fmt::format(" with targets up to {}", row.max_target);
  return text + fmt::format(". It is taken for {}. Differences below {:.3g} % count for nothing.",
                            range_text(row), 100 * decisions.tolerance);
}

std::string bound(const Advice& advice) {
  const auto& at = advice.decision.at;
  std::string text = bound_text(advice.decision.bound());
  if (at.size() > 1 && advice.decision.bound()) {
    text += ":";
    for (const RestsOn& size : at)
      text += fmt::format("{} {} at {}", &size == &at.front() ? "" : ",",
                          percent_at_most(*size.bound), count_text(size.n));
  }
  return text;
}

std::string verification(const Advice& advice) {
  if (!advice.used || !advice.decision.checked) return "not by these measurements";
  return fmt::format(
      "compared bit for bit with the definition before it was timed. Every property of it: "
      "rectifier-properties --gtest_filter='*.{}'",
      advice.id);
}

/// Why the kernel can't run where this program does; empty where it can.
std::string unsupported(const Advice& advice) {
  const Kernel* kernel = find(advice.id);
  return kernel == nullptr ? "" : kernel->unsupported;
}

std::string machine_text(const Decisions& decisions) {
  return printable(bench::fact(decisions.machine, "CPU"), 60);
}

std::vector<std::string> notes_of(const Advice& advice, const Decisions& decisions) {
  std::vector<std::string> notes = advice.notes;
  if (advice.elsewhere)
    notes.insert(notes.begin(),
                 fmt::format("Measured on another machine ({}). `rectifier measure` and `rectifier "
                             "report` measure this one.",
                             machine_text(decisions)));
  if (const std::string reason = unsupported(advice); !reason.empty())
    notes.push_back(
        fmt::format("It can't run here ({}); the code then uses the public call.", reason));
  return notes;
}

std::string indented(std::string_view text) {
  std::string made = "  ";
  for (std::size_t i = 0; i < text.size(); ++i) {
    made += text[i];
    if (text[i] == '\n' && i + 1 < text.size() && text[i + 1] != '\n') made += "  ";
  }
  return made;
}

}  // namespace

std::string advice_text(const Advice& advice, const Decisions& decisions,
                        const std::string& source) {
  const Decision& row = advice.decision;
  std::string text = fmt::format("{}\n\n", row.implementation);
  text +=
      paragraph("For", setting_text(advice.question.setting) + ", " + size_text(advice.question));
  text += paragraph("Why", why(advice, decisions));
  text += paragraph("Bound", bound(advice));
  if (!row.as_good.empty())
    text += paragraph("As good", fmt::format("{}", fmt::join(row.as_good, ", ")));
  for (const std::string& note : notes_of(advice, decisions)) text += paragraph("Note", note);
  text += paragraph("At 0 and NaN", at_the_kink(advice.question.setting.operation,
                                                advice.question.setting.convention));
  text += paragraph("Checked", verification(advice));
  if (find(advice.id) != nullptr)
    text += paragraph(
        "Alone", fmt::format("rectifier export --kernel {} writes it as one header", advice.id));
  text += paragraph("Source",
                    fmt::format("{}, measured on {}", printable(source), machine_text(decisions)));
  text += "\nCMakeLists.txt:\n\n" + indented(cmake_to_paste());
  text += "\nC++:\n\n" + indented(code_to_paste(advice));
  return text;
}

std::string advice_json(const Advice& advice, const Decisions& decisions,
                        const std::string& source) {
  using Json = nlohmann::ordered_json;
  const Decision& row = advice.decision;
  const auto perhaps = [](const auto& value) { return value ? Json(*value) : Json(); };
  Json at = Json::array();
  for (const RestsOn& size : row.at)
    at.push_back({{"n", size.n},
                  {"measured", bench::case_name(size.measured)},
                  {"bound", perhaps(size.bound)},
                  {"verdict", name(size.verdict)}});
  const Json json{
      {"implementation", row.implementation},
      {"id", advice.id},
      {"question", setting_text(advice.question.setting) + ", " + size_text(advice.question)},
      {"case_used", advice.used ? Json(setting_text(*advice.used)) : Json()},
      {"verdict", name(row.verdict())},
      {"bound", perhaps(row.bound())},
      {"bound_text", bound_text(row.bound())},
      {"tolerance", decisions.tolerance},
      {"at", at},
      {"max_target", row.max_target},
      {"n_min", row.n_min},
      {"n_max", perhaps(row.n_max)},
      {"as_good", row.as_good},
      {"checked", advice.used.has_value() && row.checked},
      {"measured_here", !advice.elsewhere},
      {"at_zero_and_nan",
       at_the_kink(advice.question.setting.operation, advice.question.setting.convention)},
      {"notes", notes_of(advice, decisions)},
      {"source", source},
      {"cmake", cmake_to_paste()},
      {"code", code_to_paste(advice)},
      {"status", advice.status()}};
  return json_text(json, 2) + "\n";
}

}  // namespace rectifier::reports
