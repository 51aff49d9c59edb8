// From rounds to verdicts.
#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

#include "bench/judge/judge.hpp"
#include "bench/layouts/layouts.hpp"
#include "bench/measure/limits.hpp"
#include "bench/tests/made_up.hpp"

namespace rectifier::bench {
namespace {

std::vector<std::string> warnings_of_all(const Measurements& measurements) {
  return warnings_of(measurements, judge(measurements));
}

constexpr std::size_t rounds = 21;
Times all(double ns) { return Times(rounds, ns); }

TEST(Judge, compares_with_the_best_and_with_the_fastest_copy) {
  const JudgedCase judged = judge(made_up_case({{Role::yardstick, "copy/memcpy", all(8)},
                                                {Role::yardstick, "copy/vector_avx2", all(4)},
                                                {Role::kernel, "slow", all(16)},
                                                {Role::kernel, "fast", all(8)},
                                                {Role::peer, "lib/peer", all(2)},
                                                {Role::public_call, "public", all(10)},
                                                {Role::repeated, "fast", all(8)}}),
                                  default_tolerance);
  ASSERT_EQ(judged.kernels.size(), 2u);
  EXPECT_EQ(judged.kernels[0].implementation, "fast");
  EXPECT_EQ(judged.kernels[0].verdict, Verdict::win);
  EXPECT_EQ(judged.kernels[0].ratio_to_best, 1);
  EXPECT_EQ(judged.kernels[0].bound, 0);
  EXPECT_EQ(judged.kernels[0].gb_per_s, 64);
  EXPECT_DOUBLE_EQ(*judged.kernels[0].share_of_copy, 0.5);
  EXPECT_EQ(judged.kernels[1].verdict, Verdict::slower);
  EXPECT_DOUBLE_EQ(*judged.kernels[1].ratio_low, 2);
  EXPECT_DOUBLE_EQ(*judged.kernels[1].median_ns, 16);
  EXPECT_DOUBLE_EQ(*judged.kernels[1].bound, 1);
  EXPECT_EQ(judged.second()->implementation, "slow");
  EXPECT_EQ(judged.copy->implementation, "copy/vector_avx2");
  EXPECT_DOUBLE_EQ(*judged.public_call->ratio_to_best, 1.25);
  EXPECT_EQ(judged.public_call->verdict, Verdict::slower);
  EXPECT_DOUBLE_EQ(*judged.public_call->bound, 0.25);
  EXPECT_EQ(judged.repeated->value, 1);
  EXPECT_FALSE(judged.repeated_differs);
  EXPECT_EQ(judged.rounds, rounds);
  EXPECT_EQ(judged.processes, 1u);
}

TEST(Judge, never_lets_a_peer_win) {
  const JudgedCase judged =
      judge(made_up_case({{Role::peer, "lib/peer", all(2)}, {Role::kernel, "ours", all(4)}}),
            default_tolerance);
  EXPECT_EQ(judged.kernels[0].implementation, "ours");
  EXPECT_EQ(judged.kernels[0].verdict, Verdict::undecided);
  EXPECT_DOUBLE_EQ(*judged.peers[0].ratio_to_best, 0.5);
  EXPECT_FALSE(judged.peers[0].verdict.has_value());
  EXPECT_FALSE(judged.peers[0].bound.has_value());
}

TEST(Judge, subtracts_the_restoring_memcpy_round_by_round) {
  Times restore = all(10), fast = all(20), slow = all(30);
  // A round in which everything is slow alike.
  restore[4] *= 7, fast[4] *= 7, slow[4] *= 7;
  const Case in_place{
      {Operation::relu, Convention::textbook, Type::f32, Placement::in_place, Signs::random}, 64};
  const JudgedCase judged = judge(made_up_case({{Role::restore, "restore/memcpy", restore},
                                                {Role::yardstick, "rewrite/vector_avx2", all(15)},
                                                {Role::kernel, "fast", fast},
                                                {Role::kernel, "slow", slow}},
                                               in_place),
                                  default_tolerance);
  EXPECT_EQ(judged.kernels[0].median_ns, 10);
  EXPECT_EQ(judged.kernels[0].min_ns, 10);
  EXPECT_DOUBLE_EQ(*judged.kernels[1].ratio_to_best, 2);
  EXPECT_DOUBLE_EQ(*judged.kernels[1].ratio_high, 2);
  EXPECT_DOUBLE_EQ(*judged.kernels[0].share_of_copy, 0.5);
}

TEST(Judge, does_not_decide_where_the_subtraction_leaves_nothing) {
  const Case in_place{
      {Operation::relu, Convention::textbook, Type::f32, Placement::in_place, Signs::random}, 64};
  const JudgedCase judged = judge(made_up_case({{Role::restore, "restore/memcpy", all(10)},
                                                {Role::kernel, "noise", all(9)},
                                                {Role::kernel, "more", all(9.5)}},
                                               in_place),
                                  default_tolerance);
  for (const Standing& kernel : judged.kernels) {
    EXPECT_EQ(kernel.verdict, Verdict::undecided);
    EXPECT_FALSE(kernel.bound.has_value());
    // An upper limit, with the memcpy.
    EXPECT_EQ(kernel.median_ns, kernel.implementation == "noise" ? 9 : 9.5);
    EXPECT_EQ(kernel.min_ns, kernel.median_ns);
  }
}

TEST(Judge, calls_those_slower_that_the_pilot_left_out_for_being_far_off) {
  MeasuredCase one = made_up_case({{Role::kernel, "fast", all(10)},
                                   {Role::kernel, "near", all(20)},
                                   {Role::kernel, "far", all(30)},
                                   {Role::kernel, "no_time_for", all(10.1)}});
  for (Round& round : one.rounds) round.ns[2] = round.ns[3] = not_timed;
  Round pilot;
  pilot.stage = Stage::pilot;
  pilot.ns = {10, 20, 50, 10.1};
  one.rounds.insert(one.rounds.begin(), pilot);
  const JudgedCase judged = judge(one, default_tolerance);
  ASSERT_EQ(judged.kernels.size(), 4u);
  const auto verdict = [&](const char* implementation) {
    for (const Standing& kernel : judged.kernels)
      if (kernel.implementation == implementation) return kernel.verdict;
    return std::optional<Verdict>();
  };
  EXPECT_EQ(verdict("near"), Verdict::slower);
  EXPECT_EQ(verdict("far"), Verdict::slower);
  EXPECT_EQ(verdict("no_time_for"), Verdict::undecided);
  // Nobody wins over one that nobody had the time for.
  EXPECT_EQ(verdict("fast"), Verdict::undecided);
  EXPECT_FALSE(judged.kernels[0].bound.has_value());
  for (const Standing& kernel : judged.kernels) EXPECT_TRUE(kernel.median_ns.has_value());
}

TEST(Judge, notices_a_kernel_that_differs_from_itself) {
  const auto of = [&](double again) {
    Times times = all(again);
    for (std::size_t r = 0; r < rounds; ++r) times[r] *= r % 2 == 0 ? 0.99 : 1.01;
    return judge(made_up_case({{Role::kernel, "one", all(10)},
                               {Role::kernel, "two", all(20)},
                               {Role::repeated, "one", times}}),
                 default_tolerance)
        .repeated_differs;
  };
  EXPECT_FALSE(of(10.01));
  EXPECT_TRUE(of(11));
  EXPECT_TRUE(of(9));
}

const Standing& kernel_of(const JudgedCase& judged, const std::string& implementation) {
  for (const Standing& kernel : judged.kernels)
    if (kernel.implementation == implementation) return kernel;
  throw std::invalid_argument(implementation);
}

TEST(Judge, takes_twins_for_one) {
  Times first = all(10), other = all(10.2);
  MeasuredCase one = made_up_case({{Role::kernel, "higher", other},
                                   {Role::kernel, "lower", first},
                                   {Role::kernel, "slow", all(20)}});
  one.entrants[0].same_code_as = "lower";
  const JudgedCase judged = judge(one, default_tolerance);
  EXPECT_EQ(judged.twin_pairs, 1u);
  EXPECT_EQ(judged.twins_told_apart, 1u);
  EXPECT_EQ(judged.kernels[0].implementation, "lower");
  EXPECT_EQ(judged.kernels[1].implementation, "higher");
  EXPECT_EQ(judged.kernels[0].verdict, Verdict::win) << "a twin is no rival";
  EXPECT_EQ(judged.kernels[1].verdict, Verdict::tie);
  EXPECT_EQ(judged.kernels[0].same_code_as, "");
  EXPECT_EQ(judged.kernels[1].same_code_as, "lower");
  EXPECT_DOUBLE_EQ(*judged.kernels[0].median_ns, 10.1);
  EXPECT_EQ(judged.kernels[0].median_ns, judged.kernels[1].median_ns);
  EXPECT_EQ(judged.second()->implementation, "slow");
  EXPECT_EQ(judge(made_up_case({{Role::kernel, "a", all(1)}}), default_tolerance).twin_pairs, 0u);
}

TEST(Judge, names_no_kernel_that_failed_or_was_not_checked) {
  MeasuredCase one = made_up_case({{Role::kernel, "failed", all(5)},
                                   {Role::kernel, "not_checked", all(6)},
                                   {Role::kernel, "fine", all(10)},
                                   {Role::kernel, "slow", all(20)}});
  one.entrants[1].checked = false;
  const JudgedCase judged = judge(one, default_tolerance, {"relu/textbook/f32/failed"});
  EXPECT_EQ(judged.kernels[0].implementation, "fine");
  EXPECT_EQ(judged.kernels[0].verdict, Verdict::win);
  EXPECT_EQ(judged.kernels[0].bound, 0);
  EXPECT_EQ(kernel_of(judged, "failed").verdict, Verdict::undecided);
  EXPECT_EQ(kernel_of(judged, "not_checked").verdict, Verdict::undecided);
  EXPECT_DOUBLE_EQ(*kernel_of(judged, "failed").ratio_to_best, 0.5);
}

TEST(Judge, beats_with_one_process_what_is_far_off) {
  // Ten processes of two rounds; the far one was in the first alone.
  Times fast, near, far, again;
  for (std::size_t r = 0; r < 20; ++r) {
    const double slowed = r % 3 == 0 ? 1.02 : 1;
    fast.push_back(100);
    again.push_back(100 * slowed);
    near.push_back(110 * slowed);
    far.push_back(r < 2 ? 180 : not_timed);
  }
  MeasuredCase one = made_up_case({{Role::kernel, "fast", fast},
                                   {Role::kernel, "near", near},
                                   {Role::kernel, "far", far},
                                   {Role::repeated, "fast", again}});
  for (std::size_t r = 0; r < 20; ++r) one.rounds[r].launch = r / 2;
  const JudgedCase judged = judge(one, default_tolerance);
  EXPECT_EQ(judged.processes, 10u);
  EXPECT_FALSE(judged.by_rounds());
  EXPECT_EQ(kernel_of(judged, "fast").verdict, Verdict::win);
  EXPECT_EQ(kernel_of(judged, "far").verdict, Verdict::slower);
  EXPECT_GT(kernel_of(judged, "far").bound.value(), 0.8);
}

TEST(Judge, does_not_depend_on_the_order_of_the_processes) {
  MeasuredCase one =
      made_up_case({{Role::kernel, "a", {9, 10, 11, 9, 10, 12, 9, 11, 10, 9, 8, 10}},
                    {Role::kernel, "b", {10, 10, 10, 11, 9, 10, 12, 9, 9, 11, 9, 9}}});
  for (std::size_t r = 0; r < 12; ++r) one.rounds[r].launch = r / 2;
  const JudgedCase before = judge(one, default_tolerance);
  std::reverse(one.rounds.begin(), one.rounds.end());
  std::swap(one.rounds[1], one.rounds[6]);
  const JudgedCase after = judge(one, default_tolerance);
  EXPECT_DOUBLE_EQ(*before.kernels[0].bound, *after.kernels[0].bound);
  EXPECT_DOUBLE_EQ(*before.kernels[1].ratio_high, *after.kernels[1].ratio_high);
}

std::string joined(const std::vector<std::string>& sentences) {
  std::string text;
  for (const std::string& sentence : sentences) text += sentence + "\n";
  return text;
}

/// As if each of so many processes had made a round.
MeasuredCase by_processes(MeasuredCase made) {
  for (std::size_t r = 0; r < made.rounds.size(); ++r) made.rounds[r].launch = r;
  return made;
}

TEST(Warnings, are_none_for_a_quiet_machine) {
  EXPECT_EQ(joined(warnings_of_all(made_up_measurements({by_processes(
                made_up_case({{Role::kernel, "a", all(1)}, {Role::repeated, "a", all(1)}}))}))),
            "");
}

TEST(Warnings, tell_what_the_judge_found) {
  Times noisy = all(10);
  for (std::size_t r = 0; r < rounds; ++r) noisy[r] *= r % 2 == 0 ? 0.8 : 1.25;
  MeasuredCase one = by_processes(made_up_case({{Role::yardstick, "copy/memcpy", all(15)},
                                                {Role::kernel, "a", all(10)},
                                                {Role::kernel, "b", all(10.5)},
                                                {Role::kernel, "c", noisy},
                                                {Role::repeated, "a", all(11)}}));
  one.entrants[2].same_code_as = "a";
  const std::string text = joined(warnings_of_all(made_up_measurements({one})));
  for (const char* part :
       {"of 1 pairs of kernels with the same code 1 were told apart, 100 %",
        "In 1 of 1 cases a kernel was told apart from itself, at most by 10.0 %",
        "Noise of the run", "surely faster than the fastest copy", "most of all c with 15"})
    EXPECT_NE(text.find(part), text.npos) << part << "\n" << text;
}

TEST(Warnings, name_what_is_wrong_and_what_helps) {
  Measurements made = made_up_measurements(
      {made_up_case({{Role::kernel, "a", {1, 1}}, {Role::repeated, "a", {1.2, 1.2}}})});
  made.complete = false;
  made.build[1].second = "Debug";
  made.sessions[0].facts = {{"load before", "1.90"},
                            {"frequency governor", "powersave"},
                            {std::string(layouts_fact), "1"}};
  made.sessions[0].swapped_pages = 7;
  for (Round& round : made.cases[0].rounds) {
    round.steal_ms = 1;
    round.switches = 1;
  }
  const std::string text = joined(warnings_of_all(made));
  for (const char* part : {"--resume", "hypervisor took", "interrupted 100 %", "performance",
                           "swapping (7 pages)", "load 1.90", "layout-*.so", "no Release build",
                           "rounds are of fewer than 5 processes (one)"})
    EXPECT_NE(text.find(part), text.npos) << part << "\n" << text;
}

/// Of a machine whose neighbours seem to be busy.
Measurements disturbed() {
  Measurements made =
      made_up_measurements({made_up_case({{Role::kernel, "a", all(1)},
                                          {Role::repeated, "a", all(1)},
                                          {Role::threads, "public_2_threads", all(1)}})});
  for (Round& round : made.cases[0].rounds) {
    round.steal_ms = 1;
    round.switches = 1;
  }
  return made;
}

TEST(Warnings, blame_a_quota_and_not_neighbours_for_what_it_did) {
  Measurements made = disturbed();
  const std::string before = joined(warnings_of_all(made));
  EXPECT_NE(before.find("hypervisor took"), before.npos) << before;
  EXPECT_NE(before.find("interrupted 100 %"), before.npos) << before;
  EXPECT_EQ(before.find("quota"), before.npos) << before;
  made.sessions.push_back(made.sessions.front());
  made.sessions[1].throttled = 37;
  made.sessions[1].throttled_ms = 1250;
  made.sessions[1].facts.emplace_back(quota_fact, "1.5 CPUs");
  const std::string text = joined(warnings_of_all(made));
  EXPECT_NE(text.find("The CPU quota of this control group (1.5 CPUs) held the run back 37 times, "
                      "for 1.25 s in all. Raise it"),
            text.npos)
      << text;
  EXPECT_EQ(text.find("neighbours"), text.npos) << text;
  made.sessions[1].throttled = 1;
  made.sessions[1].facts.back().second = "none seen";
  const std::string once = joined(warnings_of_all(made));
  EXPECT_NE(once.find("control group held the run back 1 time, "), once.npos) << once;
}

TEST(Warnings, name_the_cpus_that_the_run_might_not_use) {
  Measurements made = disturbed();
  const auto warns = [&](const char* allowed) {
    made.sessions[0].facts.emplace_back(allowed_cpus_fact, allowed);
    const std::string text = joined(warnings_of_all(made));
    made.sessions[0].facts.pop_back();
    return text.find("might use 1 of 2 CPUs") != text.npos;
  };
  EXPECT_TRUE(warns("1 (1)"));
  EXPECT_FALSE(warns("2 (0-1)"));
  EXPECT_FALSE(warns("unknown"));
  // Kernels on one CPU are as they should be.
  made.cases[0].entrants[2].role = Role::public_call;
  EXPECT_FALSE(warns("1 (1)"));
}

TEST(Warnings, name_the_kinds_of_cores_that_the_run_might_move_between) {
  Measurements made = disturbed();
  Facts& facts = made.sessions[0].facts;
  facts.emplace_back(core_kinds_fact, "2: CPUs 0 of capacity 446; CPUs 1 of capacity 1024");
  facts.emplace_back(allowed_kinds_fact, "2");
  const std::string text = joined(warnings_of_all(made));
  EXPECT_NE(text.find("move between 2 kinds of cores"), text.npos) << text;
  EXPECT_NE(text.find("CPUs 1 of capacity 1024). Keep it on those of one kind: taskset"), text.npos)
      << text;
  facts.back().second = "1";
  EXPECT_EQ(joined(warnings_of_all(made)).find("kinds of cores"), std::string::npos);
}

}  // namespace
}  // namespace rectifier::bench
