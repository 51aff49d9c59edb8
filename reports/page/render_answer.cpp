#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "reports/page/answer.hpp"
#include "reports/page/public_call.hpp"
#include "reports/page/render.hpp"
#include "reports/page/shown_settings.hpp"
#include "support/text.hpp"

namespace rectifier::reports {
namespace {

/// So many cases in which the public call loses, and so many lines, fit a glance.
constexpr std::size_t calls_named = 2, rows_shown = 12;

std::string line_of(const AnswerRow& row) {
  const std::string bound =
      row.bound ? "at most " + percent_at_most(*row.bound) + " slower" : "no bound is known";
  return filled("  " + row.implementation.substr(0, 40), 29, 29,
                fmt::format("n {}: {}; {}{}", range_text(row.n_min, row.n_max), row.of, bound,
                            row.told ? ", told from as many bytes" : ""));
}

}  // namespace

std::string render_answer(const Report& report) {
  const Answer answer = answer_of(report);
  std::string text;
  if (const std::string call = public_call_text(report, calls_named); !call.empty())
    text += wrap(call);
  std::string words = answer_text(report, answer);
  std::erase(words, '`');
  text += wrap(words);
  for (std::size_t i = 0; i < std::min(answer.rows.size(), rows_shown); ++i)
    text += line_of(answer.rows[i]);
  if (answer.rows.size() > rows_shown)
    text += fmt::format("  and {} rows more, on the page\n", answer.rows.size() - rows_shown);
  std::map<Verdict, std::size_t> verdicts;
  for (const JudgedCase& one : report.cases)
    if (one.verdict()) ++verdicts[*one.verdict()];
  return text + wrap(fmt::format("The fastest of each case: {} wins, {} ties, {} undecided; "
                                 "differences below {} count for nothing.",
                                 verdicts[Verdict::win], verdicts[Verdict::tie],
                                 verdicts[Verdict::undecided], tolerance_text(report)));
}

}  // namespace rectifier::reports
