// Decisions held to made-up kernels whose times are known.
#include "reports/answers/decisions.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <stdexcept>

namespace rectifier::reports {
namespace {

using bench::MeasuredCase;
using bench::Role;
using bench::Round;

constexpr std::size_t sizes[] = {8, 64, 65, 1024, 65'536, 1'048'576, 16'777'216};
constexpr const char* target_names[] = {"scalar", "sse2", "avx", "avx2"};
constexpr Operation tried[] = {Operation::relu, Operation::leaky_relu};
constexpr double tolerance = bench::default_tolerance;

struct Known {
  std::string implementation, target;
  bool checked = true, failed = false;
  std::vector<std::vector<double>> ns;  ///< one an operation and size
};

/// A world of kernels, and what a person could find out about it.
struct World {
  std::vector<std::size_t> n;
  std::vector<Known> kernels;

  std::size_t operations() const { return kernels.front().ns.size(); }

  std::set<std::string> failed() const {
    std::set<std::string> ids;
    for (const Known& kernel : kernels)
      for (const Operation operation : tried)
        if (kernel.failed)
          ids.insert(std::string(name(operation)) + "/textbook/f32/" + kernel.implementation);
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

  /// How much slower a kernel is than the fastest that is allowed.
  double loss(std::string_view max_target, std::size_t operation, std::size_t size,
              const Known& kernel) const {
    double least = HUGE_VAL;
    for (const Known* other : allowed(max_target))
      least = std::min(least, other->ns[operation][size]);
    return kernel.ns[operation][size] / least - 1;
  }
};

bench::Case key_of(std::size_t n, Operation operation = Operation::relu) {
  return {{operation, Convention::textbook, Type::f32, Placement::out_of_place, Signs::random}, n};
}

Measurements measured(const World& world) {
  Measurements made;
  made.machine = {{"CPU", "A CPU <b>"}, {"architecture", "x86_64"}};
  for (std::size_t o = 0; o < world.operations(); ++o)
    for (std::size_t i = 0; i < world.n.size(); ++i) {
      MeasuredCase one{key_of(world.n[i], tried[o]), {}, {}};
      for (const Known& kernel : world.kernels)
        one.entrants.push_back(
            {Role::kernel, kernel.implementation, kernel.target, kernel.checked});
      for (std::size_t r = 0; r < 21; ++r) {
        Round round;
        round.iterations = 1;
        for (const Known& kernel : world.kernels) round.ns.push_back(kernel.ns[o][i]);
        one.rounds.push_back(std::move(round));
      }
      made.cases.push_back(std::move(one));
    }
  return made;
}

std::optional<std::size_t> no_code_bytes(const std::string&) { return std::nullopt; }

Decisions decided(const Measurements& measurements, const CodeBytes& code_bytes = no_code_bytes,
                  const std::set<std::string>& failed = {}) {
  return decide(measurements, bench::judge(measurements, tolerance), code_bytes, failed);
}

World arbitrary_world() {
  World world;
  for (const std::size_t n : sizes)
    if (*rc::gen::inRange(0, 3) > 0) world.n.push_back(n);
  if (world.n.empty()) world.n.push_back(64);
  const std::size_t count = *rc::gen::inRange<std::size_t>(1, 9);
  const std::size_t of = *rc::gen::inRange<std::size_t>(1, 1 + std::size(tried));
  for (std::size_t k = 0; k < count; ++k) {
    Known kernel{"k" + std::to_string(k), target_names[*rc::gen::inRange(0, 4)], true, false, {}};
    kernel.checked = *rc::gen::inRange(0, 6) > 0;
    kernel.failed = *rc::gen::inRange(0, 6) == 0;
    // In steps of 0.7 %, so that many are near each other, some equal, and none at the bound.
    for (std::size_t o = 0; o < of; ++o) {
      std::vector<double>& ns = kernel.ns.emplace_back();
      for (std::size_t i = 0; i < world.n.size(); ++i)
        ns.push_back(100 + 0.7 * *rc::gen::inRange(0, 16));
    }
    world.kernels.push_back(std::move(kernel));
  }
  return world;
}

Decisions decided(const World& world) {
  return decided(measured(world), no_code_bytes, world.failed());
}

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

RC_GTEST_PROP(Decisions, come_back_from_a_file_as_they_were, ()) {
  const std::string json = decisions_json(decided(arbitrary_world()));
  RC_ASSERT(decisions_json(parse_decisions("d.json", json)) == json);
}

RC_GTEST_PROP(DecisionsReader, survives_a_file_that_is_cut_or_damaged, ()) {
  std::string json = decisions_json(decided(arbitrary_world()));
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

TEST(DecisionsReader, says_what_is_wrong) {
  const std::string good = decisions_json(decided(measured(
      {{8, 1024},
       {{"a", "sse2", true, false, {{50, 200}}}, {"b", "avx2", true, false, {{100, 100}}}}})));
  ASSERT_NO_THROW(parse_decisions("d", good));
  struct Damage {
    const char *what, *by, *message;
  };
  constexpr Damage damages[] = {
      {"decisions/2", "decisions/9", "this version reads rectifier-decisions/2 and rectifier-dec"},
      {"decisions/2", "decisions/1", "\"delta\" is missing"},
      {"\"tolerance\"", "\"delta\"", "\"tolerance\" is missing"},
      {"\"tolerance\": 0.03", "\"tolerance\": -1", "not below zero"},
      {"\"n_min\":1,", "\"n_min\":2,", "without a gap"},
      {"\"n_max\":null", "\"n_max\":5", ""},
      {"\"n_max\":1023", "\"n_max\":1024", "without a gap"},
      {"\"bound\":0.0", "\"bound\":-1", "not below zero"},
      {"\"bound\":0.0", "\"bound\":0.5", "the worst of those in \"at\""},
      {"\"bound\":0.0", "\"bound\":1e999", ""},
      {"\"bound\":0.0", "\"bound\":\"none\"", "must be a number"},
      {"\"at\":[{", "\"at\":[7,{", "must be an object"},
      {"\"at\":[{\"n\":8", "\"at\":[{\"n\":0", "sizes above 0"},
      {"\"at\":[{\"n\":8", "\"at\":[{\"measured\":3,\"n\":8", "must be an object"},
      {"\"then\":\"nothing\"", "\"then\":\"sleep\"", "sleep"},
      {"\"as_good\":[", "\"as_good\":[\"z\"", "names that are in \"implementations\""},
      {"\"implementation\":\"a\"", "\"implementation\":\"<b>\"", "[a-z0-9_.]+"},
      {"\"implementation\":\"a\"", "\"implementation\":\"z\"", "not in \"implementations\""},
      {"\"ratio\":1.0", "\"ratio\":0.5", "1 at least"},
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
      ADD_FAILURE() << damage.what << " by " << damage.by;
    } catch (const std::invalid_argument& error) {
      EXPECT_NE(std::string(error.what()).find(damage.message), std::string::npos) << error.what();
    }
  }
  for (const char* bad : {"", "  \n", "[]", "3", "null", "{}", "{\"schema\":1}"})
    EXPECT_THROW(parse_decisions("d.json", bad), std::invalid_argument) << bad;
}

TEST(DecisionsReader, reads_the_form_before_without_bounds_and_with_nothing_after_the_call) {
  const Decisions read = parse_decisions("d.json", R"({"schema": "rectifier-decisions/1",
    "machine": {"CPU": "old"}, "delta": 0.05, "implementations": {"a": "sse2", "b": "avx2"},
    "rows": [{"operation": "relu", "convention": "textbook", "type": "f32",
      "placement": "out_of_place", "signs": "random", "max_target": "avx2", "n_min": 1,
      "n_max": null, "implementation": "a", "verdict": "tie", "ratio": 1.2, "ratio_low": 1.1,
      "ratio_high": 1.3, "runner_up": "b", "tied_with": ["b"], "regret": 0.01, "checked": true,
      "delta": 0.03}],
    "sizes": [{"operation": "relu", "convention": "textbook", "type": "f32",
      "placement": "out_of_place", "signs": "random", "n": 64, "times": {"a": 1.0, "b": 1.2}}]})");
  EXPECT_EQ(read.tolerance, 0.05);
  const Decision& row = read.rows.at(0);
  EXPECT_EQ(row.setting.then, bench::Then::nothing);
  EXPECT_EQ(row.verdict(), Verdict::tie);
  EXPECT_FALSE(row.bound());
  EXPECT_EQ(row.as_good, std::vector<std::string>{"b"});
  ASSERT_EQ(row.at.size(), 1u);
  EXPECT_EQ(row.at[0].n, 64u);
  EXPECT_EQ(read.sizes.at(0).kernels.at(1).ratio, 1.2);
}

}  // namespace
}  // namespace rectifier::reports
