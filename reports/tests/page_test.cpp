// index.html, from made-up measurements. It is left in the working directory for a browser.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <stdexcept>

#include "reports/page/charts.hpp"
#include "reports/page/gnuplot.hpp"
#include "reports/page/render.hpp"
#include "reports/tests/made_up_report.hpp"

namespace rectifier::reports {
namespace {

using bench::Role;

Report report_with_charts() {
  Verified verified;
  verified.version = hostile;
  verified.held = 40;
  verified.kernels["relu/textbook/f32/xsimd_select_avx2"] = {21, 0};
  Report report = make_report({made_up()}, verified);
  try {
    report.charts = draw_charts(report);
  } catch (const std::runtime_error& error) {
    report.no_charts = error.what();
  }
  return report;
}

std::string section(const std::string& page, const std::string& id) {
  const auto begin = page.find("<section id=\"" + id + "\">");
  return page.substr(begin, page.find("</section>", begin) - begin);
}

TEST(Page, holds_its_sections_in_order) {
  const std::string page = render_html(report_with_charts());
  std::size_t at = 0;
  for (const char* id : {"verdict", "winners", "charts", "table", "verified", "audit",
                         "environment", "warnings", "reproduce", "use", "others"}) {
    const auto next = page.find(std::string("<section id=\"") + id + "\">", at);
    ASSERT_NE(next, page.npos) << id;
    at = next;
  }
  EXPECT_LT(page.size(), 2u << 20);
  std::ofstream("index.html") << page;
}

TEST(Page, names_the_winner_first_and_how_sure) {
  const std::string verdict = section(render_html(report_with_charts()), "verdict");
  EXPECT_NE(verdict.find("<th scope=\"row\">xsimd_select_avx2<"), verdict.npos) << verdict;
  EXPECT_NE(verdict.find("within the tolerance (3 %)"), verdict.npos) << verdict;
  EXPECT_NE(verdict.find("<td class=\"win\">win"), verdict.npos) << verdict;
  EXPECT_EQ(verdict.find("other_1.0"), verdict.npos) << "a peer is never recommended";
}

TEST(Page, names_the_sizes_that_its_answer_rests_on) {
  Measurements one_size = made_up();
  std::erase_if(one_size.cases, [](const auto& one) { return one.key.n != 4096; });
  for (const auto render : {render_html, render_markdown}) {
    EXPECT_NE(render(make_report({one_size})).find("The answer has 1 row and rests on 1 size."),
              std::string::npos);
    EXPECT_NE(render(make_report({one_size})).find("n = 4,096"), std::string::npos);
    EXPECT_NE(render(make_report({made_up()})).find("n = 64, 4,096 and 1 Mi"), std::string::npos);
  }
}

TEST(Page, asks_for_nothing_from_anywhere) {
  const std::string page = render_html(report_with_charts());
  const std::regex reference(R"((src|href|action|url|@import)\s*[=(]\s*["']?\s*([^"'\s>)]*))");
  for (std::sregex_iterator at(page.begin(), page.end(), reference), end; at != end; ++at) {
    const std::string to = (*at)[2];
    EXPECT_TRUE(to.starts_with('#') || to == "data:,") << to;
  }
}

TEST(Page, lets_no_markup_of_others_through) {
  for (const std::string& text :
       {render_html(report_with_charts()), render_markdown(report_with_charts())}) {
    EXPECT_EQ(text.find("<script>alert"), text.npos);
    EXPECT_NE(text.find("alert(1)"), text.npos);
  }
  EXPECT_EQ(render_markdown(report_with_charts()).find("<script"), std::string::npos);
}

TEST(Page, takes_every_figure_of_its_verdict_from_the_table_of_all) {
  const Report report = report_with_charts();
  const std::string verdict = section(render_html(report), "verdict");
  const std::string csv = render_csv(report);
  std::set<std::string> figures;
  std::stringstream lines(csv);
  for (std::string line; std::getline(lines, line);) {
    std::stringstream fields(line);
    for (std::string field; std::getline(fields, field, ',');) figures.insert(field);
  }
  const std::regex figure("data-csv=\"([^\"]*)\"");
  std::size_t count = 0;
  for (std::sregex_iterator at(verdict.begin(), verdict.end(), figure), end; at != end; ++at) {
    std::stringstream several((*at)[1]);
    for (std::string one; several >> one; ++count) EXPECT_TRUE(figures.contains(one)) << one;
  }
  EXPECT_GE(count, 8u);
}

TEST(Page, has_the_median_that_anybody_can_compute_from_the_rounds) {
  const Report report = report_with_charts();
  const std::string verdict = section(render_html(report), "verdict");
  // The case in the middle of the only range, and its winner; of two operations.
  std::size_t found = 0;
  for (const bench::MeasuredCase& one : made_up().cases) {
    if (one.key.n != 4096 || one.key.signs != Signs::random) continue;
    std::vector<double> times;
    for (const bench::Round& round : one.rounds) times.push_back(round.ns[2]);
    std::nth_element(times.begin(), times.begin() + 10, times.end());
    char text[40];
    std::snprintf(text, sizeof text, "data-csv=\"%.6g\"", times[10]);
    EXPECT_NE(verdict.find(text), verdict.npos) << text;
    ++found;
  }
  EXPECT_EQ(found, 2u);
}

/// As many cases and kernels as the full profile has.
Measurements as_many_as_full() {
  Measurements made = made_up();
  made.cases.clear();
  std::vector<std::string> names;
  for (const Kernel& kernel : kernels())
    if (kernel.operation == Operation::leaky_relu && kernel.type == Type::f32 &&
        kernel.convention == Convention::textbook)
      names.push_back(kernel.implementation);
  for (std::size_t o = 0; o < std::size(operations); ++o)
    for (std::size_t c = 0; c < std::size(conventions); ++c)
      for (std::size_t t = 0; t < types.size(); ++t)
        for (const Placement placement : {Placement::out_of_place, Placement::in_place})
          for (std::size_t s = 0; s < std::size(bench::signs); ++s)
            for (const bench::SizeRow& size : bench::sizes) {
              if (Signs(s) != Signs::random && !size.every_sign) continue;
              std::vector<bench::MadeUpEntrant> entrants{
                  {Role::yardstick, "copy/memcpy", around(static_cast<double>(size.n), 1)}};
              for (std::size_t k = 0; k < names.size(); ++k)
                entrants.push_back(
                    {Role::kernel, names[k],
                     around(static_cast<double>(size.n * (20 + k % 9)) / 20, static_cast<int>(k))});
              made.cases.push_back(bench::made_up_case(
                  entrants, {{Operation(o), Convention(c), Type(t), placement, Signs(s)}, size.n}));
            }
  return made;
}

TEST(Page, of_a_full_profile_is_at_most_two_mebibytes) {
  const Measurements full = as_many_as_full();
  ASSERT_GE(full.cases.size(), 1000u);
  Report report = make_report({full});
  try {
    report.charts = draw_charts(report);
  } catch (const std::runtime_error& error) {
    report.no_charts = error.what();
  }
  std::size_t bytes = 0;
  for (const Format& format : formats) {
    const std::string text = format.render(report);
    if (std::string_view(format.file) == "index.html") bytes = text.size();
    std::ofstream(std::string("full_") + format.file) << text;
  }
  EXPECT_LE(bytes, 2u << 20);
  RecordProperty("bytes", std::to_string(bytes));
}

/// Of relu alone.
Measurements one_operation() {
  Measurements made = made_up();
  std::erase_if(made.cases, [](const auto& one) { return one.key.operation != Operation::relu; });
  return made;
}

TEST(Page, shows_what_failed_and_does_not_recommend_it) {
  Verified verified;
  verified.failed = 1;
  verified.kernels["relu/textbook/f32/xsimd_select_avx2"] = {20, 1};
  const std::string page = render_html(make_report({made_up()}, verified));
  EXPECT_NE(section(page, "verified").find("relu/textbook/f32/xsimd_select_avx2"), page.npos);
  EXPECT_NE(section(page, "table").find("1 FAILED"), page.npos);
  const std::string verdict = section(page, "verdict");
  EXPECT_NE(verdict.find(">xsimd_max_avx2<"), verdict.npos) << verdict;
  EXPECT_EQ(render_decisions(make_report({one_operation()}, verified))
                .find("\"implementation\":\"xsimd_select_avx2\""),
            std::string::npos);
}

TEST(Page, shows_the_properties_of_kernels_that_declare_no_convention) {
  Verified verified;
  verified.kernels["relu/undeclared/f32/other_1.0/kernel"] = {7, 0};
  const std::string page = section(render_html(make_report({made_up()}, verified)), "table");
  EXPECT_NE(page.find("<td>other_1.0/kernel"), page.npos);
  EXPECT_NE(page.find("<td>7 held"), page.npos);
}

TEST(Page, shows_the_scores_and_what_was_not_checked) {
  Report report = make_report({made_up()}, Verified{});
  report.verified->exhaustive_inputs = 4'294'967'296;
  report.verified->mutants["zoo"] = {117, 118};
  const std::string page = section(render_html(report), "verified");
  EXPECT_NE(page.find("<td>4096 Mi\n"), page.npos) << page;
  EXPECT_NE(page.find("kernels caught<td>117 of 118\n"), page.npos) << page;
  EXPECT_NE(page.find("source caught<td>not checked\n"), page.npos) << page;
  report.verified.reset();
  const std::string untold = section(render_html(report), "verified");
  for (const char* what :
       {"properties<td>", "check<td>", "kernels caught<td>", "source caught<td>"})
    EXPECT_NE(untold.find(std::string(what) + "not checked\n"), untold.npos) << what;
}

TEST(Page, is_complete_without_charts_and_says_why) {
  Report report = make_report({made_up()});
  report.no_charts = "gnuplot is not installed (Debian: gnuplot-nox)";
  const std::string page = render_html(report);
  EXPECT_NE(section(page, "charts").find("gnuplot-nox"), page.npos);
  EXPECT_NE(render_markdown(report).find("gnuplot-nox"), page.npos);
}

TEST(Charts, are_complete_and_have_text) {
  const Report report = report_with_charts();
  if (report.charts.empty()) GTEST_SKIP() << report.no_charts;
  std::set<std::string> names;
  for (const Chart& chart : report.charts) {
    names.insert(chart.name);
    EXPECT_NE(chart.svg.find("</svg>"), chart.svg.npos);
    EXPECT_NE(chart.svg.find("<desc>" + chart.alternative), chart.svg.npos);
    EXPECT_EQ(standalone_svg(chart).find("<script"), chart.svg.npos);
  }
  EXPECT_EQ(names, (std::set<std::string>{"functions", "gradients", "speed_relu_f32",
                                          "speed_leaky_relu_backward_f32", "signs_relu_f32"}));
}

TEST(Charts, say_that_gnuplot_is_missing) {
  const std::string path = std::getenv("PATH");
  ::setenv("PATH", "/nowhere", 1);
  try {
    draw_charts(make_report({made_up()}));
    ADD_FAILURE() << "there is a gnuplot in /nowhere";
  } catch (const std::runtime_error& error) {
    EXPECT_NE(std::string(error.what()).find("gnuplot-nox"), std::string::npos) << error.what();
  }
  ::setenv("PATH", path.c_str(), 1);
}

}  // namespace
}  // namespace rectifier::reports
