// Answers from made-up decisions.
#include "reports/answers/advice.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "bench/measure/machine_and_build.hpp"

namespace rectifier::reports {
namespace {

constexpr Setting plain{Operation::relu, Convention::textbook, Type::f32, Placement::out_of_place,
                        Signs::random};

Decision row(std::size_t n_min, std::optional<std::size_t> n_max, const char* implementation,
             Verdict verdict = Verdict::win, const char* max_target = "avx2") {
  return {plain, max_target, n_min,       n_max, implementation, verdict, 1.2,
          1.1,   1.3,        "branching", {},    0.01,           true};
}

/// "s" is best for small arrays, "l" for large ones, and "m" within 10 % of both.
Decisions made_up() {
  Decisions made;
  made.machine = bench::machine_facts();
  made.delta = 0.03;
  made.implementations = {{"branching", "scalar"}, {"l", "avx2"}, {"m", "avx2"}, {"s", "avx2"}};
  made.rows = {row(1, 1000, "branching", Verdict::undecided, "scalar"),
               row(1001, {}, "branching", Verdict::undecided, "scalar"), row(1, 1000, "s"),
               row(1001, {}, "l", Verdict::tie)};
  made.sizes = {{plain, 100, {{"s", 1}, {"m", 1.1}, {"l", 1.3}, {"branching", 8}}},
                {plain, 10'000, {{"l", 1}, {"m", 1.1}, {"s", 1.2}, {"branching", 8}}}};
  return made;
}

Question ask(std::size_t low, std::size_t high) { return {plain, low, high, {}}; }

TEST(Advice, is_the_row_of_the_size) {
  const Advice small = advise(made_up(), ask(100, 100));
  EXPECT_EQ(small.decision.implementation, "s");
  EXPECT_EQ(small.id, "relu/textbook/f32/s");
  EXPECT_EQ(small.status(), 0);
  EXPECT_TRUE(small.notes.empty());
  EXPECT_EQ(advise(made_up(), ask(1000, 1000)).decision.implementation, "s");
  EXPECT_EQ(advise(made_up(), ask(1001, 1001)).decision.implementation, "l");
  EXPECT_EQ(advise(made_up(), ask(10'000, 10'000)).status(), 0) << "a tie is an answer";
}

TEST(Advice, names_the_size_that_it_rests_on) {
  const Advice advice = advise(made_up(), ask(2000, 2000));
  EXPECT_EQ(advice.status(), 0);
  ASSERT_EQ(advice.notes.size(), 1u);
  EXPECT_NE(advice.notes[0].find("nearest size that was is 10,000"), std::string::npos);
}

TEST(Advice, says_where_a_range_rests_on_one_size_alone) {
  Decisions decisions = made_up();
  const auto text = [&](const Question& question) {
    std::istringstream words(advice_text(advise(decisions, question), decisions, "here"));
    std::string line;  // however it was broken
    for (std::string word; words >> word;) line += word + ' ';
    return line;
  };
  EXPECT_NE(text(ask(50, 50)).find("1,000 (measured at n = 100 alone)"), std::string::npos);
  EXPECT_EQ(text(ask(1, 1'000'000)).find("alone"), std::string::npos) << "over both ranges";
  decisions.sizes.push_back({plain, 1000, {{"s", 1}}});
  EXPECT_EQ(text(ask(50, 50)).find("alone"), std::string::npos);
  EXPECT_NE(text(ask(5000, 5000)).find("(measured at n = 10,000 alone)"), std::string::npos);
}

TEST(Advice, for_several_ranges_is_what_is_least_bad_at_worst) {
  const Advice advice = advise(made_up(), ask(1, 1'000'000));
  EXPECT_EQ(advice.decision.implementation, "m");
  EXPECT_NEAR(advice.decision.regret, 0.1, 1e-12);
  EXPECT_EQ(advice.decision.runner_up, "s");
  EXPECT_EQ(advice.sizes.size(), 2u);
  EXPECT_EQ(advise(made_up(), ask(1, 500)).decision.implementation, "s");
}

TEST(Advice, keeps_to_the_highest_target_that_is_allowed) {
  Question question = ask(100, 100);
  question.max_target = "sse2";
  EXPECT_EQ(advise(made_up(), question).decision.implementation, "branching");
  question.low = 1, question.high = 1'000'000;
  EXPECT_EQ(advise(made_up(), question).decision.implementation, "branching");
}

TEST(Advice, says_that_another_case_was_used) {
  Question question = ask(100, 100);
  question.setting.placement = Placement::in_place;
  question.setting.signs = Signs::positive;
  const Advice advice = advise(made_up(), question);
  EXPECT_EQ(advice.decision.implementation, "s");
  EXPECT_EQ(advice.status(), 3);
  EXPECT_NE(advice.notes.at(0).find("in place, positive signs was not measured"),
            std::string::npos);
}

TEST(Advice, never_takes_a_kernel_of_another_convention_that_is_not_there) {
  Question question = ask(100, 100);
  question.setting.convention = Convention::pytorch;
  const Advice advice = advise(made_up(), question);
  EXPECT_NE(find(advice.id), nullptr) << advice.id;
  EXPECT_TRUE(advice.id.starts_with("relu/pytorch/f32/")) << advice.id;
  EXPECT_EQ(advice.status(), 3);
}

TEST(Advice, names_the_safe_choice_where_nothing_was_measured) {
  Question question = ask(100, 100);
  question.setting.type = Type::f64;
  const Advice advice = advise(made_up(), question);
  EXPECT_EQ(advice.id, best(Operation::relu, Convention::textbook, Type::f64).id);
  EXPECT_EQ(advice.status(), 3);
}

TEST(Advice, never_takes_a_kernel_that_was_not_checked) {
  Decisions decisions = made_up();
  for (Decision& row : decisions.rows) row.checked = false;
  const Advice advice = advise(decisions, ask(100, 100));
  EXPECT_EQ(advice.id, best(Operation::relu, Convention::textbook, Type::f32).id);
  EXPECT_EQ(advice.status(), 3);
}

TEST(Advice, of_another_machine_says_so_above_all) {
  Decisions decisions = made_up();
  decisions.machine[0].second = "Another <CPU>";
  EXPECT_EQ(advise(decisions, ask(100, 100)).status(), 4);
  Question question = ask(100, 100);
  question.setting.type = Type::f64;
  EXPECT_EQ(advise(decisions, question).status(), 4);
}

TEST(Advice, is_undecided_if_a_range_is) {
  Decisions decisions = made_up();
  decisions.rows[3].verdict = Verdict::undecided;
  EXPECT_EQ(advise(decisions, ask(10'000, 10'000)).status(), 3);
  EXPECT_EQ(advise(decisions, ask(1, 1'000'000)).status(), 3);
  EXPECT_EQ(advise(decisions, ask(100, 100)).status(), 0);
}

TEST(Advice, fits_a_terminal_for_every_question) {
  Decisions decisions = made_up();
  for (std::size_t o = 0; o < std::size(operations); ++o)
    for (std::size_t c = 0; c < std::size(conventions); ++c)
      for (const Placement placement : {Placement::out_of_place, Placement::in_place}) {
        const Setting setting{Operation(o), Convention(c), Type::f64, placement, Signs::random};
        Decision longest = row(1, {}, "xsimd_select_avx512_stream");
        longest.setting = setting;
        longest.tied_with = {"xsimd_select_sse4_1_stream", "xsimd_select_avx2_stream"};
        decisions.rows = {longest};
        const Advice advice = advise(decisions, {setting, 1, 1'000'000'000, "avx2"});
        std::istringstream lines(advice_text(advice, decisions, "reports/out/decisions.json"));
        for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 80u) << line;
      }
}

TEST(Kink, is_told_as_the_definition_has_it) {
  EXPECT_EQ(at_the_kink(Operation::relu, Convention::textbook),
            "relu(+0) = +0\nrelu(-0) = +0\nrelu(NaN) = +0");
  EXPECT_EQ(at_the_kink(Operation::relu_backward, Convention::pytorch),
            "relu_backward(+0, g) = +0\nrelu_backward(-0, g) = +0\nrelu_backward(NaN, g) = g");
  EXPECT_EQ(at_the_kink(Operation::leaky_relu_gradient, Convention::textbook),
            "leaky_relu_gradient(+0) = 1\nleaky_relu_gradient(-0) = 1\n"
            "leaky_relu_gradient(NaN) = slope");
}

TEST(Thresholds, hold_a_row_a_range) {
  Decisions decisions = made_up();
  decisions.machine[0].second = "Line\nbreak \\";
  const std::string header = thresholds_header(decisions, {});
  EXPECT_NE(header.find("false, 1000, \"s\""), std::string::npos) << header;
  EXPECT_NE(header.find("false, SIZE_MAX, \"l\""), std::string::npos) << header;
  EXPECT_EQ(header.find("\"branching\""), std::string::npos) << header;
  EXPECT_NE(header.find("array<Row, 2>"), std::string::npos) << header;
  decisions.rows.push_back(decisions.rows.back());
  decisions.rows.back().setting.placement = Placement::in_place;
  EXPECT_NE(thresholds_header(decisions, {}).find("true, SIZE_MAX, \"l\""), std::string::npos);
  decisions.rows.pop_back();
  EXPECT_NE(thresholds_header(decisions, "sse2").find("\"branching\""), std::string::npos);
}

}  // namespace
}  // namespace rectifier::reports
