// What a page says, whatever its format.
#include "reports/page/document.hpp"

#include <gtest/gtest.h>

#include "reports/page/render.hpp"
#include "reports/page/shown_settings.hpp"
#include "reports/tests/made_up_report.hpp"

namespace rectifier::reports {
namespace {

using bench::Role;

TEST(Ranges, say_at_which_sizes_it_is_how_sure) {
  Range mixed{}, one{};
  mixed.sizes = {{Verdict::win, {64, 1024}}, {Verdict::undecided, {65'536}}};
  one.sizes = {{Verdict::tie, {64}}};
  EXPECT_EQ(sure_text(mixed), "win at 64, 1,024; undecided at 65,536");
  EXPECT_EQ(sure_text(one), "tie");
  const std::string summary = summary_text({mixed, one});
  EXPECT_TRUE(summary.starts_with("In 2 of 4 cases ")) << summary;
  EXPECT_NE(summary.find("; in 1 it is as fast"), summary.npos) << summary;
  EXPECT_NE(summary.find("; in 1 the rounds"), summary.npos) << summary;
}

TEST(Shown, are_the_same_settings_on_the_terminal_and_on_every_page) {
  // The first of all cases is of another convention than what is shown.
  Measurements made = made_up();
  for (bench::MeasuredCase& one : made.cases)
    if (one.key.operation == Operation::relu) one.key.convention = Convention::pytorch;
  const Report report = make_report({made});
  ASSERT_EQ(report.cases.front().key.convention, Convention::pytorch);
  EXPECT_EQ(shown_text(report), "textbook, out of place, random signs");
  EXPECT_TRUE(
      render_answer(report).starts_with("Fastest (textbook, out of place, random signs):\n"
                                        "leaky_relu_backward f32: "))
      << render_answer(report);
  EXPECT_EQ(render_answer(report).find("relu f32: n"), std::string::npos);
  for (const auto render : {render_html, render_markdown}) {
    const std::string page = render(report);
    EXPECT_NE(page.find("What to take (textbook, out of place, random signs)"), page.npos);
    EXPECT_NE(page.find("leaky_relu_backward f32"), page.npos);
    EXPECT_EQ(page.find(">relu f32"), page.npos);
    EXPECT_EQ(page.find("`relu f32"), page.npos);
  }
}

TEST(Verdict, compares_with_the_next_best_in_one_direction) {
  // Both are equally fast, so that the one of the lower target is chosen.
  Measurements made = bench::made_up_measurements(
      {bench::made_up_case({{Role::kernel, "fast", std::vector<double>(21, 100)},
                            {Role::kernel, "low", std::vector<double>(21, 101)}})});
  made.cases[0].entrants[1].target = "scalar";
  EXPECT_NE(render_markdown(make_report({made})).find("| `fast` | 0.99 (0.99 to 0.99) |"),
            std::string::npos);
  made.cases[0].entrants[0].target = "scalar";
  made.cases[0].entrants[1].target = "avx2";
  EXPECT_NE(render_markdown(make_report({made})).find("| `low` | 1.01 (1.01 to 1.01) |"),
            std::string::npos);
}

TEST(Document, is_the_same_in_each_format_but_for_what_is_in_html_alone) {
  const Table table{"", {{"name"}, {"value", Kind::number}}, {{{"a", "1"}}, {{"b", "2"}, true}}};
  const Document document{
      "T",
      {},
      {{"s", "S", {{Paragraph{marked("`x` and y")}}, {Details{{"more"}, table}}, {table, true}}}}};
  EXPECT_EQ(markdown_of(document),
            "# T\n\n## 1. S\n\n`x` and y\n\n### more\n\n"
            "| name | value |\n|---|--:|\n| a | 1 |\n\n1 more in `index.html`.\n");
  const std::string html = html_of(document);
  EXPECT_NE(html.find("<p><code>x</code> and y</p>"), html.npos) << html;
  const std::string second_row = "<tr><th scope=\"row\">b<td>2";
  const auto first = html.find(second_row);
  ASSERT_NE(first, html.npos) << html;
  EXPECT_NE(html.find(second_row, first + 1), html.npos) << html;
}

}  // namespace
}  // namespace rectifier::reports
