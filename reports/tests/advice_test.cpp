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

RestsOn at(std::size_t n, double bound, Verdict verdict) { return {{plain, n}, n, bound, verdict}; }

Decision row(std::size_t n_min, std::optional<std::size_t> n_max, const char* implementation,
             std::vector<RestsOn> sizes, const char* max_target = "avx2") {
  return {plain, max_target, n_min, n_max, implementation, std::move(sizes), {}, true};
}

/// "s" is best for small arrays, "l" for large ones, and "m" within 10 % of both.
Decisions made_up() {
  const auto kernel = [](const char* implementation, double ratio) {
    return MeasuredKernel{implementation, ratio, ratio - 0.95,
                          ratio > 1 ? Verdict::slower : Verdict::win};
  };
  Decisions made;
  made.machine = bench::machine_facts();
  std::erase_if(made.machine, [](const auto& fact) { return fact.first.starts_with("cache"); });
  made.machine.emplace_back("cache, level 2, as the system says", "1024 KiB");
  made.tolerance = 0.03;
  made.implementations = {{"branching", "scalar"}, {"l", "avx2"}, {"m", "avx2"}, {"s", "avx2"}};
  made.rows = {row(1, {}, "branching",
                   {at(100, 0, Verdict::undecided), at(10'000, 0, Verdict::undecided)}, "scalar"),
               row(1, 100, "s", {at(100, 0.01, Verdict::win)}),
               row(101, {}, "l", {at(100, 0.021, Verdict::tie), at(10'000, 0.002, Verdict::tie)})};
  made.sizes = {
      {plain, 100, {kernel("s", 1), kernel("m", 1.1), kernel("l", 1.3), kernel("branching", 8)}},
      {plain,
       10'000,
       {kernel("l", 1), kernel("m", 1.1), kernel("s", 1.2), kernel("branching", 8)}}};
  return made;
}

/// The answer in one line, however it was broken.
std::string told(const Decisions& decisions, const Question& question) {
  std::istringstream words(advice_text(advise(decisions, question), decisions, "here"));
  std::string line;
  for (std::string word; words >> word;) line += word + ' ';
  return line;
}

Question ask(std::size_t low, std::size_t high) { return {plain, low, high, {}, {}}; }

TEST(Advice, is_the_row_of_the_size) {
  const Advice small = advise(made_up(), ask(100, 100));
  EXPECT_EQ(small.decision.implementation, "s");
  EXPECT_EQ(small.id, "relu/textbook/f32/s");
  EXPECT_EQ(small.status(), 0);
  EXPECT_TRUE(small.notes.empty());
  EXPECT_EQ(advise(made_up(), ask(101, 101)).decision.implementation, "l");
  EXPECT_EQ(advise(made_up(), ask(10'000, 10'000)).status(), 0) << "a tie is an answer";
}

TEST(Advice, carries_its_bound_and_no_figure_of_a_size_that_it_does_not_name) {
  EXPECT_NE(told(made_up(), ask(100, 100))
                .find("at most 1.0 % slower than the fastest, at 95 % confidence"),
            std::string::npos);
  const std::string large = told(made_up(), ask(10'000, 10'000));
  EXPECT_NE(large.find("at n = 10,000 with"), std::string::npos) << large;
  EXPECT_NE(large.find("at most 0.2 % slower"), std::string::npos) << large;
  EXPECT_EQ(large.find("2.1 %"), std::string::npos) << "that is of n = 100: " << large;
  EXPECT_EQ(large.find("100 "), std::string::npos) << large;
}

TEST(Advice, names_both_sizes_that_it_lies_between) {
  const std::string between = told(made_up(), ask(2000, 2000));
  EXPECT_NE(between.find("at n = 100 and 10,000"), std::string::npos) << between;
  EXPECT_NE(between.find("at most 2.1 % slower than the fastest, at 95 % confidence: 2.1 % at 100, "
                         "0.2 % at 10,000"),
            std::string::npos)
      << between;
  EXPECT_EQ(advise(made_up(), ask(2000, 2000)).status(), 0) << "a tie at both";
  Decisions decisions = made_up();
  decisions.rows[2].at[0].verdict = Verdict::undecided;
  EXPECT_EQ(advise(decisions, ask(2000, 2000)).status(), 3);
  EXPECT_EQ(advise(decisions, ask(10'000, 10'000)).status(), 0) << "that size is its own";
}

TEST(Advice, beyond_the_sizes_that_are_known_says_so) {
  for (const std::size_t n : {std::size_t{99}, std::size_t{10'001}}) {
    const Advice advice = advise(made_up(), ask(n, n));
    EXPECT_EQ(advice.status(), 3) << n;
    ASSERT_EQ(advice.decision.at.size(), 1u);
    EXPECT_EQ(advice.decision.at[0].n, n < 100 ? 100u : 10'000u);
    EXPECT_NE(told(made_up(), ask(n, n)).find("beyond these the nearest one stands"),
              std::string::npos);
  }
  EXPECT_EQ(advise(made_up(), ask(99, 100)).status(), 3);
}

TEST(Advice, for_several_rows_is_what_is_least_bad_at_worst) {
  const Advice advice = advise(made_up(), ask(100, 10'000));
  EXPECT_EQ(advice.decision.implementation, "m");
  EXPECT_NEAR(*advice.decision.bound(), 0.15, 1e-12);
  EXPECT_EQ(advice.decision.at.size(), 2u);
  EXPECT_EQ(advice.status(), 3) << "it is slower at both";
  EXPECT_EQ(advise(made_up(), ask(1, 100)).decision.implementation, "s");
}

TEST(Advice, takes_what_holds_for_a_result_that_is_read_where_that_is_known) {
  Decisions decisions = made_up();
  decisions.rows.push_back(row(1, 99, "s", {at(100, 0.01, Verdict::win)}));
  decisions.rows.push_back(
      row(100, {}, "m", {at(100, 0.02, Verdict::tie), at(10'000, 0.02, Verdict::tie)}));
  for (std::size_t i = 3; i < 5; ++i) decisions.rows[i].setting.then = bench::Then::read;
  decisions.rows[4].at[1].measured.then = bench::Then::read;
  const auto answer = [&](std::size_t n, std::optional<bench::Then> then) {
    Question question = ask(n, n);
    question.then = then;
    return advise(decisions, question);
  };
  EXPECT_EQ(answer(10'000, {}).decision.implementation, "m");
  EXPECT_EQ(answer(10'000, {}).status(), 0);
  EXPECT_EQ(answer(10'000, bench::Then::read).status(), 0);
  EXPECT_EQ(answer(10'000, bench::Then::nothing).decision.implementation, "l");
  EXPECT_EQ(answer(100, {}).status(), 0) << "in the caches nothing was measured to follow";
  EXPECT_EQ(answer(100, bench::Then::read).status(), 3) << "but it was asked for";
  EXPECT_EQ(advise(made_up(), {plain, 100, 100, {}, bench::Then::read}).status(), 3);
  const std::string header = thresholds_header(decisions, {});
  EXPECT_NE(header.find("\"m\""), std::string::npos) << header;
  EXPECT_EQ(header.find("\"l\""), std::string::npos) << header;
}

TEST(Advice, told_from_as_many_bytes_is_no_measurement_of_its_own) {
  Decisions decisions = made_up();
  decisions.rows[2].at[1].measured.operation = Operation::leaky_relu;
  EXPECT_EQ(advise(decisions, ask(10'000, 10'000)).status(), 3);
  EXPECT_NE(told(decisions, ask(10'000, 10'000)).find("told from leaky_relu f32, n = 10,000"),
            std::string::npos);
}

TEST(Advice, in_place_beyond_the_caches_is_the_safe_choice_where_nothing_was_measured) {
  Decisions decisions = made_up();
  for (Decision& one : decisions.rows) one.setting.placement = Placement::in_place;
  Question question = ask(10'000'000, 10'000'000);
  question.setting.placement = Placement::in_place;
  const Advice advice = advise(decisions, question);
  EXPECT_EQ(advice.id, best(Operation::relu, Convention::textbook, Type::f32).id);
  EXPECT_EQ(advice.status(), 3);
  question.low = question.high = 20'000;
  EXPECT_EQ(advise(decisions, question).decision.implementation, "l") << "in the cache";
}

TEST(Advice, keeps_to_the_highest_target_that_is_allowed) {
  Question question = ask(100, 100);
  question.max_target = "sse2";
  EXPECT_EQ(advise(made_up(), question).decision.implementation, "branching");
  question.low = 100, question.high = 10'000;
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

TEST(Advice, fits_a_terminal_for_every_question) {
  Decisions decisions = made_up();
  for (std::size_t o = 0; o < std::size(operations); ++o)
    for (std::size_t c = 0; c < std::size(conventions); ++c)
      for (const Placement placement : {Placement::out_of_place, Placement::in_place}) {
        const Setting setting{Operation(o), Convention(c), Type::f64, placement, Signs::random};
        Decision longest = row(1, {}, "xsimd_select_avx512_stream",
                               {at(1000, 0.1234, Verdict::tie), at(1'000'000, 12, Verdict::tie),
                                at(100'000'000, 0.01, Verdict::undecided)});
        for (RestsOn& size : longest.at) size.measured.operation = Operation::leaky_relu_backward;
        longest.setting = setting;
        longest.as_good = {"xsimd_select_sse4_1_stream", "xsimd_select_avx2_stream"};
        decisions.rows = {longest};
        const Advice advice = advise(decisions, {setting, 1, 1'000'000'000, "avx2", {}});
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
  EXPECT_NE(header.find("false, 100, \"s\""), std::string::npos) << header;
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
