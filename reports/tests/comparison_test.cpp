// Builds and runs that are known to be equal, slower or faster.
#include "reports/answers/comparison.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "reports/tests/made_up_processes.hpp"

namespace rectifier::reports {
namespace {

using bench::made_up_run;
using bench::MadeUpRun;
using bench::Role;

constexpr double ten_percent = 0.10;
constexpr std::uint64_t seeds = 100;

/// The answer of a run that differs from another one in what is said.
Comparison compare_with(MadeUpRun after, std::uint64_t seed, const CompareQuestion& question = {}) {
  after.seed = 2 * seed + 1;
  if (after.against) return compare_builds(made_up_run(after), question);
  return compare_runs(made_up_run({.seed = 2 * seed}), made_up_run(after), question);
}

std::size_t count(const Comparison& comparison, Change change) {
  return static_cast<std::size_t>(
      std::count_if(comparison.rows.begin(), comparison.rows.end(),
                    [&](const Compared& row) { return row.change == change; }));
}

std::size_t count(const Comparison& comparison, Doubt doubt) {
  return static_cast<std::size_t>(
      std::count_if(comparison.rows.begin(), comparison.rows.end(),
                    [&](const Compared& row) { return row.doubt == doubt; }));
}

TEST(Estimate, of_two_runs_is_welchs) {
  // Means 2 and 5, variances 1 and 4 of 3 and 3: 5/3 together.
  const bench::PairedRatio estimate =
      of_two_runs({{0, 1.0}, {1, 2.0}, {2, 3.0}}, {{0, 3.0}, {1, 5.0}, {2, 7.0}});
  EXPECT_DOUBLE_EQ(estimate.log, 3);
  EXPECT_DOUBLE_EQ(estimate.error, std::sqrt(5.0 / 3));
  EXPECT_NEAR(estimate.freedom, 25.0 / 9 / (1.0 / 18 + 16.0 / 18), 1e-12);
}

TEST(Compare, never_blames_a_build_for_a_slower_machine) {
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    const Comparison slow = compare_with({.everything = 1.15}, seed);
    EXPECT_NE(slower_by(slow, ten_percent), SlowerBy::some) << seed;
    EXPECT_EQ(count(slow, Change::slower), 0u) << seed;
  }
  const Comparison slow = compare_with({.everything = 1.15}, 0);
  EXPECT_GT(count(slow, Doubt::drift), 0u);
  EXPECT_NEAR(slow.copies.at(0).ratio, 1.15, 0.05);
}

TEST(Compare, finds_kernels_that_are_slower_beside_copies_that_are_not) {
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    const Comparison slower = compare_with({.kernels = 1.25}, seed);
    EXPECT_EQ(slower_by(slower, ten_percent), SlowerBy::some) << seed;
    EXPECT_EQ(count(slower, Change::faster), 0u) << seed;
  }
}

TEST(Compare, says_of_an_unchanged_build_that_nothing_is_slower) {
  std::size_t runs_with_a_change = 0;
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    const Comparison files = compare_with({}, seed), builds = compare_with({.against = true}, seed);
    EXPECT_EQ(slower_by(files, ten_percent), SlowerBy::none) << seed;
    EXPECT_EQ(slower_by(builds, ten_percent), SlowerBy::none) << seed;
    runs_with_a_change += count(builds, Change::slower) + count(builds, Change::faster) > 0;
  }
  // 5 in 100 runs at most, and three standard deviations of that.
  EXPECT_LE(runs_with_a_change, 5u + 7u);
}

TEST(Compare, finds_a_slower_build_in_the_same_rounds) {
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    const Comparison slower = compare_with({.kernels = 1.15, .against = true}, seed);
    EXPECT_EQ(slower_by(slower, ten_percent), SlowerBy::some) << seed;
    EXPECT_EQ(slower_by(slower, 0.25), SlowerBy::none) << seed;
    EXPECT_EQ(count(slower, Change::slower), slower.rows.size()) << seed;
    EXPECT_EQ(slower.rows.size(), 6u * 20) << "kernels alone";
  }
  EXPECT_EQ(count(compare_with({.kernels = 1 / 1.15, .against = true}, 0), Change::faster),
            6u * 20);
}

TEST(Compare, tells_what_is_within_the_tolerance) {
  MadeUpRun run{.kernels = 1.01, .noise = 0.002, .against = true};
  EXPECT_EQ(count(compare_with(run, 0), Change::same), 6u * 20);
  EXPECT_EQ(count(compare_with(run, 0, {.tolerance = 0.005}), Change::slower), 6u * 20);
  run.noise = 0.1;
  const Comparison noisy = compare_with(run, 0);
  EXPECT_EQ(count(noisy, Doubt::wide), noisy.rows.size());
  EXPECT_EQ(slower_by(noisy, 0.02), SlowerBy::cannot_tell);
}

TEST(Compare, can_not_tell_from_few_processes) {
  for (const bool against : {false, true}) {
    const Comparison few = compare_with({.kernels = 2, .processes = 4, .against = against}, 0);
    EXPECT_EQ(count(few, Doubt::few_processes), few.rows.size());
    EXPECT_EQ(slower_by(few, ten_percent), SlowerBy::cannot_tell);
    const Comparison enough = compare_with({.kernels = 2, .processes = 5, .against = against}, 0);
    EXPECT_EQ(count(enough, Doubt::few_processes), 0u);
    EXPECT_EQ(slower_by(enough, ten_percent), SlowerBy::some);
  }
}

TEST(Compare, can_not_tell_without_a_memcpy_of_the_same_bytes) {
  bench::Measurements before = made_up_run({}), after = made_up_run({.seed = 2});
  const auto two_inputs_alone = [](bench::Measurements& run) {
    std::erase_if(run.cases, [](const auto& one) { return one.key.operation == Operation::relu; });
  };
  EXPECT_EQ(count(compare_runs(before, after, {}), Doubt::no_memcpy), 0u)
      << "two inputs have that of one";
  two_inputs_alone(before);
  two_inputs_alone(after);
  const Comparison none = compare_runs(before, after, {});
  EXPECT_EQ(count(none, Doubt::no_memcpy), none.rows.size());
  EXPECT_EQ(slower_by(none, ten_percent), SlowerBy::cannot_tell);
}

/// Takes an entrant out of all processes but the first.
void leave_out(bench::Measurements& run, std::string_view implementation) {
  for (bench::MeasuredCase& one : run.cases)
    for (std::size_t i = 0; i < one.entrants.size(); ++i)
      if (one.entrants[i].implementation == implementation)
        for (bench::Round& round : one.rounds)
          if (round.launch > 0) round.ns[i] = bench::not_timed;
}

TEST(Compare, counts_who_was_left_out_and_doubts_who_is_left_out_now) {
  const CompareQuestion question;
  bench::Measurements before = made_up_run({}), after = made_up_run({.seed = 2});
  leave_out(after, "kernel_7");
  const Comparison now = compare_runs(before, after, question);
  EXPECT_EQ(count(now, Doubt::left_out), 6u);
  EXPECT_EQ(slower_by(now, ten_percent), SlowerBy::cannot_tell);
  leave_out(before, "kernel_7");
  const Comparison both = compare_runs(before, after, question);
  EXPECT_EQ(both.left_out, 6u);
  EXPECT_EQ(count(both, Doubt::left_out), 0u);
  EXPECT_EQ(slower_by(both, ten_percent), SlowerBy::none);
}

TEST(Compare, takes_the_kernels_that_are_asked_for) {
  const CompareQuestion question{.kernels = {"kernel_1*", "relu_backward/*/public"}};
  for (const bool against : {false, true}) {
    const Comparison made = compare_with({.against = against}, 0, question);
    EXPECT_EQ(made.rows.size(), 6u * 11 + (against ? 0 : 3));
    EXPECT_EQ(made.unmatched, 0u);
  }
}

TEST(Compare, counts_what_one_of_the_builds_has_alone) {
  bench::Measurements before = made_up_run({.kernel_count = 20}),
                      after = made_up_run({.kernel_count = 22});
  EXPECT_EQ(compare_runs(before, after, {}).unmatched, 6u * 2);
  EXPECT_EQ(compare_runs(after, before, {}).unmatched, 6u * 2);
  bench::Measurements both = made_up_run({.against = true});
  for (bench::MeasuredCase& one : both.cases)
    for (bench::MeasuredEntrant& entrant : one.entrants)
      if (entrant.role == Role::before && entrant.implementation == "kernel_3")
        entrant.implementation = "kernel_of_old";
  EXPECT_EQ(compare_builds(both, {}).unmatched, 6u * 2);
}

TEST(Compare, tells_of_threads_without_judging_them) {
  const Comparison made = compare_with({}, 0);
  EXPECT_EQ(made.told.size(), 6u);
  for (const Compared& row : made.rows) EXPECT_NE(row.role, Role::threads);
}

TEST(Compare, warns_of_another_machine) {
  bench::Measurements other = made_up_run({.seed = 2});
  EXPECT_TRUE(compare_runs(made_up_run({}), other, {}).warnings.empty());
  other.machine[0].second = "Another CPU";
  EXPECT_EQ(compare_runs(made_up_run({}), other, {}).warnings.size(), 1u);
}

}  // namespace
}  // namespace rectifier::reports
