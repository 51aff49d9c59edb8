// What a page says, whatever its format.
#include "reports/page/document.hpp"

#include <gtest/gtest.h>

#include "reports/page/answer.hpp"
#include "reports/page/render.hpp"
#include "reports/page/shown_settings.hpp"
#include "reports/tests/made_up_report.hpp"

namespace rectifier::reports {
namespace {

using bench::Role;

TEST(Ranges, say_at_which_sizes_it_is_how_sure) {
  Decision mixed{}, one{};
  mixed.at = {{{}, 64, {}, Verdict::win},
              {{}, 1024, {}, Verdict::win},
              {{}, 65'536, {}, Verdict::undecided}};
  one.at = {{{}, 64, {}, Verdict::tie}};
  EXPECT_EQ(sure_text(mixed), "win at 64, 1,024; undecided at 65,536");
  EXPECT_EQ(sure_text(one), "tie");
}

TEST(Bounds, are_never_said_to_be_less_than_they_are) {
  EXPECT_EQ(percent_at_most(0), "0.0 %");
  EXPECT_EQ(percent_at_most(0.03), "3.0 %");
  EXPECT_EQ(percent_at_most(0.02101), "2.2 %");
  EXPECT_EQ(percent_at_most(0.2301), "24 %");
}

TEST(Answers, count_every_case_once_and_name_few_kernels) {
  const Report report = make_report({made_up()});
  const Answer answer = answer_of(report);
  EXPECT_EQ(answer.kernels, std::vector<std::string>{"xsimd_select_avx2"});
  EXPECT_EQ(answer.rows.size(), 1u);
  EXPECT_EQ(answer.rows[0].of, "out of place, every operation and type");
  EXPECT_EQ(answer.sizes, (std::set<std::size_t>{64, 4096, 1'048'576}));
  EXPECT_EQ(answer.of, 6u) << "two operations at three sizes, with random signs";
  EXPECT_EQ(answer.within, 6u);
  EXPECT_NE(answer_text(report, answer).find("one does for everything: `xsimd_select_avx2`"),
            std::string::npos);
}

TEST(Shown, are_the_same_settings_on_the_terminal_and_on_every_page) {
  // The first of all cases is of another convention than what is shown.
  Measurements made = made_up();
  for (bench::MeasuredCase& one : made.cases)
    if (one.key.operation == Operation::relu) one.key.convention = Convention::pytorch;
  const Report report = make_report({made});
  ASSERT_EQ(report.cases.front().key.convention, Convention::pytorch);
  EXPECT_EQ(shown_text(report), "textbook, out of place, random signs");
  EXPECT_NE(render_answer(report).find("(textbook, random signs)"), std::string::npos)
      << render_answer(report);
  EXPECT_NE(render_answer(report).find("leaky_relu_backward f32"), std::string::npos);
  for (const auto render : {render_html, render_markdown}) {
    const std::string page = render(report);
    EXPECT_NE(page.find("What to take (textbook, random signs)"), page.npos);
    EXPECT_NE(page.find("leaky_relu_backward f32"), page.npos);
    EXPECT_EQ(page.find("<th scope=\"row\">relu f32"), page.npos);
    EXPECT_EQ(page.find("| `relu f32`"), page.npos);
  }
}

TEST(Verdict, names_of_equally_good_kernels_the_one_of_the_lower_target_and_its_bound) {
  Measurements made = bench::made_up_measurements(
      {bench::made_up_case({{Role::kernel, "fast", std::vector<double>(21, 100)},
                            {Role::kernel, "low", std::vector<double>(21, 101)}})});
  made.cases[0].entrants[1].target = "scalar";
  EXPECT_NE(render_markdown(make_report({made}))
                .find("| `low` | any | out of place, relu f32 | at most 1.0 % |"),
            std::string::npos)
      << render_markdown(make_report({made}));
  EXPECT_NE(render_markdown(make_report({made}, {}, 0.005)).find("| `fast` | any |"),
            std::string::npos)
      << "a percent matters to this reader";
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
