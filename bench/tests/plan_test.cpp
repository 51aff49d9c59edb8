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

/// A case of some kernels that take `ns` a call, in epochs of 1 ms.
Plan made_up_plan(double ns, std::size_t kernels) {
  Plan plan;
  plan.key = {
      {Operation::relu, Convention::textbook, Type::f32, Placement::out_of_place, Signs::random},
      1024};
  for (std::size_t i = 0; i < kernels; ++i) {
    plan.kept.push_back(i);
    plan.ns.push_back(ns * (1 + 0.01 * static_cast<double>(i)));
  }
  plan.has_kernel = true;
  plan.iterations = static_cast<std::size_t>(std::max(1.0, 1e6 / ns));
  plan.long_call = ns > 1e6;
  return plan;
}

double total(const std::vector<Plan>& plans, const ProfileRow& profile) {
  return std::accumulate(plans.begin(), plans.end(), 0.0, [&](double sum, const Plan& plan) {
    return sum + seconds_of(plan, profile);
  });
}

TEST(Plan, gives_every_round_where_there_is_time) {
  std::vector<Plan> plans(10, made_up_plan(100, 20));
  EXPECT_TRUE(plan_rounds(plans, quick, quick.rounds, 100));
  for (const Plan& plan : plans) EXPECT_EQ(plan.rounds, quick.rounds);
  plans.assign(1, made_up_plan(2e7, 20));
  EXPECT_TRUE(plan_rounds(plans, full, full.rounds, 1000));
  EXPECT_EQ(plans[0].rounds, 20u);
  EXPECT_TRUE(plan_rounds(plans, full, most_rounds, 1000));
  EXPECT_EQ(plans[0].rounds, 67u) << "a time budget that leaves room does not give more";
}

RC_GTEST_PROP(Plan, stays_within_the_time_and_above_the_fewest_rounds, ()) {
  const ProfileRow& profile = **rc::gen::element(&quick, &full);
  std::vector<Plan> plans;
  for (const int exponent :
       *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 8))))
    plans.push_back(made_up_plan(std::pow(10, exponent), 10));
  const double seconds = *rc::gen::inRange(1, 300) / 10.0;
  const bool fits = plan_rounds(plans, profile, profile.rounds, seconds);
  for (const Plan& plan : plans) {
    RC_ASSERT(plan.rounds >= fewest_rounds);
    RC_ASSERT(plan.rounds <= profile.rounds);
  }
  RC_ASSERT(fits == (total(plans, profile) <= seconds));
  // A case is cut only if it is among the longest.
  for (const Plan& cut : plans)
    for (const Plan& other : plans)
      if (cut.rounds < profile.rounds && cut.rounds > fewest_rounds && !cut.long_call)
        RC_ASSERT(other.rounds == fewest_rounds ||
                  seconds_a_round(other) * double(other.rounds) <=
                      seconds_a_round(cut) * double(cut.rounds + 1));
}

TEST(Plan, leaves_out_the_slowest_kernels_where_even_the_fewest_rounds_are_too_long) {
  std::vector<Plan> plans{made_up_plan(2e7, 20), made_up_plan(100, 20)};
  std::vector<std::vector<Role>> roles(2, std::vector<Role>(20, Role::kernel));
  roles[0][19] = Role::yardstick;
  EXPECT_TRUE(plan_kernels_and_rounds(plans, roles, quick, quick.rounds, 3));
  EXPECT_LE(total(plans, quick), 3);
  EXPECT_LT(plans[0].kept.size(), 20u);
  EXPECT_GE(plans[0].kept.size(), fewest_kernels + 1);
  EXPECT_EQ(plans[0].kept.front(), 0u);
  EXPECT_EQ(plans[0].kept.back(), 19u);
  EXPECT_EQ(plans[1].kept.size(), 20u);
  EXPECT_FALSE(plan_kernels_and_rounds(plans, roles, quick, quick.rounds, 0.5));
}

TEST(Screening, keeps_what_reaches_near_the_best) {
  Plan plan = made_up_plan(100, 4);
  plan.rounds = 20;
  const std::vector<Role> roles{Role::yardstick, Role::kernel, Role::kernel, Role::kernel};
  std::vector<Round> rounds(10);
  for (std::size_t r = 0; r < rounds.size(); ++r) {
    rounds[r].stage = Stage::screening;
    rounds[r].ns = {50, 130, 100, r < 2 ? 100.0 : 130.0};
  }
  screen(plan, roles, rounds, 60);
  EXPECT_EQ(plan.kept, (std::vector<std::size_t>{0, 2, 3}));
  EXPECT_EQ(plan.best, 2u);
  EXPECT_GE(plan.rounds, fewest_rounds);
}

TEST(Entrants, have_a_timed_restore_before_short_calls_in_place_alone) {
  const auto restores = [](Placement placement, std::size_t n) {
    const Case one{{Operation::relu, Convention::textbook, Type::f32, placement, Signs::random}, n};
    const auto entrants = entrants_of(one, kernels());
    return std::count_if(entrants.begin(), entrants.end(),
                         [](const Entrant& entrant) { return entrant.role == Role::restore; });
  };
  EXPECT_EQ(restores(Placement::in_place, 1024), 1);
  EXPECT_EQ(restores(Placement::in_place, 1'048'576), 0);
  EXPECT_EQ(restores(Placement::out_of_place, 1024), 0);
}

TEST(NetTimes, are_without_the_restoring_memcpy_of_the_same_round) {
  std::vector<Round> rounds(3);
  rounds[0].ns = {10, 30};
  rounds[1].ns = {20, 40};
  rounds[2].ns = {1, 1};
  rounds[2].stage = Stage::pilot;
  EXPECT_EQ(net_times({Role::restore, Role::kernel}, rounds, Stage::deciding, 1), (Times{20, 20}));
  EXPECT_EQ(net_times({Role::peer, Role::kernel}, rounds, Stage::deciding, 1), (Times{30, 40}));
}

std::size_t count(const GivenOptions& given, double bytes = 1e10) {
  std::vector<std::string> notes;
  return cases_of(understand(given), bytes, notes).size();
}

TEST(Cases, are_those_of_the_profile) {
  const std::size_t all = std::size(operations) * types.size() * std::size(placements);
  GivenOptions given;
  EXPECT_EQ(count(given), all * 4);
  given.profile = "full";
  // Every size with random signs, three with the other ones, subnormal ones for leaky alone.
  EXPECT_EQ(count(given), all * std::size(conventions) * (std::size(sizes) + 3 * 3) +
                              all / 2 * std::size(conventions) * 3);
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
  const auto cases = cases_of(understand(given), 1.1e8, notes);
  ASSERT_EQ(cases.size(), 4u);
  EXPECT_EQ(cases.back().n, 8'388'608u);
  ASSERT_EQ(notes.size(), 1u);
  EXPECT_NE(notes[0].find("needs 192 MiB of memory, 105 MiB may be used"), notes[0].npos)
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
