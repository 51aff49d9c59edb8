// The file of decisions: what was written is read again, and what is damaged is refused in one
// line.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <stdexcept>

#include "reports/tests/decision_world.hpp"

namespace rectifier::reports {
namespace {

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
