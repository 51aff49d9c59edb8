// From timings to files.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "made_up_timings.hpp"
#include "render.hpp"
#include "text.hpp"
#include "write_files.hpp"

namespace rectifier::reports {
namespace {

namespace fs = std::filesystem;

std::string contents(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

TEST(Model, medians_are_right_for_even_counts) {
  EXPECT_EQ(median({3}), 3);
  EXPECT_EQ(median({4, 1}), 2.5);
  EXPECT_EQ(median({9, 1, 5}), 5);
  EXPECT_EQ(median({4, 1, 3, 2}), 2.5);
}

TEST(Model, compares_with_the_best_and_with_the_fastest_copy) {
  const Report report =
      make_report(read(document({timing("copy/f32/memcpy/out_of_place/random/n:64", 8),
                                 timing("copy/f32/vector_avx2/out_of_place/random/n:64", 4),
                                 timing("relu/textbook/f32/slow/out_of_place/random/n:64", 16),
                                 timing("relu/textbook/f32/fast/out_of_place/random/n:64", 8),
                                 timing("relu/textbook/f32/public/out_of_place/random/n:64", 6)})));
  ASSERT_EQ(report.cases.size(), 1u);
  const Case& one = report.cases[0];
  EXPECT_EQ(one.copy->implementation, "copy/vector_avx2");
  EXPECT_EQ(one.kernels[0].implementation, "fast");
  EXPECT_EQ(one.kernels[0].gb_per_s, 64);
  EXPECT_EQ(one.kernels[0].share_of_copy, 0.5);
  EXPECT_EQ(one.kernels[0].ratio_to_best, 2);
  EXPECT_EQ(one.kernels[1].ratio_to_best, 2);
  EXPECT_EQ(one.public_call->ratio_to_best, 0.75);
}

TEST(Model, subtracts_the_restoring_memcpy_in_place) {
  Json runs{timing("restore/f32/memcpy/in_place/random/n:64", 10),
            timing("rewrite/f32/vector_avx2/in_place/random/n:64", 15),
            timing("relu/textbook/f32/fast/in_place/random/n:64", 20),
            timing("relu/textbook/f32/noise/in_place/random/n:64", 9)};
  const Report report = make_report(read(document(runs)));
  ASSERT_EQ(report.cases.size(), 1u);
  ASSERT_EQ(report.cases[0].kernels.size(), 1u);
  EXPECT_EQ(report.cases[0].kernels[0].median_ns, 10);
  EXPECT_EQ(report.cases[0].kernels[0].share_of_copy, 0.5);
  EXPECT_NE(report.warnings.back().find("1 timings in place were left out"), std::string::npos);
  runs.erase(0);
  EXPECT_TRUE(make_report(read(document(runs))).cases.empty());
}

TEST(Model, backward_operations_move_three_arrays) {
  const Workload workload{Type::f64, Placement::out_of_place, Signs::random, 10};
  EXPECT_EQ(logical_bytes({Operation::relu_backward, Convention::textbook, workload}), 240);
  EXPECT_EQ(logical_bytes({Operation::leaky_relu, Convention::textbook, workload}), 160);
}

TEST(Markdown, lets_no_html_through) {
  Json json = document(list(timing(kernel, 5)));
  json["context"]["rectifier_cpu"] = "<script>alert(1)</script> | [x](y) `z`\n# h";
  const std::string page = render_markdown(make_report(read(json)));
  EXPECT_EQ(page.find("<script"), page.npos);
  EXPECT_EQ(page.find("[x]"), page.npos);
  EXPECT_EQ(page.find("\n# h"), page.npos);
  EXPECT_NE(page.find("alert(1)"), page.npos);
}

TEST(Csv, has_the_columns_that_were_promised) {
  const std::string csv = render_csv(
      make_report(read(document({timing(kernel, 4), timing(kernel, 6),
                                 timing("copy/f32/memcpy/out_of_place/random/n:64", 2.5)}))));
  EXPECT_EQ(csv,
            "operation,convention,type,placement,signs,n,implementation,target,min_ns,median_ns,"
            "gb_per_s,share_of_copy,ratio_to_best,ratio_low,ratio_high,verdict\n"
            "relu,textbook,f32,out_of_place,random,64,xsimd_max_avx2,avx2,4,5,128,0.625,,,,"
            "undecided\n");
}

TEST(Csv, calls_a_kernel_without_a_convention_a_peer) {
  const std::string csv = render_csv(make_report(
      read(document(list(timing("relu/undeclared/f32/a_1/b/out_of_place/random/n:64", 4))))));
  EXPECT_NE(csv.find("relu,undeclared,f32,out_of_place,random,64,a_1/b,"), csv.npos) << csv;
  EXPECT_NE(csv.find(",peer\n"), csv.npos) << csv;
}

TEST(Answer, fits_a_terminal) {
  Json runs = Json::array();
  for (const OperationRow& operation : operations)
    for (const char* n : {"16", "4096", "16777216"})
      for (const char* longest : {"xsimd_select_avx512_stream", "xsimd_select_sse4_1_stream"})
        runs.push_back(timing(std::string(operation.name) + "/textbook/f32/" + longest +
                                  "/out_of_place/random/n:" + n,
                              123'456));
  std::istringstream lines(render_answer(make_report(read(document(runs)))));
  std::size_t count = 0;
  for (std::string line; std::getline(lines, line); ++count) EXPECT_LE(line.size(), 80u) << line;
  EXPECT_EQ(count, 14u);
}

TEST(Text, keeps_three_digits) {
  EXPECT_EQ(count_text(64), "64");
  EXPECT_EQ(count_text(1'234'567), "1,234,567");
  EXPECT_EQ(count_text(16 * 1'048'576), "16 Mi");
  EXPECT_EQ(time_text(4.4321), "4.43 ns");
  EXPECT_EQ(time_text(51'234), "51.2 us");
}

class Files : public testing::Test {
 protected:
  const fs::path folder =
      fs::path(testing::TempDir()) / ("rectifier_report_test" + std::to_string(::getpid()));
  void SetUp() override { fs::remove_all(folder); }
  void TearDown() override { fs::remove_all(folder); }
};

TEST_F(Files, are_replaced_together) {
  write_files(folder.string(), {{"a", "1"}, {"b", "2"}});
  write_files(folder.string(), {{"a", "3"}, {"b", "4"}});
  EXPECT_EQ(contents(folder / "a"), "3");
  EXPECT_EQ(contents(folder / "b"), "4");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder), {}), 2);
}

TEST_F(Files, stay_as_they_were_when_one_can_not_be_written) {
  write_files(folder.string(), {{"a", "1"}});
  fs::create_directory(folder / "b");
  EXPECT_THROW(write_files(folder.string(), {{"a", "3"}, {"b", "4"}}), std::runtime_error);
  EXPECT_THROW(write_files(folder.string(), {{"a", "3"}, {"no/folder", "4"}}), std::runtime_error);
  EXPECT_EQ(contents(folder / "a"), "1");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder), {}), 2);
}

TEST_F(Files, are_not_written_into_a_file) {
  std::ofstream(folder.string()) << "a file";
  EXPECT_THROW(write_files(folder.string(), {{"a", "1"}}), std::runtime_error);
  EXPECT_EQ(contents(folder), "a file");
}

}  // namespace
}  // namespace rectifier::reports
