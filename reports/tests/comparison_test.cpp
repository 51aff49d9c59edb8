// Two runs of made-up kernels.
#include "reports/answers/comparison.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <numeric>

#include "bench/tests/made_up.hpp"

namespace rectifier::reports {
namespace {

using bench::Role;

/// The share of all ways to part the numbers into samples of these sizes that are as far apart.
double p_by_enumeration(const std::vector<double>& a, const std::vector<double>& b) {
  std::vector<double> all(a);
  all.insert(all.end(), b.begin(), b.end());
  const auto u_of = [&](const std::vector<bool>& in_a) {
    double u = 0;
    for (std::size_t i = 0; i < all.size(); ++i)
      for (std::size_t j = 0; j < all.size(); ++j)
        if (in_a[i] && !in_a[j]) u += all[i] > all[j] ? 1 : 0;
    return std::min(u, static_cast<double>(a.size() * b.size()) - u);
  };
  std::vector<bool> in_a(all.size(), false);
  std::fill_n(in_a.begin(), a.size(), true);
  const double seen = u_of(in_a);
  std::sort(in_a.begin(), in_a.end());
  double ways = 0, as_far = 0;
  do {
    ++ways;
    as_far += u_of(in_a) <= seen ? 1 : 0;
  } while (std::next_permutation(in_a.begin(), in_a.end()));
  return as_far / ways;
}

RC_GTEST_PROP(MannWhitney, is_exact_for_small_samples, ()) {
  const auto n = *rc::gen::inRange<std::size_t>(1, 6), m = *rc::gen::inRange<std::size_t>(1, 6);
  std::vector<double> values(n + m);
  std::iota(values.begin(), values.end(), 0);
  for (std::size_t i = values.size(); i > 1; --i)
    std::swap(values[i - 1], values[*rc::gen::inRange<std::size_t>(0, i)]);
  const std::vector<double> a(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(n));
  const std::vector<double> b(values.begin() + static_cast<std::ptrdiff_t>(n), values.end());
  const double p = mann_whitney(a, b), expected = p_by_enumeration(a, b);
  RC_ASSERT(p >= expected - 1e-9);
  // Twice the one tail counts the middle twice.
  RC_ASSERT(p <= 1 && (p == 1 || p <= expected + 1e-9));
  RC_ASSERT(mann_whitney(b, a) == p);
}

TEST(MannWhitney, knows_a_table) {
  std::vector<double> a(10), b(10);
  std::iota(a.begin(), a.end(), 0);
  std::iota(b.begin(), b.end(), 10);
  EXPECT_NEAR(mann_whitney(a, b), 2 / 184'756.0, 1e-12);  // 2 of C(20, 10)
  EXPECT_EQ(mann_whitney(a, {}), 1);
}

TEST(MannWhitney, takes_equal_values) {
  const std::vector<double> same(20, 5);
  EXPECT_EQ(mann_whitney(same, same), 1);
  EXPECT_LT(mann_whitney(same, std::vector<double>(20, 6)), 1e-6);
}

std::vector<double> around(double ns) {
  std::vector<double> times;
  for (int i = 0; i < 21; ++i) times.push_back(ns * (1 + 0.001 * i));
  return times;
}

bench::Measurements run_with(double kernel, double copy = 50) {
  return bench::made_up_measurements(
      {bench::made_up_case({{Role::kernel, "a", around(kernel)},
                            {Role::kernel, "b", around(100)},
                            {Role::public_call, "public", around(100)},
                            {Role::yardstick, "copy/memcpy", around(copy)}})});
}

Change change_of_a(const Comparison& comparison) { return comparison.rows.at(0).change; }

TEST(Compare, tells_slower_from_faster_from_neither) {
  EXPECT_EQ(change_of_a(compare(run_with(100), run_with(110))), Change::slower);
  EXPECT_EQ(change_of_a(compare(run_with(110), run_with(100))), Change::faster);
  EXPECT_EQ(change_of_a(compare(run_with(100), run_with(102))), Change::not_separated)
      << "sure, but below delta";
  const Comparison same = compare(run_with(100), run_with(100));
  EXPECT_EQ(same.rows.size(), 3u);
  EXPECT_EQ(same.unmatched, 0u);
  EXPECT_TRUE(same.warnings.empty());
}

TEST(Compare, needs_enough_rounds_to_be_sure) {
  const auto few = [](double ns) {
    return bench::made_up_measurements(
        {bench::made_up_case({{Role::kernel, "a", {ns, ns + 1}}, {Role::kernel, "b", {1, 1}}})});
  };
  EXPECT_EQ(change_of_a(compare(few(100), few(200))), Change::not_separated);
}

TEST(Compare, warns_of_drift_and_of_another_machine) {
  const Comparison drifted = compare(run_with(100), run_with(100, 60));
  ASSERT_EQ(drifted.warnings.size(), 1u);
  EXPECT_NE(drifted.warnings[0].find("Drift"), std::string::npos);
  EXPECT_DOUBLE_EQ(drifted.drift, 1.2);
  bench::Measurements other = run_with(100);
  other.machine[0].second = "Another CPU";
  EXPECT_EQ(compare(run_with(100), other).warnings.size(), 1u);
}

}  // namespace
}  // namespace rectifier::reports
