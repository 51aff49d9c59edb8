// Decisions held to made-up kernels whose times are known.
#include "reports/answers/decisions.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <map>
#include <random>
#include <stdexcept>

namespace rectifier::reports {
namespace {

using bench::MeasuredCase;
using bench::Role;
using bench::Round;

constexpr std::size_t sizes[] = {8, 64, 100, 1024, 65'536, 1'048'576, 16'777'216};
constexpr const char* target_names[] = {"scalar", "sse2", "avx", "avx2"};

struct Known {
  std::string implementation, target;
  bool checked = true, failed = false;
  std::vector<double> ns;  ///< one a size
};

/// A world of kernels, and what a person could find out about it.
struct World {
  std::vector<std::size_t> n;
  std::vector<Known> kernels;

  std::set<std::string> failed() const {
    std::set<std::string> ids;
    for (const Known& kernel : kernels)
      if (kernel.failed) ids.insert("relu/textbook/f32/" + kernel.implementation);
    return ids;
  }

  /// The kernels that may be chosen under a highest allowed target.
  std::vector<const Known*> allowed(std::string_view max_target) const {
    std::vector<const Known*> found;
    for (const Known& kernel : kernels)
      if (kernel.checked && !kernel.failed && target_rank(kernel.target) <= target_rank(max_target))
        found.push_back(&kernel);
    return found;
  }
};

bench::Case key_of(std::size_t n) {
  return {
      {Operation::relu, Convention::textbook, Type::f32, Placement::out_of_place, Signs::random},
      n};
}

/// @param noise  each time varies by as much, as a standard deviation of its logarithm
Measurements measured(const World& world, double noise = 0, std::uint64_t seed = 1) {
  std::mt19937_64 random(seed);
  std::normal_distribution<double> normal(0, noise);
  Measurements made;
  made.machine = {{"CPU", "A CPU <b>"}, {"architecture", "x86_64"}};
  for (std::size_t i = 0; i < world.n.size(); ++i) {
    MeasuredCase one{key_of(world.n[i]), {}, {}};
    for (const Known& kernel : world.kernels)
      one.entrants.push_back({Role::kernel, kernel.implementation, kernel.target, kernel.checked});
    for (std::size_t r = 0; r < 21; ++r) {
      Round round;
      round.iterations = 1;
      for (const Known& kernel : world.kernels)
        round.ns.push_back(kernel.ns[i] * (noise > 0 ? std::exp(normal(random)) : 1));
      one.rounds.push_back(std::move(round));
    }
    made.cases.push_back(std::move(one));
  }
  return made;
}

std::optional<std::size_t> no_code_bytes(const std::string&) { return std::nullopt; }

Decisions decided(const Measurements& measurements, const CodeBytes& code_bytes,
                  const std::set<std::string>& failed = {}) {
  return decide(measurements, bench::judge(measurements), code_bytes, failed);
}

World arbitrary_world() {
  World world;
  for (const std::size_t n : sizes)
    if (*rc::gen::inRange(0, 3) > 0) world.n.push_back(n);
  if (world.n.empty()) world.n.push_back(64);
  const std::size_t count = *rc::gen::inRange<std::size_t>(1, 9);
  for (std::size_t k = 0; k < count; ++k) {
    Known kernel{"k" + std::to_string(k), target_names[*rc::gen::inRange(0, 4)], true, false, {}};
    kernel.checked = *rc::gen::inRange(0, 6) > 0;
    kernel.failed = *rc::gen::inRange(0, 6) == 0;
    // In steps of 0.7 %, so that many are near each other, some equal, and none at the bound.
    for (std::size_t i = 0; i < world.n.size(); ++i)
      kernel.ns.push_back(100 + 0.7 * *rc::gen::inRange(0, 16));
    world.kernels.push_back(std::move(kernel));
  }
  return world;
}

std::vector<const Decision*> rows_under(const Decisions& decisions, std::string_view max_target) {
  std::vector<const Decision*> rows;
  for (const Decision& row : decisions.rows)
    if (row.max_target == max_target) rows.push_back(&row);
  return rows;
}

const Decision& row_at(const std::vector<const Decision*>& rows, std::size_t n) {
  for (const Decision* row : rows)
    if (row->n_min <= n && (!row->n_max || n <= *row->n_max)) return *row;
  throw std::runtime_error("no row for n = " + std::to_string(n));
}

double true_regret(const World& world, std::string_view max_target, std::size_t size,
                   const std::string& implementation) {
  double best = HUGE_VAL, chosen = HUGE_VAL;
  for (const Known* kernel : world.allowed(max_target)) {
    best = std::min(best, kernel->ns[size]);
    if (kernel->implementation == implementation) chosen = kernel->ns[size];
  }
  return chosen / best - 1;
}

RC_GTEST_PROP(Decisions, keep_the_regret_of_every_case_within_delta, ()) {
  const World world = arbitrary_world();
  const Decisions decisions = decided(measured(world), no_code_bytes, world.failed());
  for (const Decision& row : decisions.rows)
    for (std::size_t i = 0; i < world.n.size(); ++i) {
      if (&row_at(rows_under(decisions, row.max_target), world.n[i]) != &row) continue;
      const double regret = true_regret(world, row.max_target, i, row.implementation);
      RC_ASSERT(regret <= decisions.delta + 1e-12);
      RC_ASSERT(regret <= row.regret + 1e-12);
    }
}

RC_GTEST_PROP(Decisions, choose_no_kernel_that_was_not_checked_or_failed_or_needs_too_much, ()) {
  const World world = arbitrary_world();
  const Decisions decisions = decided(measured(world), no_code_bytes, world.failed());
  for (const Decision& row : decisions.rows) {
    std::set<std::string> allowed;
    for (const Known* kernel : world.allowed(row.max_target))
      allowed.insert(kernel->implementation);
    RC_ASSERT(allowed.contains(row.implementation));
    RC_ASSERT(row.runner_up.empty() || allowed.contains(row.runner_up));
    for (const std::string& other : row.tied_with) RC_ASSERT(allowed.contains(other));
    RC_ASSERT(row.checked);
  }
  RC_ASSERT(decisions.rows.empty() == world.allowed("avx2").empty());
}

RC_GTEST_PROP(Decisions, have_ranges_without_a_gap_or_an_overlap_and_as_few_as_can_be, ()) {
  const World world = arbitrary_world();
  const Decisions decisions = decided(measured(world), no_code_bytes, world.failed());
  for (const char* target : target_names) {
    const auto rows = rows_under(decisions, target);
    if (rows.empty()) continue;
    std::size_t next = 1;
    for (const Decision* row : rows) {
      RC_ASSERT(row->n_min == next);
      RC_ASSERT(row->n_max.has_value() == (row != rows.back()));
      if (row->n_max) next = *row->n_max + 1;
    }
    // Taking each range as far as it goes gives the fewest.
    std::size_t fewest = 0;
    for (std::size_t begin = 0; begin < world.n.size(); ++fewest) {
      std::size_t furthest = begin;
      for (const Known* kernel : world.allowed(target)) {
        std::size_t end = begin;
        while (end < world.n.size() &&
               true_regret(world, target, end, kernel->implementation) <= decisions.delta + 1e-12)
          ++end;
        furthest = std::max(furthest, end);
      }
      RC_ASSERT(furthest > begin);
      begin = furthest;
    }
    RC_ASSERT(rows.size() == fewest);
  }
}

RC_GTEST_PROP(Decisions, come_back_from_a_file_as_they_were, ()) {
  const World world = arbitrary_world();
  const std::string json = decisions_json(decided(measured(world), no_code_bytes, world.failed()));
  RC_ASSERT(decisions_json(parse_decisions("d.json", json)) == json);
}

RC_GTEST_PROP(Decisions, call_nothing_a_win_that_noise_made, ()) {
  World world = arbitrary_world();
  for (Known& kernel : world.kernels) kernel.ns.assign(world.n.size(), 100);
  const auto seed = *rc::gen::arbitrary<std::uint64_t>();
  const Decisions decisions = decided(measured(world, 0.01, seed), no_code_bytes, world.failed());
  for (const Decision& row : decisions.rows) RC_ASSERT(row.verdict != Verdict::win);
}

RC_GTEST_PROP(DecisionsReader, survives_a_file_that_is_cut_or_damaged, ()) {
  std::string json = decisions_json(decided(measured(arbitrary_world()), no_code_bytes));
  if (*rc::gen::arbitrary<bool>())
    json.resize(*rc::gen::inRange<std::size_t>(0, json.size() - 2));
  else
    json[*rc::gen::inRange<std::size_t>(0, json.size())] = *rc::gen::arbitrary<char>();
  try {
    parse_decisions("d.json", json);
  } catch (const std::invalid_argument& error) {
    const std::string what = error.what();
    RC_ASSERT(what.starts_with("d.json: "));
    RC_ASSERT(what.find('\n') == what.npos);
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
  EXPECT_EQ(
      chosen(two({"a", "sse2", true, false, {101}}, {"b", "avx2", true, false, {100}}), more_for_a),
      "a");
  EXPECT_EQ(
      chosen(two({"a", "avx2", true, false, {100}}, {"b", "avx2", true, false, {101}}), more_for_a),
      "b");
}

TEST(Decisions, know_the_runner_up_and_how_far_it_is) {
  const Decisions made =
      decided(measured(two({"a", "sse2", true, false, {120}}, {"b", "avx2", true, false, {100}})),
              no_code_bytes);
  const Decision& row = *rows_under(made, "avx2").at(0);
  EXPECT_EQ(row.implementation, "b");
  EXPECT_EQ(row.verdict, Verdict::win);
  EXPECT_EQ(row.runner_up, "a");
  EXPECT_DOUBLE_EQ(*row.ratio_low, 1.2);
  EXPECT_DOUBLE_EQ(*row.ratio_high, 1.2);
  EXPECT_TRUE(row.tied_with.empty());
  EXPECT_EQ(rows_under(made, "sse2").at(0)->implementation, "a");
  EXPECT_EQ(rows_under(made, "sse2").at(0)->verdict, Verdict::undecided) << "nothing to compare";
}

TEST(Decisions, call_equals_a_tie_and_name_them) {
  const Decisions made =
      decided(measured(two({"a", "sse2", true, false, {100}}, {"b", "avx2", true, false, {100}})),
              no_code_bytes);
  const Decision& row = *rows_under(made, "avx2").at(0);
  EXPECT_EQ(row.verdict, Verdict::tie);
  EXPECT_EQ(row.tied_with, std::vector<std::string>{"b"});
}

TEST(Decisions, use_the_pilot_for_kernels_that_it_left_out) {
  Measurements measurements =
      measured(two({"a", "sse2", true, false, {500}}, {"b", "avx2", true, false, {100}}));
  MeasuredCase& one = measurements.cases[0];
  for (std::size_t r = 0; r < one.rounds.size(); ++r) {
    if (r < 3)
      one.rounds[r].stage = bench::Stage::pilot;
    else
      one.rounds[r].ns[0] = bench::not_timed;
  }
  const Decisions made = decided(measurements, no_code_bytes);
  EXPECT_EQ(rows_under(made, "avx2").at(0)->implementation, "b");
  EXPECT_EQ(rows_under(made, "sse2").at(0)->implementation, "a");
}

TEST(Decisions, put_a_plug_in_above_every_target) {
  World world = two({"p/q", "", true, false, {50}}, {"b", "avx2", true, false, {100}});
  const Decisions made = decided(measured(world), no_code_bytes);
  EXPECT_EQ(rows_under(made, any_target).at(0)->implementation, "p/q");
  EXPECT_EQ(rows_under(made, "avx2").at(0)->implementation, "b");
}

TEST(DecisionsReader, says_what_is_wrong) {
  const std::string good = decisions_json(decided(
      measured({{8, 1024},
                {{"a", "sse2", true, false, {50, 200}}, {"b", "avx2", true, false, {100, 100}}}}),
      no_code_bytes));
  ASSERT_NO_THROW(parse_decisions("d", good));
  struct Damage {
    const char *what, *by, *message;
  };
  constexpr Damage damages[] = {
      {"decisions/1", "decisions/9", "this version reads rectifier-decisions/1"},
      {"\"n_min\":1,", "\"n_min\":2,", "without a gap"},
      {"\"n_max\":null", "\"n_max\":5", ""},
      {"\"n_max\":90", "\"n_max\":95", "without a gap"},
      {"\"regret\":0.0", "\"regret\":-1", "not below zero"},
      {"\"regret\":0.0", "\"regret\":1e999", ""},
      {"\"verdict\":\"win\"", "\"verdict\":\"slower\"", "can't be chosen"},
      {"\"implementation\":\"a\"", "\"implementation\":\"<b>\"", "[a-z0-9_.]+"},
      {"\"implementation\":\"a\"", "\"implementation\":\"z\"", "not in \"implementations\""},
      {"\"a\":1.0", "\"a\":0.5", "numbers from 1 on"},
      {"relu", "gelu", "gelu"},
      {"\"checked\":true", "\"checked\":1", "true or false"},
  };
  for (const Damage& damage : damages) {
    std::string bad = good;
    const auto at = bad.find(damage.what);
    ASSERT_NE(at, bad.npos) << damage.what << good;
    bad.replace(at, std::string_view(damage.what).size(), damage.by);
    try {
      parse_decisions("d.json", bad);
      ADD_FAILURE() << damage.by;
    } catch (const std::invalid_argument& error) {
      EXPECT_NE(std::string(error.what()).find(damage.message), std::string::npos) << error.what();
    }
  }
  for (const char* bad : {"", "  \n", "[]", "3", "null", "{}", "{\"schema\":1}"})
    EXPECT_THROW(parse_decisions("d.json", bad), std::invalid_argument) << bad;
}

}  // namespace
}  // namespace rectifier::reports
