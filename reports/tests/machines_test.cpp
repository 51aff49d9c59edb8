// Several machines in one report, and the summary of what was verified.
#include "reports/page/machines.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <stdexcept>

#include "reports/tests/made_up_report.hpp"

namespace rectifier::reports {
namespace {

/// A machine on which one kernel takes so many times as long.
Measurements machine_with(const char* cpu, const char* slowed, double factor) {
  Measurements made = made_up();
  made.machine[0].second = cpu;
  for (bench::MeasuredCase& one : made.cases)
    for (std::size_t i = 0; i < one.entrants.size(); ++i)
      if (one.entrants[i].implementation == slowed)
        for (bench::Round& round : one.rounds) round.ns[i] *= factor;
  return made;
}

std::vector<MachineReport> two_machines() {
  return {{"a", make_report({machine_with("A", "xsimd_select_avx2", 1)})},
          {"b", make_report({machine_with(hostile, "xsimd_select_avx2", 2)})}};
}

TEST(Machines, get_the_kernel_that_is_least_bad_on_all_of_them) {
  const auto machines = two_machines();
  const Setting setting{};
  const auto found = portable(machines, setting);
  ASSERT_TRUE(found);
  // select is best on the one and twice as slow on the other; max is 10 % off on the one.
  EXPECT_EQ(found->implementation, "xsimd_max_avx2");
  EXPECT_NEAR(found->regret, 0.1, 0.01);
  EXPECT_EQ(found->machine, 0u);
  EXPECT_EQ(portable({machines[0]}, setting)->implementation, "xsimd_select_avx2");
  EXPECT_FALSE(portable(machines, setting, 12'345));
  Measurements without = machine_with("C", "xsimd_select_avx2", 2);
  for (bench::MeasuredCase& one : without.cases)
    for (bench::MeasuredEntrant& entrant : one.entrants)
      if (entrant.implementation == "xsimd_max_avx2") entrant.implementation = "xsimd_max_sse2";
  EXPECT_EQ(portable({machines[0], {"c", make_report({without})}}, setting)->implementation,
            "autovec_avx2")
      << "what one machine lacks is not portable";
}

TEST(Machines, stand_side_by_side_without_markup_of_their_own) {
  const std::string page = html_of(document_of(two_machines()));
  EXPECT_NE(page.find("href=\"a/index.html\""), page.npos);
  EXPECT_NE(page.find("\"take\">xsimd_max_avx2<"), page.npos);
  for (const std::string& text : {page, markdown_of(document_of(two_machines()))}) {
    EXPECT_EQ(text.find("<script>"), text.npos);
    EXPECT_NE(text.find("alert(1)"), text.npos);
  }
  std::ofstream("machines.html") << page;
}

TEST(Machines, are_told_apart_by_what_they_are) {
  const auto grouped =
      by_machine({machine_with("A", "", 1), machine_with("B", "", 1), machine_with("A", "", 1)});
  ASSERT_EQ(grouped.size(), 2u);
  EXPECT_EQ(grouped[0].size(), 2u);
  Measurements other_build = machine_with("A", "", 1);
  other_build.build[0].second = "9.9.9";
  EXPECT_THROW(by_machine({machine_with("A", "", 1), other_build}), std::invalid_argument);
  EXPECT_EQ(by_machine({machine_with("unknown", "", 1), machine_with("unknown", "", 1)}).size(),
            2u);
  EXPECT_EQ(folder_name({{"CPU", "AMD EPYC(tm) ../../x"}}), "amd-epyc-tm-x");
  EXPECT_EQ(folder_name({{"CPU", "<>"}}), "machine");
}

TEST(VerifiedReader, says_what_is_wrong) {
  const std::string good =
      R"({"schema": 1, "version": "0.1.0", "seed": 18446744073709551615, "held": 2, "failed": 1,
          "cases": 3, "exhaustive_inputs": 5000000000000, "skipped": {"needs avx512": 4},
          "kernels": {"relu/textbook/f32/a": {"held": 2, "failed": 1}}})";
  const Verified verified = parse_verified("p.json", good);
  EXPECT_EQ(verified.failed_kernels(), std::set<std::string>{"relu/textbook/f32/a"});
  EXPECT_EQ(verified.skipped, 4u);
  EXPECT_TRUE(verified.mutants.empty());
  const auto with = [&](const std::string& score) {
    return parse_verified(
        "p.json", good.substr(0, good.rfind('}')) + ",\"mutants\":{\"zoo\":" + score + "}}");
  };
  EXPECT_EQ(with("{\"killed\": 3, \"of\": 4}").mutants.at("zoo").killed, 3u);
  for (const char* score : {"{\"killed\": 5, \"of\": 4}", "{\"killed\": -1, \"of\": 4}", "7"})
    EXPECT_THROW(with(score), std::invalid_argument) << score;
  for (const char* what : {"\"schema\": 1", "\"held\": 2", "\"seed\": 1", "\"kernels\": {"}) {
    std::string bad = good;
    bad.replace(bad.find(what), std::string_view(what).size(), "\"x\": [");
    EXPECT_THROW(parse_verified("p.json", bad), std::invalid_argument) << what;
  }
  for (const char* bad : {"", "[]", "{}", R"({"schema": 2})"})
    EXPECT_THROW(parse_verified("p.json", bad), std::invalid_argument) << bad;
}

}  // namespace
}  // namespace rectifier::reports
