// What measuring and judging need of statistics, and the rules of deciding, by hand-made numbers.
#include "bench/judge/statistics.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "bench/judge/claims.hpp"

namespace rectifier::bench {
namespace {

using Pair = std::pair<std::size_t, std::size_t>;

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

Units each_by_itself(std::size_t count) {
  Units units(count);
  std::iota(units.begin(), units.end(), std::size_t{0});
  return units;
}

TEST(PairedRatio, leaves_out_rounds_without_one_of_the_two) {
  const double nan = std::nan("");
  const auto ratio = paired_ratio({2, nan, 8, 1}, {1, 1, 2, nan}, each_by_itself(4));
  ASSERT_TRUE(ratio);
  EXPECT_DOUBLE_EQ(ratio->value(), std::sqrt(8.0));
  EXPECT_EQ(ratio->units, 2u);
  EXPECT_FALSE(paired_ratio({nan}, {1}, each_by_itself(1)));
  EXPECT_FALSE(paired_ratio({}, {}, {}));
}

TEST(PairedRatio, of_one_unit_alone_could_be_anything) {
  const Ratio ratio = paired_ratio({2, 2, 2}, {1, 1, 1}, {7, 7, 7})->interval(0.95);
  EXPECT_DOUBLE_EQ(ratio.value, 2);
  EXPECT_EQ(ratio.low, 0);
  EXPECT_TRUE(std::isinf(ratio.high));
}

TEST(PairedRatio, has_the_interval_of_students_t_where_no_round_is_far_off) {
  // By a table: 2.776 for four degrees of freedom.
  const Times a{std::exp(-0.015), std::exp(-0.01), 1, std::exp(0.01), std::exp(0.015)};
  const auto ratio = paired_ratio(a, Times(5, 1), {0, 1, 2, 3, 4});
  const double error = std::sqrt(6.5e-4 / 4 / 5) * (1 + 0.1);
  EXPECT_NEAR(std::log(ratio->high(0.975)), 2.776 * error, 1e-4);
  EXPECT_NEAR(ratio->log, 0, 1e-12);
}

TEST(PairedRatio, takes_a_process_for_one_however_many_rounds_it_has) {
  Times a, b;
  Units units;
  for (std::size_t process = 0; process < 5; ++process)
    for (int round = 0; round < 8; ++round) {
      a.push_back(100 + 2.0 * static_cast<double>(process));
      b.push_back(100);
      units.push_back(process);
    }
  const auto wide = paired_ratio(a, b, units), narrow = paired_ratio(a, b, each_by_itself(40));
  EXPECT_GT(wide->error, 2 * narrow->error);
  EXPECT_EQ(wide->freedom, 4);
}

TEST(PairedRatio, is_not_pulled_far_by_a_spoilt_round) {
  Times a{101, 99, 102, 98, 100, 101, 99, 102, 98, 100};
  const Times b(10, 100);
  const double before = paired_ratio(a, b, each_by_itself(10))->value();
  a[3] = 10'000;
  EXPECT_LT(paired_ratio(a, b, each_by_itself(10))->value(), before * 1.01);
}

TEST(PairedRatio, knows_only_the_sign_where_a_subtraction_leaves_nothing) {
  Times a{20, 21, 20, 19, 20, 21, 20, 19}, b(8, 10);
  const double before = paired_ratio(a, b, each_by_itself(8))->value();
  b[5] = -1;
  EXPECT_NEAR(paired_ratio(a, b, each_by_itself(8))->value(), before, 0.1);
  EXPECT_FALSE(paired_ratio(a, Times(8, -1), each_by_itself(8)));
  EXPECT_FALSE(paired_ratio(Times(8, -1), Times(8, -1), each_by_itself(8)));
}

TEST(PairedRatio, takes_the_spread_of_the_others_for_one_that_was_left_out) {
  const double nan = std::nan("");
  const Times best(10, 100), near{103, 99, 101, 102, 98, 100, 103, 99, 101, 97};
  Times far(10, nan);
  far[0] = 150;
  const Units units = each_by_itself(10);
  const auto spread = pooled_spread(std::vector{best, near, far}, units);
  ASSERT_TRUE(spread);
  EXPECT_EQ(spread->units, 10u);
  EXPECT_EQ(spread->freedom, 9);
  EXPECT_GT(paired_ratio(far, best, units, spread)->low(0.99), 1);
  EXPECT_EQ(paired_ratio(far, best, units)->low(0.99), 0);
  EXPECT_TRUE(paired_ratio(far, best, units, spread)->left_out);
  EXPECT_FALSE(paired_ratio(near, best, units, spread)->left_out);
  EXPECT_FALSE(pooled_spread({}, {}));
  EXPECT_FALSE(pooled_spread(std::vector<Times>{best}, units));
}

RC_GTEST_PROP(PairedRatio, is_mirrored_when_the_two_change_places, ()) {
  const auto n = *rc::gen::inRange<std::size_t>(1, 60);
  const auto times = rc::gen::container<std::vector<double>>(
      n, rc::gen::map(rc::gen::inRange(1, 1000), [](int t) { return double(t); }));
  const auto a = *times, b = *times;
  const Units units = each_by_itself(n);
  const auto one = paired_ratio(a, b, units), other = paired_ratio(b, a, units);
  RC_ASSERT(std::abs(one->value() * other->value() - 1) < 1e-9);
  if (n == 1) return;
  RC_ASSERT(std::abs(one->low(0.9) * other->high(0.9) - 1) < 1e-9);
  RC_ASSERT(one->low(0.9) <= one->value() && one->value() <= one->high(0.9));
}

RC_GTEST_PROP(PairedRatio, does_not_feel_what_slows_a_whole_round, ()) {
  const auto a = *rc::gen::container<std::vector<int>>(21, rc::gen::inRange(1, 100));
  const auto b = *rc::gen::container<std::vector<int>>(21, rc::gen::inRange(1, 100));
  const auto slower = *rc::gen::container<std::vector<int>>(21, rc::gen::inRange(0, 10));
  Times plain[2], disturbed[2];
  for (std::size_t i = 0; i < 21; ++i) {
    plain[0].push_back(a[i]);
    plain[1].push_back(b[i]);
    disturbed[0].push_back(std::ldexp(a[i], slower[i]));
    disturbed[1].push_back(std::ldexp(b[i], slower[i]));
  }
  const auto before = paired_ratio(plain[0], plain[1], each_by_itself(21));
  const auto after = paired_ratio(disturbed[0], disturbed[1], each_by_itself(21));
  RC_ASSERT(before->log == after->log);
  RC_ASSERT(before->error == after->error);
}

/// A ratio with an interval that is this many percent wide either way, at one-sided 95 %.
Against about(double ratio, double percent) {
  return {PairedRatio{std::log(ratio), std::log1p(percent / 100) / 1.645, 1e6, 10}};
}

TEST(Claims, are_the_first_that_holds) {
  const auto of = [](std::vector<Against> rivals, const std::optional<Against>& best) {
    return verdict_of(rivals, best, 0.03, rivals.size());
  };
  const auto none = std::nullopt;
  EXPECT_EQ(of({about(0.9, 2), about(0.8, 2)}, none), Verdict::win);
  EXPECT_EQ(of({about(0.9, 2), about(0.985, 1.6)}, none), Verdict::tie) << "a win needs 97.5 %";
  EXPECT_EQ(of({about(0.9, 2), about(1.005, 2)}, none), Verdict::tie);
  EXPECT_EQ(of({about(1.02, 0.5)}, about(1.02, 0.5)), Verdict::tie) << "slower, but by little";
  EXPECT_EQ(of({about(0.9, 2), about(1.005, 4)}, none), Verdict::undecided);
  EXPECT_EQ(of({about(1.1, 2), about(0.9, 2)}, about(1.1, 2)), Verdict::slower);
  EXPECT_EQ(of({about(1.1, 10), about(0.9, 2)}, about(1.1, 10)), Verdict::undecided);
  EXPECT_EQ(of({}, none), Verdict::undecided) << "nothing to compare";
  EXPECT_EQ(of({about(0.9, 2), {}}, none), Verdict::undecided) << "a rival nothing is known of";
}

TEST(Claims, bound_how_much_slower_than_the_fastest_it_can_be) {
  EXPECT_NEAR(*bound_of(std::vector{about(1.01, 2), about(0.9, 2)}, false), 1.01 * 1.02 - 1, 1e-4);
  EXPECT_EQ(bound_of(std::vector{about(0.9, 2)}, false), 0);
  EXPECT_EQ(bound_of({}, true), 0);
  EXPECT_FALSE(bound_of(std::vector{about(0.9, 2), Against{}}, false));
  const std::vector near{about(1, 2), about(1, 2), about(1, 2)};
  EXPECT_GT(*bound_of(near, true), *bound_of(near, false)) << "it was named by luck, perhaps";
  const std::vector far{about(1, 2), about(0.5, 2), about(0.5, 2)};
  EXPECT_EQ(*bound_of(far, true), *bound_of(far, false));
}

TEST(Claims, of_one_that_was_left_out_need_more) {
  Against rival = about(0.9, 9);
  EXPECT_LT(rival.high(0.95), 1);
  rival.ratio->left_out = true;
  EXPECT_GT(rival.high(0.95), 1);
}

TEST(Claims, rest_on_a_trial_only_where_one_is_far_off) {
  Against rival = about(0.5, 2);
  rival.trial = true;
  EXPECT_TRUE(wins(std::vector{rival}));
  rival.ratio->log = std::log(0.6);
  EXPECT_FALSE(wins(std::vector{rival}));
  EXPECT_FALSE(bound_of(std::vector{rival}, false));
}

TEST(Claims, name_the_one_that_is_the_least_above_any_other) {
  const std::vector<std::vector<Against>> to{{{}, about(1.1, 1), about(0.9, 1)},
                                             {about(1 / 1.1, 1), {}, about(0.95, 1)},
                                             {about(1 / 0.9, 1), about(1 / 0.95, 1), {}}};
  EXPECT_EQ(best_of(to), 1u);
  EXPECT_EQ(best_of(std::vector<std::vector<Against>>{{{}}}), 0u);
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
