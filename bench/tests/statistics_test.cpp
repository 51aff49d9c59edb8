// The rules of deciding, by hand-made numbers and on simulated timings with known truth.
#include "bench/judge/statistics.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace rectifier::bench {
namespace {

using Pair = std::pair<std::size_t, std::size_t>;

TEST(SignTest, has_the_indices_of_the_tables) {
  // 19 comparisons at once.
  EXPECT_EQ(sign_test_indices(11, 1 - 0.05 / 19), Pair(1, 11));
  EXPECT_EQ(sign_test_indices(21, 1 - 0.05 / 19), Pair(4, 18));
  EXPECT_EQ(sign_test_indices(60, 1 - 0.05 / 19), Pair(18, 43));
  // One comparison, as textbooks have it.
  EXPECT_EQ(sign_test_indices(10, 0.95), Pair(2, 9));
  EXPECT_EQ(sign_test_indices(6, 0.95), Pair(1, 6));
}

TEST(SignTest, says_nothing_where_there_are_too_few) {
  for (std::size_t n = 0; n < 6; ++n) EXPECT_FALSE(sign_test_indices(n, 0.95)) << n;
}

RC_GTEST_PROP(SignTest, has_at_least_the_confidence_and_is_the_narrowest, ()) {
  const auto n = *rc::gen::inRange<std::size_t>(1, 200);
  const double confidence = *rc::gen::inRange(500, 9999) / 1e4;
  // The exact probability that fewer than k of n fair coins fall on one side, by Pascal's rule.
  std::vector<double> row{1};
  for (std::size_t i = 0; i < n; ++i) {
    row.push_back(0);
    for (std::size_t k = row.size(); k-- > 1;) row[k] = (row[k] + row[k - 1]) / 2;
    row[0] /= 2;
  }
  const auto coverage = [&](std::size_t k) {
    double tail = 0;
    for (std::size_t i = 0; i < k; ++i) tail += row[i];
    return 1 - 2 * tail;
  };
  const auto found = sign_test_indices(n, confidence);
  const std::size_t k = found ? found->first : 0;
  if (found) {
    RC_ASSERT(found->first + found->second == n + 1);
    RC_ASSERT(coverage(k) >= confidence - 1e-12);
  }
  RC_ASSERT(2 * (k + 1) > n || coverage(k + 1) < confidence + 1e-12);
}

TEST(Median, is_right_for_even_counts) {
  EXPECT_EQ(median({3}), 3);
  EXPECT_EQ(median({4, 1}), 2.5);
  EXPECT_EQ(median({9, 1, 5}), 5);
  EXPECT_EQ(median({4, 1, 3, 2}), 2.5);
}

TEST(Quantile, is_a_number_that_was_seen) {
  std::vector<double> hundred;
  for (int i = 100; i >= 1; --i) hundred.push_back(i);
  EXPECT_EQ(quantile(hundred, 0.99), 99);
  EXPECT_EQ(quantile({7}, 0.99), 7);
  EXPECT_EQ(quantile({1, 2}, 0), 1);
}

TEST(PairedRatio, leaves_out_rounds_without_one_of_the_two) {
  const double nan = std::nan("");
  const auto ratio =
      paired_ratio(std::vector{2.0, nan, 6.0, 1.0}, std::vector{1.0, 1.0, 2.0, nan}, 0.95);
  ASSERT_TRUE(ratio);
  EXPECT_EQ(ratio->value, 2.5);
  EXPECT_EQ(ratio->low, 0);
  EXPECT_TRUE(std::isinf(ratio->high));
  EXPECT_FALSE(paired_ratio(std::vector{nan}, std::vector{1.0}, 0.95));
}

TEST(PairedRatio, takes_a_round_without_a_time_for_any_ratio) {
  std::vector<double> a(21, 2), b(21, 1);
  EXPECT_EQ(paired_ratio(a, b, 0.99)->high, 2);
  for (std::size_t i = 0; i < 8; ++i) b[i] = -1;
  const auto ratio = paired_ratio(a, b, 0.99);
  EXPECT_EQ(ratio->low, 0);
  EXPECT_TRUE(std::isinf(ratio->high));
  EXPECT_EQ(ratio->value, 2);
}

RC_GTEST_PROP(PairedRatio, is_mirrored_when_the_two_change_places, ()) {
  const auto n = *rc::gen::inRange<std::size_t>(11, 60);
  const auto times = rc::gen::container<std::vector<double>>(
      n, rc::gen::map(rc::gen::inRange(1, 1000), [](int t) { return double(t); }));
  const auto a = *times, b = *times;
  const Ratio one = *paired_ratio(a, b, 0.95), other = *paired_ratio(b, a, 0.95);
  RC_ASSERT(std::abs(one.low * other.high - 1) < 1e-12);
  RC_ASSERT(std::abs(one.high * other.low - 1) < 1e-12);
  RC_ASSERT(one.low <= one.value && one.value <= one.high);
}

RC_GTEST_PROP(PairedRatio, does_not_feel_what_slows_a_whole_round, ()) {
  const auto a = *rc::gen::container<std::vector<int>>(21, rc::gen::inRange(1, 100));
  const auto b = *rc::gen::container<std::vector<int>>(21, rc::gen::inRange(1, 100));
  const auto slower = *rc::gen::container<std::vector<int>>(21, rc::gen::inRange(0, 10));
  std::vector<double> plain[2], disturbed[2];
  for (std::size_t i = 0; i < 21; ++i) {
    plain[0].push_back(a[i]);
    plain[1].push_back(b[i]);
    disturbed[0].push_back(std::ldexp(a[i], slower[i]));
    disturbed[1].push_back(std::ldexp(b[i], slower[i]));
  }
  const Ratio before = *paired_ratio(plain[0], plain[1], 0.99);
  const Ratio after = *paired_ratio(disturbed[0], disturbed[1], 0.99);
  RC_ASSERT(before.value == after.value);
  RC_ASSERT(before.low == after.low);
  RC_ASSERT(before.high == after.high);
}

TEST(Verdict, follows_the_rules) {
  EXPECT_EQ(verdict_against_best({1.10, 1.01, 1.2}, 0.03), Verdict::slower);
  EXPECT_EQ(verdict_against_best({1.10, 0.99, 1.2}, 0.03), Verdict::undecided);
  EXPECT_EQ(verdict_against_best({1.02, 1.01, 1.2}, 0.03), Verdict::undecided);
  EXPECT_EQ(verdict_against_best({1.01, 0.98, 1.02}, 0.03), Verdict::tie);
  EXPECT_EQ(verdict_against_best({1.01, 1.005, 1.02}, 0.03), Verdict::tie);
  EXPECT_EQ(verdict_against_best({1.0}, 0.03), Verdict::undecided);
  using V = Verdict;
  EXPECT_EQ(verdict_of_best(std::vector{V::slower, V::slower}), V::win);
  EXPECT_EQ(verdict_of_best(std::vector{V::slower, V::tie}), V::tie);
  EXPECT_EQ(verdict_of_best(std::vector{V::tie, V::undecided}), V::undecided);
  EXPECT_EQ(verdict_of_best({}), V::undecided);
}

TEST(Judge, finds_no_winner_where_the_least_time_names_another) {
  Times a(21, 100), b(21, 120);
  EXPECT_EQ(judge(std::vector{a, b}, 0.03).verdict[0], Verdict::win);
  b[3] = 90;
  const Judgement judged = judge(std::vector{a, b}, 0.03);
  EXPECT_EQ(judged.best, 0u);
  EXPECT_EQ(judged.verdict[0], Verdict::undecided);
}

TEST(Judge, puts_the_runner_up_into_the_row_of_the_best) {
  const Judgement judged = judge(std::vector{Times(21, 300), Times(21, 100), Times(21, 200)}, 0.03);
  EXPECT_EQ(judged.best, 1u);
  EXPECT_EQ(judged.runner_up, 2u);
  EXPECT_EQ(judged.ratio[1]->value, 2);
  EXPECT_EQ(judged.ratio[0]->value, 3);
  EXPECT_EQ(judge({}, 0.03).ratio.size(), 0u);
  EXPECT_EQ(judge(std::vector<Times>{Times(21, 1)}, 0.03).verdict[0], Verdict::undecided);
}

TEST(LatinSquares, give_the_same_orders_for_the_same_seed_alone) {
  LatinSquares a(8, 1), b(8, 1), c(8, 2);
  bool differs = false;
  for (int round = 0; round < 20; ++round) {
    const auto order = a.next();
    EXPECT_EQ(order, b.next());
    differs = differs || order != c.next();
  }
  EXPECT_TRUE(differs);
}

RC_GTEST_PROP(LatinSquares, have_everyone_once_in_every_place_of_a_block, ()) {
  const auto count = *rc::gen::inRange<std::size_t>(1, 30);
  LatinSquares squares(count, *rc::gen::arbitrary<std::uint64_t>());
  std::set<Pair> places, neighbours;
  for (std::size_t round = 0; round < count; ++round) {
    const auto order = squares.next();
    RC_ASSERT(std::set(order.begin(), order.end()).size() == count);
    for (std::size_t place = 0; place < count; ++place) {
      RC_ASSERT(order[place] < count);
      RC_ASSERT(places.emplace(place, order[place]).second);
      if (place > 0) neighbours.emplace(order[place - 1], order[place]);
    }
  }
  // Everyone runs right after (nearly) everyone else, not always after the same one.
  RC_ASSERT(neighbours.size() >= count * (count - 1) * 4 / 10);
  if (count % 2 == 0) RC_ASSERT(neighbours.size() == count * (count - 1));
}

TEST(Knees, are_where_a_copy_gets_markedly_slower) {
  std::vector<CopySpeed> curve;
  const auto add = [&](double bytes, double gb_per_s) { curve.push_back({bytes, gb_per_s}); };
  add(2048, 150), add(4096, 200), add(8192, 210), add(16384, 205), add(32768, 150);
  add(65536, 100), add(131072, 98), add(262144, 101), add(524288, 95), add(1e6, 60);
  add(2e6, 50), add(4e6, 49), add(8e6, 51), add(16e6, 30), add(32e6, 14), add(64e6, 13);
  EXPECT_EQ(knees(curve), (std::vector<double>{16384, 524288, 8e6}));
}

TEST(Knees, are_none_on_a_flat_or_once_disturbed_curve) {
  std::vector<CopySpeed> curve;
  for (int i = 0; i < 20; ++i) curve.push_back({std::ldexp(1, i), i == 7 ? 20.0 : 100.0 + i % 3});
  EXPECT_TRUE(knees(curve).empty());
  EXPECT_TRUE(knees({}).empty());
}

}  // namespace
}  // namespace rectifier::bench
