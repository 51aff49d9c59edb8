// What bounds a kernel, from made-up measurements, and what is read from machine code.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "bench/measure/machine_and_build.hpp"
#include "reports/page/render.hpp"
#include "reports/page/speed_limits.hpp"
#include "reports/tests/made_up_report.hpp"

namespace rectifier::reports {
namespace {

constexpr char fastest[] = "relu/textbook/f32/xsimd_select_avx2";

/// As if the vector kernel, which takes some 0.1 ns an element, needed so many cycles of 0.25 ns.
Report with_cycles(double cycles) {
  Report report = make_report({made_up()});
  report.facts.emplace_back(bench::clock_fact, "4.00");
  report.audit.model = "a model";
  report.audit.kernels[fastest].facts.instructions = 77;
  report.audit.kernels[fastest].cycles = cycles;
  return report;
}

Bound of(const Report& report, const std::string& band) {
  for (const Bound& bound : bounds(report))
    if (bound.band == band && bound.setting.operation == Operation::relu &&
        bound.implementation == "xsimd_select_avx2")
      return bound;
  ADD_FAILURE() << "none in " << band;
  return {};
}

TEST(Bounds, are_of_the_largest_size_of_each_band) {
  const Report report = with_cycles(0.1);
  ASSERT_EQ(report.knees.size(), 2u);
  EXPECT_EQ(of(report, "L1").n, 4096u) << "32 KiB of input and output are the first knee";
  EXPECT_EQ(of(report, "memory").n, 1'048'576u);
}

TEST(Bounds, name_the_nearer_one) {
  const Bound instructions = of(with_cycles(0.415), "memory"),
              copy = of(with_cycles(0.04), "memory");
  EXPECT_EQ(instructions.by, "instructions");
  EXPECT_NEAR(instructions.over, 1, 0.05);
  EXPECT_EQ(copy.by, "memory");
  EXPECT_NEAR(*copy.instructions, 10, 0.5);
  EXPECT_NEAR(copy.over, 1, 0.05);
}

TEST(Bounds, that_were_beaten_are_none) {
  const Bound beaten = of(with_cycles(0.8), "memory");
  EXPECT_NEAR(*beaten.instructions, 0.5, 0.05);
  EXPECT_EQ(beaten.by, "memory");
}

TEST(Bounds, are_the_copy_alone_where_nothing_else_is_known) {
  Report report = with_cycles(0.4);
  std::erase_if(report.facts, [](const auto& fact) { return fact.first == bench::clock_fact; });
  EXPECT_FALSE(of(report, "memory").instructions);
  EXPECT_EQ(of(report, "memory").by, "memory");
  for (const auto render : {render_html, render_markdown}) {
    EXPECT_NE(render(report).find("The clock was not measured"), std::string::npos);
    EXPECT_NE(render(make_report({made_up()})).find("the copy is the only bound"),
              std::string::npos);
  }
}

TEST(Audit, is_shown_or_said_to_be_missing) {
  for (const auto render : {render_html, render_markdown}) {
    EXPECT_EQ(render(with_cycles(0.4)).find("Not audited"), std::string::npos);
    EXPECT_NE(render(make_report({made_up()})).find("Not audited"), std::string::npos);
  }
  EXPECT_NE(render_html(with_cycles(0.4)).find("textbook/f32/xsimd_select_avx2<td>77<"),
            std::string::npos);
}

TEST(Audit, reads_this_program_if_it_is_what_was_measured) {
  bench::Facts build = bench::build_facts();
  const Audit made = audit({fastest, "no/such/kernel"}, build, false);
  if (made.kernels.empty()) GTEST_SKIP() << made.missing;
  ASSERT_EQ(made.kernels.size(), 1u);
  EXPECT_GT(made.kernels.at(fastest).facts.instructions, 10u);
  EXPECT_FALSE(made.kernels.at(fastest).cycles);
  EXPECT_NE(made.unmodelled.at(0).find("another machine"), std::string::npos);
  build.front().second += "x";
  const Audit other = audit({fastest}, build, true);
  EXPECT_TRUE(other.kernels.empty());
  EXPECT_NE(other.missing.find("another build"), std::string::npos);
}

#if defined(__x86_64__) && defined(__OPTIMIZE__)
TEST(Audit, has_the_cycles_that_llvm_mca_says_or_says_why_not) {
  const char *scalar = "relu/textbook/f32/branchless_mask",
             *vector = "relu/textbook/f32/xsimd_max_sse2";
  const Audit made =
      audit({scalar, vector, "relu/textbook/f32/branching"}, bench::build_facts(), true);
  if (made.kernels.empty() || made.model.empty())
    GTEST_SKIP() << made.missing << (made.unmodelled.empty() ? "" : made.unmodelled.front());
  EXPECT_FALSE(made.kernels.at("relu/textbook/f32/branching").cycles) << "it depends on the values";
  ASSERT_TRUE(made.kernels.at(scalar).cycles);
  EXPECT_GE(*made.kernels.at(scalar).cycles, 0.5) << "a load, a store and a jump an element";
  EXPECT_LE(*made.kernels.at(scalar).cycles, 10);
  ASSERT_TRUE(made.kernels.at(vector).cycles);
  EXPECT_LE(*made.kernels.at(vector).cycles, 0.5) << "four elements an instruction";
}
#endif

TEST(Audit, says_that_llvm_mca_is_missing) {
  const std::string path = std::getenv("PATH");
  ::setenv("PATH", "/nowhere", 1);
  const Audit made = audit({fastest}, bench::build_facts(), true);
  ::setenv("PATH", path.c_str(), 1);
  if (made.kernels.empty()) GTEST_SKIP() << made.missing;
  EXPECT_FALSE(made.kernels.at(fastest).cycles);
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
  GTEST_SKIP() << "the sanitizer's jumps leave no loop to model";
#endif
#endif
  ASSERT_FALSE(made.unmodelled.empty());
  EXPECT_NE(made.unmodelled.at(0).find("Debian: llvm"), std::string::npos) << made.unmodelled.at(0);
}

}  // namespace
}  // namespace rectifier::reports
