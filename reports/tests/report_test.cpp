// From measurements to files.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "bench/tests/made_up.hpp"
#include "reports/page/public_call.hpp"
#include "reports/page/render.hpp"
#include "support/atomic_file.hpp"
#include "support/number_text.hpp"

namespace rectifier::reports {
namespace {

namespace fs = std::filesystem;

using bench::made_up_case;
using bench::made_up_measurements;
using bench::Role;
using bench::Times;

Times all(double ns) { return Times(21, ns); }

Report of(const std::vector<bench::MeasuredCase>& cases) {
  return make_report({made_up_measurements(cases)});
}

TEST(Model, puts_the_files_of_one_machine_together) {
  Measurements one = made_up_measurements({made_up_case({{Role::kernel, "a", all(1)}})});
  Measurements other = one;
  EXPECT_THROW(make_report({one, other}), std::invalid_argument);
  other.cases[0].key.n = 128;
  EXPECT_EQ(make_report({one, other}).cases.size(), 2u);
  other.machine[0].second = "Another CPU";
  EXPECT_THROW(make_report({one, other}), std::invalid_argument);
}

TEST(Model, backward_operations_move_three_arrays) {
  bench::Case one{{Operation::relu_backward, Convention::textbook, Type::f64,
                   Placement::out_of_place, Signs::random},
                  10};
  EXPECT_EQ(bench::logical_bytes(one), 240);
  one.operation = Operation::leaky_relu;
  EXPECT_EQ(bench::logical_bytes(one), 160);
}

TEST(Markdown, lets_no_html_through) {
  Measurements made = made_up_measurements({made_up_case({{Role::kernel, "a", all(1)}})});
  made.machine[0].second = "<script>alert(1)</script> | [x](y) `z`\n# h";
  made.notes = {"<b>bold</b>"};
  const std::string page = render_markdown(make_report({made}));
  EXPECT_EQ(page.find("<script"), page.npos);
  EXPECT_EQ(page.find("<b>"), page.npos);
  EXPECT_EQ(page.find("[x]"), page.npos);
  EXPECT_EQ(page.find("\n# h"), page.npos);
  EXPECT_NE(page.find("alert(1)"), page.npos);
}

TEST(Csv, has_the_columns_that_were_promised) {
  const std::string csv =
      render_csv(of({made_up_case({{Role::kernel, "xsimd_max_avx2", all(4)},
                                   {Role::kernel, "slow", all(8)},
                                   {Role::peer, "lib_1/peer", all(2)},
                                   {Role::public_call, "public", all(5)},
                                   {Role::yardstick, "copy/memcpy", all(2)},
                                   {Role::repeated, "xsimd_max_avx2", all(4)}})}));
  EXPECT_EQ(
      csv,
      "operation,convention,type,placement,signs,then,n,implementation,target,min_ns,median_ns,"
      "gb_per_s,share_of_copy,ratio_to_best,ratio_low,ratio_high,bound,verdict\n"
      "relu,textbook,f32,out_of_place,random,nothing,64,xsimd_max_avx2,avx2,4,4,128,0.5,1,1,1,0,"
      "win\n"
      "relu,textbook,f32,out_of_place,random,nothing,64,slow,avx2,8,8,64,0.25,2,2,2,1,slower\n"
      "relu,textbook,f32,out_of_place,random,nothing,64,lib_1/peer,,2,2,256,1,0.5,0.5,0.5,,peer\n"
      "relu,textbook,f32,out_of_place,random,nothing,64,public,avx2,5,5,102.4,0.4,1.25,1.25,1.25,"
      "0.25,slower\n");
}

/// The public call, and what it would call: so many ns at n = 64 and at 4,096.
Report with_call(double small, double large, double tolerance = bench::default_tolerance) {
  std::vector<bench::MeasuredCase> cases;
  for (const auto& [n, ns, call] : {std::tuple(64u, 4.0, small), std::tuple(4096u, 100.0, large)})
    cases.push_back(made_up_case(
        {{Role::kernel, "xsimd_max_avx2", all(ns)},
         {Role::kernel, "slow", all(2 * ns)},
         {Role::public_call, "public", all(call)}},
        {{Operation::relu, Convention::textbook, Type::f32, Placement::out_of_place, Signs::random},
         n}));
  return make_report({made_up_measurements(cases)}, {}, tolerance);
}

TEST(Calls, begin_every_answer_and_their_checks_are_one_sentence) {
  const std::string sentence =
      "rectifier::relu and its kin: about 1.0 ns a call more than the bare kernel; from n = 4,096 "
      "on within 3 % of the fastest in 1 of 1 cases.";
  EXPECT_EQ(public_call_text(with_call(5, 101), 2), sentence);
  EXPECT_NE(render_markdown(with_call(5, 101)).find("## 1. Verdict\n\n" + sentence),
            std::string::npos);
  EXPECT_NE(render_html(with_call(5, 101)).find(sentence), std::string::npos);
  std::string terminal = render_answer(with_call(5, 101));
  std::replace(terminal.begin(), terminal.end(), '\n', ' ');
  while (terminal.find("  ") != terminal.npos) terminal.replace(terminal.find("  "), 2, " ");
  EXPECT_EQ(terminal.find(sentence), 0u) << terminal;
}

TEST(Calls, that_lose_more_are_named) {
  EXPECT_TRUE(public_call_text(with_call(5, 150), 2)
                  .ends_with("in 0 of 1 cases; not in this one: relu f32, n = 4,096."))
      << public_call_text(with_call(5, 150), 2);
  EXPECT_NE(render_markdown(with_call(5, 150))
                .find("- relu f32, n = 4,096: 1.50 times the time of `xsimd_max_avx2`, 50.0 ns "
                      "more\n"),
            std::string::npos);
  EXPECT_NE(
      public_call_text(with_call(5, 150, 0.5), 2).find("within 50 % of the fastest in 2 of 2"),
      std::string::npos)
      << "the tolerance is the reader's";
  EXPECT_EQ(public_call_text(of({made_up_case({{Role::kernel, "a", all(4)}})}), 2), "");
}

TEST(Twins, are_shown_in_one_line) {
  bench::MeasuredCase one = made_up_case(
      {{Role::kernel, "autovec_avx", all(4)}, {Role::kernel, "xsimd_max_avx", all(4)}});
  EXPECT_EQ(render_markdown(of({one})).find("Twins"), std::string::npos);
  one.entrants[0].same_code_as = "xsimd_max_avx";
  EXPECT_NE(render_markdown(of({one})).find("xsimd_max_avx = autovec_avx (cases: 1)"),
            std::string::npos)
      << render_markdown(of({one}));
}

TEST(Then, is_shown_everywhere) {
  bench::MeasuredCase one =
      made_up_case({{Role::kernel, "a", all(4)}, {Role::kernel, "b", all(5)}});
  one.key.then = bench::Then::read;
  const Report report = of({one});
  EXPECT_NE(render_csv(report).find(",random,read,64,"), std::string::npos);
  EXPECT_NE(render_decisions(report).find("\"then\":\"read\""), std::string::npos);
  EXPECT_NE(render_markdown(report).find("| read | 64 |"), std::string::npos);
  EXPECT_NE(render_html(report).find(", read"), std::string::npos);
}

TEST(Answer, fits_a_terminal) {
  Times now_fast, now_slow;  // so that neither wins
  for (std::size_t i = 0; i < 21; ++i) {
    now_fast.push_back(i % 2 == 0 ? 123'456 : 654'321);
    now_slow.push_back(i % 2 == 0 ? 654'321 : 123'456);
  }
  std::vector<bench::MeasuredCase> cases;
  for (std::size_t o = 0; o < std::size(operations); ++o)
    for (std::size_t t = 0; t < types.size(); ++t)
      for (const std::size_t n : {16u, 4096u, 16777216u})
        cases.push_back(made_up_case(
            {{Role::yardstick, "copy/memcpy", all(9'999'999)},
             {Role::kernel, "xsimd_select_avx512_stream", now_fast},
             {Role::kernel, "a_very_long_name_of_a_plug_in_1.2.3/and_of_a_kernel", now_slow}},
            {{Operation(o), Convention::pytorch, Type(t), Placement::out_of_place,
              Signs::alternating},
             n}));
  std::istringstream lines(render_answer(of(cases)));
  std::size_t count = 0;
  for (std::string line; std::getline(lines, line); ++count) EXPECT_LE(line.size(), 80u) << line;
  EXPECT_LE(count, 30u) << "a few lines";
}

TEST(Text, keeps_three_digits) {
  EXPECT_EQ(count_text(64), "64");
  EXPECT_EQ(count_text(1'234'567), "1,234,567");
  EXPECT_EQ(count_text(16 * 1'048'576), "16 Mi");
  EXPECT_EQ(time_text(4.4321), "4.43 ns");
  EXPECT_EQ(time_text(51'234), "51.2 us");
}

class Files : public testing::Test {
 protected:
  const fs::path folder =
      fs::path(testing::TempDir()) / ("rectifier_report_test" + std::to_string(::getpid()));
  void SetUp() override { fs::remove_all(folder); }
  void TearDown() override { fs::remove_all(folder); }
};

TEST_F(Files, are_replaced_together) {
  write_files(folder.string(), {{"a", "1"}, {"b", "2"}});
  write_files(folder.string(), {{"a", "3"}, {"b", "4"}});
  EXPECT_EQ(contents(folder / "a"), "3");
  EXPECT_EQ(contents(folder / "b"), "4");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder), {}), 2);
}

TEST_F(Files, stay_as_they_were_when_one_can_not_be_written) {
  write_files(folder.string(), {{"a", "1"}});
  fs::create_directory(folder / "b");
  EXPECT_THROW(write_files(folder.string(), {{"a", "3"}, {"b", "4"}}), std::runtime_error);
  EXPECT_THROW(write_files(folder.string(), {{"a", "3"}, {"a/folder", "4"}}), std::runtime_error);
  EXPECT_EQ(contents(folder / "a"), "1");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder), {}), 2);
}

TEST_F(Files, are_not_written_into_a_file) {
  std::ofstream(folder.string()) << "a file";
  EXPECT_THROW(write_files(folder.string(), {{"a", "1"}}), std::runtime_error);
  EXPECT_EQ(contents(folder), "a file");
}

}  // namespace
}  // namespace rectifier::reports
