// What is measured, and how often.
#include "bench/measure/plan.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <numeric>
#include <stdexcept>

#include "bench/data.hpp"
#include "bench/measure/selection.hpp"

namespace rectifier::bench {
namespace {

const ProfileRow& quick = profiles[0];
const ProfileRow& full = profiles[1];

/// A case of some kernels, each one percent slower than the one before it, in epochs of 0.1 ms.
Plan made_up_plan(double ns, std::size_t kernels) {
  Plan plan;
  plan.key = {
      {Operation::relu, Convention::textbook, Type::f32, Placement::out_of_place, Signs::random},
      1024};
  for (std::size_t i = 0; i < kernels; ++i) {
    plan.in.push_back(i);
    plan.ns.push_back(ns * (1 + 0.01 * static_cast<double>(i)));
  }
  plan.has_kernel = true;
  plan.iterations = static_cast<std::size_t>(std::max(1.0, 1e5 / ns));
  plan.long_call = ns > 1e5;
  plan.rounds = 10;
  return plan;
}

/// A round of a trial, of calls that take so long.
Round trial_round(const std::vector<double>& ns, double seconds = 0) {
  Round round;
  round.stage = Stage::pilot;
  round.iterations = 100;
  round.seconds = seconds;
  round.ns = ns;
  return round;
}

const Case one_case = made_up_plan(1, 1).key;

TEST(Plan, keeps_near_kernels_the_three_fastest_yardsticks_and_everybody_else) {
  using R = Role;
  const std::vector<Role> roles{R::yardstick, R::yardstick, R::yardstick, R::yardstick,  R::kernel,
                                R::kernel,    R::kernel,    R::peer,      R::public_call};
  const std::vector<Round> trial{trial_round({9, 8, 7, 6, 10, 35, 19, 90, 90}),
                                 trial_round({5, 9, 9, 9, 11, 35, 25, 90, 90})};
  const Plan plan = plan_of(one_case, roles, trial, quick);
  EXPECT_EQ(plan.in, (std::vector<std::size_t>{0, 2, 3, 4, 6, 7, 8}));
  EXPECT_EQ(plan.best, 4u);
  EXPECT_EQ(plan.iterations, 20'000u);  // of 5 ns each in 0.1 ms
  EXPECT_FALSE(plan.long_call);
}

TEST(Plan, keeps_no_more_kernels_of_long_calls_than_the_profile_says) {
  const std::vector<Role> roles(20, Role::kernel);
  std::vector<double> ns;
  for (int i = 0; i < 20; ++i) ns.push_back(3e6 + 1e3 * i);
  const std::vector<Round> trial{trial_round(ns)};
  EXPECT_EQ(plan_of(one_case, roles, trial, quick).in.size(), quick.most_kernels);
  EXPECT_EQ(plan_of(one_case, roles, trial, full).in.size(), full.most_kernels);
  EXPECT_EQ(plan_of(one_case, roles, trial, quick).rounds, fewest_rounds_each);
}

TEST(Plan, counts_what_a_round_takes_beside_what_it_times) {
  // 100 calls of 1,000 ns were timed, and took ten times as long.
  const std::vector<Round> trial{trial_round({1000}, 1e-3)};
  const Plan plan = plan_of(one_case, {Role::kernel}, trial, quick);
  EXPECT_EQ(plan.iterations, 10u);
  // Itself and once more, in 16 rounds and a call before them.
  EXPECT_NEAR(seconds_of(plan), 2 * 16 * 1e-4, 1e-3);
}

TEST(Plan, has_whole_passes_in_place) {
  Case in_place = one_case;
  in_place.placement = Placement::in_place;
  const std::vector<Round> trial{trial_round({300})};
  EXPECT_EQ(plan_of(in_place, {Role::kernel}, trial, quick).iterations % windows(in_place), 0u);
  EXPECT_GT(windows(in_place), 1u);
}

RC_GTEST_PROP(Plan, leaves_out_only_slow_kernels_of_long_calls_for_time, ()) {
  std::vector<Plan> plans;
  for (const int exponent :
       *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 8))))
    plans.push_back(made_up_plan(std::pow(10, exponent), 10));
  std::vector<std::vector<Role>> roles(plans.size(), std::vector<Role>(10, Role::kernel));
  for (auto& of_case : roles) of_case[9] = Role::yardstick;
  const double seconds = *rc::gen::inRange(1, 300) / 10.0;
  const bool fits = leave_out_for_time(plans, roles, 10, seconds);
  RC_ASSERT(fits == (10 * seconds_of(plans) <= seconds));
  for (const Plan& plan : plans) {
    // Who is left are the fastest, and the yardstick.
    RC_ASSERT(plan.in.back() == 9u);
    for (std::size_t i = 0; i + 1 < plan.in.size(); ++i) RC_ASSERT(plan.in[i] == i);
    RC_ASSERT(plan.in.size() > fewest_kernels);
    RC_ASSERT(plan.long_call || plan.in.size() == 10u);
    RC_ASSERT(fits || !plan.long_call || plan.in.size() == fewest_kernels + 1);
  }
}

TEST(Entrants, walk_otherwise_than_plainly_where_arrays_are_large_and_past_no_cache_in_place) {
  const auto walked = [](Placement placement, std::size_t n, std::string_view word) {
    const Case one{{Operation::relu, Convention::textbook, Type::f32, placement, Signs::random}, n};
    const auto entrants = entrants_of(one, {});
    return std::any_of(entrants.begin(), entrants.end(), [&](const Entrant& entrant) {
      return entrant.role == Role::yardstick && entrant.implementation.find(word) != word.npos;
    });
  };
  constexpr std::size_t large = streamed_bytes / sizeof(float);
  for (const Placement placement : {Placement::out_of_place, Placement::in_place}) {
    EXPECT_FALSE(walked(placement, large - 1, "/ahead_"));
    EXPECT_FALSE(walked(placement, large - 1, "/stream"));
    EXPECT_TRUE(walked(placement, large - 1, "/vector_"));
    EXPECT_TRUE(walked(placement, large, "/vector_"));
    EXPECT_FALSE(walked(Placement::in_place, large, "/stream"));
  }
#if defined(__x86_64__)
  EXPECT_TRUE(walked(Placement::out_of_place, large, "copy/ahead_"));
  EXPECT_TRUE(walked(Placement::in_place, large, "rewrite/ahead_"));
  EXPECT_TRUE(walked(Placement::out_of_place, large, "copy/stream4_"));
  EXPECT_TRUE(walked(Placement::out_of_place, large, "copy/rep_movsb"));
#endif
}

TEST(Race, leaves_out_who_is_far_from_the_fastest) {
  const std::vector<Role> roles{Role::yardstick, Role::kernel, Role::kernel,
                                Role::kernel,    Role::kernel, Role::peer};
  const auto after = [&](std::size_t processes, std::vector<double> ns) {
    Plan plan = made_up_plan(100, 6);
    Round round;
    round.ns = std::move(ns);
    race(plan, roles, std::vector<Round>(2, round), processes);
    return plan.in;
  };
  using In = std::vector<std::size_t>;
  const std::vector<double> times{500, 100, 107, 120, 160, 500};
  EXPECT_EQ(after(0, times), (In{0, 1, 2, 3, 4, 5}));
  EXPECT_EQ(after(1, times), (In{0, 1, 2, 3, 5}));
  EXPECT_EQ(after(3, times), (In{0, 1, 2, 5}));
  EXPECT_EQ(after(5, times), (In{0, 1, 2, 5}));
  EXPECT_EQ(after(5, {500, 110, 100, 109, 100, 500}), (In{0, 2, 4, 5}));
  // Nobody is left out for want of rounds.
  EXPECT_EQ(after(5, {500, 100, not_timed, not_timed, 160, 500}), (In{0, 1, 2, 3, 5}));
}

std::size_t count(const GivenOptions& given, double bytes = 1e10) {
  std::vector<std::string> notes;
  return cases_of(understand(given), bytes, notes).size();
}

TEST(Cases, are_those_of_the_profile) {
  const std::size_t all = std::size(operations) * types.size() * std::size(placements);
  GivenOptions given;
  given.then = "nothing";
  // Seven sizes within the caches; beyond them two operations and one type, out of place.
  EXPECT_EQ(count(given), all * 7 + 2 * 3);
  given.profile = "full";
  // Every size with random signs, three with the other ones, subnormal ones for leaky alone.
  EXPECT_EQ(count(given), all * std::size(conventions) * (std::size(sizes) + 3 * 3) +
                              all / 2 * std::size(conventions) * 3);
}

TEST(Cases, have_a_reader_where_the_arrays_are_larger_than_the_second_level_cache) {
  GivenOptions given;
  given.operation = "relu,relu_backward";
  given.type = "f32";
  given.n = "1000,100000";
  Selection selection = understand(given);
  selection.near_bytes = 1e6;  // 800,000 bytes of relu fit, 1,200,000 of its backward do not
  std::vector<std::string> notes, read;
  for (const Case& one : cases_of(selection, 1e10, notes))
    if (row(one.then).reads) read.push_back(case_name(one));
  EXPECT_EQ(
      read,
      (std::vector<std::string>{"relu_backward/textbook/f32/out_of_place/random/read/n:100000"}));
  EXPECT_NE(setting_text({{}, {}, {}, {}, {}, Then::read}).find(", the result read"),
            std::string::npos);
}

TEST(Cases, are_those_that_were_asked_for) {
  GivenOptions given;
  given.operation = "leaky_relu,relu";
  given.type = "f64";
  given.convention = "pytorch";
  given.placement = "in_place";
  given.signs = "alternating";
  given.n = "100,7,100";
  std::vector<std::string> notes;
  const auto cases = cases_of(understand(given), 1e10, notes);
  ASSERT_EQ(cases.size(), 4u);
  EXPECT_EQ(case_name(cases[0]), "relu/pytorch/f64/in_place/alternating/n:7");
  EXPECT_EQ(case_name(cases[3]), "leaky_relu/pytorch/f64/in_place/alternating/n:100");
  EXPECT_TRUE(notes.empty());
}

TEST(Cases, get_smaller_with_the_memory_and_say_so) {
  GivenOptions given;
  given.operation = "relu";
  given.type = "f32";
  given.placement = "out_of_place";
  std::vector<std::string> notes;
  given.then = "nothing";
  const auto cases = cases_of(understand(given), 1.1e8, notes);
  ASSERT_EQ(cases.size(), 10u);
  EXPECT_EQ(cases.back().n, 8'388'608u);
  ASSERT_EQ(notes.size(), 1u);
  EXPECT_NE(notes[0].find("needs 192 MiB of memory, 105 MiB may be used: "), notes[0].npos)
      << notes[0];
  notes.clear();
  cases_of(understand(given), 1.1e8, notes, "the memory limit of this control group is 150 MiB");
  EXPECT_NE(notes.at(0).find("may be used (the memory limit of this control group is 150 MiB): "),
            notes[0].npos)
      << notes[0];
}

TEST(Options, that_can_not_be_are_refused_with_what_is_accepted) {
  const auto refusal = [](const auto& change) -> std::string {
    GivenOptions given;
    change(given);
    try {
      understand(given);
    } catch (const std::invalid_argument& error) {
      return error.what();
    }
    return "";
  };
  using Given = GivenOptions&;
  EXPECT_EQ(refusal([](Given g) { g.profile = "fast"; }),
            "profile \"fast\" is unknown; known are quick, full");
  EXPECT_NE(refusal([](Given g) { g.time_budget = -1; }).find("--time-budget is -1"),
            std::string::npos);
  EXPECT_NE(refusal([](Given g) { g.time_budget = std::nan(""); }), "");
  EXPECT_NE(refusal([](Given g) { g.max_memory = 0; }), "");
  EXPECT_NE(refusal([](Given g) { g.alignment = 8; }).find("accepted are 64, 4"),
            std::string::npos);
  EXPECT_NE(refusal([](Given g) { g.n = "0"; }), "");
  EXPECT_NE(refusal([](Given g) { g.type = "f32,f16"; }), "");
  EXPECT_EQ(refusal([](Given g) { g.then = "write"; }),
            "then \"write\" is unknown; known are nothing, read");
}

TEST(Data, hold_the_signs_that_they_are_named_for) {
  constexpr std::size_t n = 4096;
  const auto negatives = [&](Signs which) {
    data<float>().prepare({{{}, {}, Type::f32, Placement::out_of_place, which}, n}, true);
    return std::count_if(data<float>().x(), data<float>().x() + n, [](float x) { return x < 0; });
  };
  EXPECT_EQ(negatives(Signs::positive), 0);
  EXPECT_EQ(negatives(Signs::negative), std::ptrdiff_t(n));
  EXPECT_EQ(negatives(Signs::alternating), std::ptrdiff_t(n / 2));
  EXPECT_NEAR(double(negatives(Signs::random)), n / 2.0, n / 16.0);
  EXPECT_NEAR(double(negatives(Signs::subnormal)), n / 2.0, n / 16.0);
  for (std::size_t i = 0; i < n; ++i)
    EXPECT_EQ(std::fpclassify(data<float>().x()[i]), FP_SUBNORMAL) << i;
}

TEST(Data, are_as_long_in_place_as_out_of_place) {
  const Case out{{{}, {}, Type::f32, Placement::out_of_place, Signs::random}, 1024};
  Case in_place = out;
  in_place.placement = Placement::in_place;
  EXPECT_EQ(windows(in_place), windows(out));
  in_place.n = 1'000'000;
  EXPECT_EQ(windows(in_place), 1u);
}

TEST(Data, lie_as_the_conditions_say) {
  for (const std::size_t alignment : alignments) {
    conditions.alignment = alignment;
    Array<double> array(3);
    array.reserve(100);
    const auto address = reinterpret_cast<std::uintptr_t>(array.data());
    EXPECT_EQ(address % 64, alignment == 64 ? 0 : sizeof(double));
  }
  conditions = {};
}

}  // namespace
}  // namespace rectifier::bench
