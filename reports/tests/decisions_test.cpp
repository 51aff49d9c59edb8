// Decisions held to made-up kernels whose times are known.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <stdexcept>

#include "reports/tests/decision_world.hpp"

namespace rectifier::reports {
namespace {

std::vector<const Decision*> rows_under(const Decisions& decisions, std::string_view max_target,
                                        Operation operation = Operation::relu) {
  std::vector<const Decision*> rows;
  for (const Decision& row : decisions.rows)
    if (row.max_target == max_target && row.setting.operation == operation) rows.push_back(&row);
  return rows;
}

const Decision& row_at(const std::vector<const Decision*>& rows, std::size_t n) {
  for (const Decision* row : rows)
    if (row->n_min <= n && (!row->n_max || n <= *row->n_max)) return *row;
  throw std::runtime_error("no row for n = " + std::to_string(n));
}

/// A size, or what lies between two of them, of one operation.
struct Piece {
  std::size_t operation, n;
  std::vector<std::size_t> at;  ///< which sizes
  std::set<std::string> good;   ///< the kernels that will do there
};

/// The largest loss of a kernel at some sizes.
double worst(const World& world, const char* target, std::size_t operation, const Known& kernel,
             const std::vector<std::size_t>& at) {
  double largest = 0;
  for (const std::size_t i : at)
    largest = std::max(largest, world.loss(target, operation, i, kernel));
  return largest;
}

/// All pieces, by the rule as people read it.
std::vector<Piece> pieces_of(const World& world, const char* target) {
  std::vector<Piece> pieces;
  const auto good = [&](std::size_t o, std::size_t i, const Known& kernel) {
    return world.loss(target, o, i, kernel) <= tolerance;
  };
  const auto add = [&](std::size_t o, std::size_t n, const std::vector<std::size_t>& at) {
    Piece piece{o, n, at, {}};
    double least = HUGE_VAL;
    for (const Known* kernel : world.allowed(target))
      if (std::any_of(at.begin(), at.end(), [&](auto i) { return good(o, i, *kernel); }))
        least = std::min(least, worst(world, target, o, *kernel, at));
    for (const Known* kernel : world.allowed(target))
      if (worst(world, target, o, *kernel, at) <=
              (least <= tolerance ? tolerance : least + tolerance) + 1e-12 &&
          std::any_of(at.begin(), at.end(), [&](auto i) { return good(o, i, *kernel); }))
        piece.good.insert(kernel->implementation);
    pieces.push_back(std::move(piece));
  };
  for (std::size_t o = 0; o < world.operations(); ++o)
    for (std::size_t i = 0; i < world.n.size(); ++i) {
      add(o, world.n[i], {i});
      if (i > 0 && world.n[i - 1] + 1 < world.n[i]) add(o, world.n[i] - 1, {i - 1, i});
    }
  return pieces;
}

RC_GTEST_PROP(Decisions, keep_the_bound_within_the_tolerance_wherever_any_kernel_does, ()) {
  const World world = arbitrary_world();
  const Decisions decisions = decided(world);
  for (const char* target : target_names) {
    if (rows_under(decisions, target).empty()) continue;
    for (const Piece& piece : pieces_of(world, target)) {
      const Decision row = row_at(rows_under(decisions, target, tried[piece.operation]), piece.n);
      RC_ASSERT(piece.good.contains(row.implementation));
      // Every size that it rests on is named, with the bound there.
      for (const std::size_t i : piece.at) {
        const auto at = std::find_if(row.at.begin(), row.at.end(),
                                     [&](const auto& one) { return one.n == world.n[i]; });
        RC_ASSERT(at != row.at.end());
        for (const Known* kernel : world.allowed(target))
          if (kernel->implementation == row.implementation)
            RC_ASSERT(*at->bound >= world.loss(target, piece.operation, i, *kernel) - 1e-12);
      }
      for (const std::string& other : row.as_good) RC_ASSERT(piece.good.contains(other));
    }
  }
}

RC_GTEST_PROP(Decisions, take_the_fewest_kernels_for_all_sizes_and_operations, ()) {
  const World world = arbitrary_world();
  const Decisions decisions = decided(world);
  for (const char* target : target_names) {
    std::set<std::string> taken;
    for (const Decision& row : decisions.rows)
      if (row.max_target == target) taken.insert(row.implementation);
    if (taken.empty()) continue;
    const auto allowed = world.allowed(target);
    const auto pieces = pieces_of(world, target);
    std::size_t fewest = allowed.size();
    for (unsigned mask = 1; mask < 1u << allowed.size(); ++mask)
      if (std::all_of(pieces.begin(), pieces.end(), [&](const Piece& piece) {
            for (std::size_t k = 0; k < allowed.size(); ++k)
              if ((mask >> k & 1) != 0 && piece.good.contains(allowed[k]->implementation))
                return true;
            return false;
          }))
        fewest = std::min<std::size_t>(fewest, static_cast<std::size_t>(std::popcount(mask)));
    RC_ASSERT(taken.size() == fewest);
  }
}

RC_GTEST_PROP(Decisions, choose_no_kernel_that_was_not_checked_or_failed_or_needs_too_much, ()) {
  const World world = arbitrary_world();
  const Decisions decisions = decided(world);
  for (const Decision& row : decisions.rows) {
    std::set<std::string> allowed;
    for (const Known* kernel : world.allowed(row.max_target))
      allowed.insert(kernel->implementation);
    RC_ASSERT(allowed.contains(row.implementation));
    for (const std::string& other : row.as_good) RC_ASSERT(allowed.contains(other));
    RC_ASSERT(row.checked);
  }
  RC_ASSERT(decisions.rows.empty() == world.allowed("avx2").empty());
}

RC_GTEST_PROP(Decisions, have_ranges_without_a_gap_or_an_overlap, ()) {
  const Decisions decisions = decided(arbitrary_world());
  for (const char* target : target_names)
    for (const Operation operation : tried) {
      std::size_t next = 1;
      const auto rows = rows_under(decisions, target, operation);
      for (const Decision* row : rows) {
        RC_ASSERT(row->n_min == next);
        RC_ASSERT(row->n_max.has_value() == (row != rows.back()));
        if (row->n_max) next = *row->n_max + 1;
      }
    }
}

World two(const Known& a, const Known& b) { return {{64}, {a, b}}; }

TEST(Decisions, take_of_equals_the_lower_target_and_then_the_smaller_code) {
  const auto chosen = [](const World& world, const CodeBytes& bytes) {
    const Decisions made = decided(measured(world), bytes);
    return rows_under(made, "avx2").at(0)->implementation;
  };
  const auto more_for_a = [](const std::string& id) {
    return std::optional<std::size_t>(id.ends_with("/a") ? 200 : 100);
  };
  // A percent slower is as fast here.
  EXPECT_EQ(chosen(two({"a", "sse2", true, false, {{101}}}, {"b", "avx2", true, false, {{100}}}),
                   more_for_a),
            "a");
  EXPECT_EQ(chosen(two({"a", "avx2", true, false, {{100}}}, {"b", "avx2", true, false, {{101}}}),
                   more_for_a),
            "b");
}

TEST(Decisions, name_the_kernel_of_least_bound_where_none_is_within_the_tolerance) {
  // Between the two sizes "m" is never more than 10 % behind, though it is best at neither.
  const World world{{64, 4096},
                    {{"s", "avx2", true, false, {{100, 182}}},
                     {"l", "avx2", true, false, {{150, 100}}},
                     {"m", "avx2", true, false, {{102, 110}}}}};
  const Decisions made = decided(measured(world));
  const auto rows = rows_under(made, "avx2");
  EXPECT_EQ(row_at(rows, 1000).implementation, "m") << "good at 64, and the least behind at 4,096";
  EXPECT_NEAR(*row_at(rows, 1000).bound(), 0.1, 1e-9);
  EXPECT_EQ(row_at(rows, 1000).at.size(), 2u);
  EXPECT_EQ(row_at(rows, 64).implementation, "m") << "so that two kernels do";
  EXPECT_EQ(row_at(rows, 4096).implementation, "l");
  EXPECT_EQ(row_at(rows, 1'000'000).at.size(), 1u) << "beyond the largest size that one counts";
}

TEST(Decisions, make_no_claim_of_kernels_that_the_trial_left_out) {
  Measurements measurements =
      measured(two({"a", "sse2", true, false, {{500}}}, {"b", "avx2", true, false, {{100}}}));
  MeasuredCase& one = measurements.cases[0];
  for (std::size_t r = 0; r < one.rounds.size(); ++r) {
    if (r < 3)
      one.rounds[r].stage = bench::Stage::pilot;
    else
      one.rounds[r].ns[0] = bench::not_timed;
  }
  const Decisions made = decided(measurements);
  EXPECT_EQ(rows_under(made, "avx2").at(0)->implementation, "b");
  const Decision& left = *rows_under(made, "sse2").at(0);
  EXPECT_EQ(left.implementation, "a") << "there is no other";
  EXPECT_FALSE(left.bound());
  EXPECT_EQ(left.verdict(), Verdict::undecided);
  for (const MeasuredKernel& kernel : made.sizes.at(0).kernels)
    EXPECT_EQ(kernel.bound.has_value(), kernel.implementation == "b");
}

TEST(Decisions, put_a_plug_in_above_every_target) {
  const World world = two({"p/q", "", true, false, {{50}}}, {"b", "avx2", true, false, {{100}}});
  const Decisions made = decided(measured(world));
  EXPECT_EQ(rows_under(made, any_target).at(0)->implementation, "p/q");
  EXPECT_EQ(rows_under(made, "avx2").at(0)->implementation, "b");
}

/// relu's large sizes were measured, with the result read too; leaky_relu's were not.
Measurements with_large_sizes() {
  Measurements made = measured(
      {{1024},
       {{"c", "avx2", true, false, {{100}, {100}}}, {"s", "avx2", true, false, {{200}, {200}}}}});
  made.machine.emplace_back("cache, level 2, as the system says", "1024 KiB");
  for (const bench::Then then : {bench::Then::nothing, bench::Then::read}) {
    MeasuredCase large = made.cases.front();
    large.key.n = 1'048'576;
    large.key.then = then;
    // Streaming is best where nobody reads.
    for (Round& round : large.rounds) round.ns[1] = then == bench::Then::nothing ? 50 : 125;
    made.cases.push_back(large);
  }
  return made;
}

TEST(Decisions, tell_the_caches_from_what_follows_the_call) {
  const Decisions made = decided(with_large_sizes());
  Setting setting = key_of(1);
  const auto chosen = [&](std::size_t n) {
    return row_at(ranges_of(made, setting), n).implementation;
  };
  EXPECT_EQ(chosen(1'048'576), "s");
  setting.then = bench::Then::read;
  EXPECT_EQ(chosen(1'048'576), "c");
  ASSERT_EQ(chosen(1024), "c");
  EXPECT_EQ(row_at(ranges_of(made, setting), 1024).at.front().measured.then, bench::Then::nothing)
      << "in the caches nothing was measured to follow";
}

TEST(Decisions, tell_what_was_not_measured_beyond_the_caches_from_as_many_bytes) {
  const Decisions made = decided(with_large_sizes());
  Setting setting = key_of(1, Operation::leaky_relu);
  const Decision large = row_at(ranges_of(made, setting), 1'048'576);
  EXPECT_EQ(large.implementation, "s");
  ASSERT_EQ(large.at.back().n, 1'048'576u);
  EXPECT_TRUE(large.at.back().told(setting));
  EXPECT_EQ(large.at.back().measured.operation, Operation::relu);
  EXPECT_FALSE(row_at(ranges_of(made, setting), 1024).at.front().told(setting));
  setting.placement = Placement::in_place;
  EXPECT_TRUE(ranges_of(made, setting).empty()) << "in place is told from nothing";
  Measurements with_f64 = with_large_sizes();
  with_f64.cases.push_back(with_f64.cases[1]);
  with_f64.cases.back().key.type = Type::f64;
  setting = key_of(1, Operation::leaky_relu);
  setting.type = Type::f64;
  const Decisions wide = decided(with_f64);
  EXPECT_EQ(ranges_of(wide, setting).back()->at.back().n, 524'288u) << "half as many of f64";
}

}  // namespace
}  // namespace rectifier::reports
