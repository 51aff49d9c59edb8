// The tools as people call them: exit status, and one line on stderr where something is wrong.
#include "reports/tests/command_line.hpp"

#include <gtest/gtest.h>

#include "reports/page/render.hpp"

namespace rectifier {
namespace {

/// Two cases of two kernels, in some tenths of a second.
constexpr char two_cases[] =
    "rectifier measure --operation relu --type f32 --n 64 --kernel 'xsimd_max_sse*' "
    "--time-budget 60 --out m.json";

TEST_F(CommandLine, what_a_person_gets_wrong_is_said_in_one_sentence) {
  expect_one_sentence("rectifier", 2, "commands are list, measure, report");
  expect_one_sentence("rectifier frobnicate", 2, "\"frobnicate\" is unknown");
  expect_one_sentence("rectifier list --operation gelu", 2, "relu_gradient");
  expect_one_sentence("rectifier list", 2, "RECTIFIER_TARGET=z80", "RECTIFIER_TARGET=z80");
  expect_one_sentence("rectifier list --plugin=missing.so", 1, "missing.so");
  expect_one_sentence("rectifier report", 2, "FILE is required");
  expect_one_sentence("rectifier report missing.json", 2, "missing.json: can't be read");
  expect_one_sentence("rectifier report .", 2, "is a folder");
  expect_one_sentence("rectifier measure --profile fast", 2, "known are quick, full");
  expect_one_sentence("rectifier measure --time-budget=-1", 2, "--time-budget is -1");
  expect_one_sentence("rectifier measure --time-budget soon", 2, "--time-budget");
  expect_one_sentence("rectifier measure --n 64,0", 2, "must be an integer from 1");
  expect_one_sentence("rectifier measure --type f16", 2, "known are f32, f64");
  expect_one_sentence("rectifier measure --signs random,", 2, "has an empty part");
  expect_one_sentence("rectifier measure --kernel nothing_fits", 2, "fits no kernel");
  expect_one_sentence("rectifier measure --export csv", 2, "google-benchmark");
  expect_one_sentence("rectifier measure --alignment 3", 2, "accepted are 64, 4");
  expect_one_sentence("rectifier measure --launch </dev/null", 2, "leave it out");
  expect_one_sentence("rectifier measure --plugin missing.so", 1, "missing.so");
  expect_one_sentence("rectifier measure --out /dev/full", 2, "/dev/full is no ordinary file");
  expect_one_sentence("rectifier measure --out .", 2, "is no ordinary file");
  expect_one_sentence("rectifier measure --resume", 2, "there is nothing to resume");
  expect_one_sentence("rectifier measure --operation relu --n 64 --out no/such/folder/m.json", 1,
                      "can't write no/such/folder/m.json.partial: No such file or directory");
  // Google Benchmark's own words.
  const Outcome unmatched = run("rectifier-bench --benchmark_filter=nothing");
  EXPECT_EQ(unmatched.status, 2);
  EXPECT_EQ(unmatched.err, "Failed to match any benchmarks against regex: nothing\n");
  expect_one_sentence("rectifier-bench", 2, "RECTIFIER_TARGET=z80", "RECTIFIER_TARGET=z80");
}

TEST_F(CommandLine, the_list_fits_a_terminal) {
  for (const char* before : {"", "RECTIFIER_TARGET=scalar"}) {
    const Outcome list = run("rectifier list", before);
    EXPECT_EQ(list.status, 0);
    std::istringstream lines(list.out);
    for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 80u) << line;
  }
  EXPECT_EQ(run("rectifier list --json").out.find('['), 0u);
  const Outcome semantics = run("rectifier list --semantics");
  EXPECT_EQ(semantics.status, 0) << semantics.err;
  EXPECT_NE(semantics.out.find("keeps to"), std::string::npos);
  EXPECT_EQ(semantics.out.find("near "), std::string::npos) << "a kernel departs from its label";
  std::istringstream lines(semantics.out);
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 80u) << line;
  EXPECT_NE(
      run("rectifier list --semantics --json --operation relu").out.find("\"words\": \"keeps"),
      std::string::npos);
}

TEST_F(CommandLine, a_report_survives_what_fails_after_it) {
  const Outcome measured = run(two_cases);
  ASSERT_EQ(measured.status, 0) << measured.err;
  EXPECT_NE(measured.out.find("Measurements: m.json"), std::string::npos) << measured.out;
  EXPECT_FALSE(fs::exists(folder / "m.json.partial"));
  std::istringstream lines(measured.out);
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 80u) << line;
  const Outcome good = run("rectifier report m.json --out made/here");
  EXPECT_EQ(good.status, 0) << good.err;
  EXPECT_NE(good.out.find("Report: made/here/index.html"), std::string::npos) << good.out;
  const std::string page = contents(folder / "made/here/report.md");
  EXPECT_NE(page.find("relu"), std::string::npos);

  const std::string json = contents(folder / "m.json");
  std::ofstream(folder / "cut.json") << json.substr(0, json.size() / 2);
  expect_one_sentence("rectifier report cut.json --out made/here", 2, "cut.json: is not valid");
  // As on a full disk: no file may get longer than one block.
  expect_one_sentence("rectifier report m.json --out made/here", 1, "can't write",
                      "ulimit -f 1; trap '' XFSZ;");
  expect_one_sentence("rectifier report m.json --out m.json", 1, "can't write m.json");
  EXPECT_EQ(contents(folder / "made/here/report.md"), page);
  EXPECT_EQ(contents(folder / "m.json"), json);
  std::ptrdiff_t files = 0;
  for (const auto& entry : fs::directory_iterator(folder / "made/here"))
    files += entry.is_regular_file();
  EXPECT_EQ(files, std::ssize(reports::formats));
}

}  // namespace
}  // namespace rectifier
