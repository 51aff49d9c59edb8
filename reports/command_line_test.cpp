// The tools as people call them: exit status, and one line on stderr where something is wrong.
// RECTIFIER_BIN in the environment says where the tools are.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "names.hpp"

namespace {

namespace fs = std::filesystem;

struct Outcome {
  int status;
  std::string out, err;
};

std::string contents(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

class CommandLine : public testing::Test {
 protected:
  const fs::path folder =
      fs::path(testing::TempDir()) / ("rectifier_command_line_test" + std::to_string(::getpid()));
  void SetUp() override {
    ASSERT_NE(std::getenv("RECTIFIER_BIN"), nullptr) << "start this test through ctest";
    fs::remove_all(folder);
    fs::create_directories(folder);
  }
  void TearDown() override { fs::remove_all(folder); }

  /// Runs a tool in the shell, in a folder of the test's own.
  Outcome run(const std::string& arguments, const std::string& before = "") {
    const std::string command = "cd '" + folder.string() + "' && " + before +
                                " \"$RECTIFIER_BIN\"/" + arguments + " >out.txt 2>err.txt";
    const int status = std::system(command.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, contents(folder / "out.txt"),
            contents(folder / "err.txt")};
  }

  void expect_one_line(const std::string& arguments, int status, const std::string& part,
                       const std::string& before = "") {
    const Outcome outcome = run(arguments, before);
    EXPECT_EQ(outcome.status, status) << arguments;
    EXPECT_NE(outcome.err.find(part), std::string::npos) << arguments << "\n" << outcome.err;
    EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << outcome.err;
    EXPECT_EQ(outcome.out, "") << arguments;
  }
};

constexpr char one_timing[] =
    "rectifier-bench --benchmark_filter='^(copy|relu/textbook)/f32/.*/out_of_place/random/n:16/' "
    "--benchmark_min_time=0.0001 --benchmark_out=bench.json";

TEST_F(CommandLine, help_and_version_are_everywhere) {
  for (const char* tool : {"rectifier", "rectifier list", "rectifier report", "rectifier-bench"}) {
    const Outcome help = run(std::string(tool) + " --help");
    EXPECT_EQ(help.status, 0) << tool;
    EXPECT_NE(help.out.find("xample"), std::string::npos) << tool;
    EXPECT_EQ(help.err, "") << tool;
    const Outcome version = run(std::string(tool) + " --version");
    EXPECT_EQ(version.status, 0) << tool;
    EXPECT_EQ(version.out.find("rectifier"), 0u) << tool;
  }
}

TEST_F(CommandLine, what_a_person_gets_wrong_is_said_in_one_line) {
  expect_one_line("rectifier", 2, "commands are list, report");
  expect_one_line("rectifier frobnicate", 2, "\"frobnicate\" is unknown");
  expect_one_line("rectifier list --operation gelu", 2, "relu_gradient");
  expect_one_line("rectifier list --nonsense", 2, "--nonsense");
  expect_one_line("rectifier list", 2, "RECTIFIER_TARGET=z80", "RECTIFIER_TARGET=z80");
  expect_one_line("rectifier list --plugin=missing.so", 1, "missing.so");
  expect_one_line("rectifier report", 2, "FILE is required");
  expect_one_line("rectifier report missing.json", 2, "missing.json: can't be read");
  expect_one_line("rectifier report .", 2, "is a folder");
  expect_one_line("rectifier-bench --nonsense", 2, "--nonsense");
  expect_one_line("rectifier-bench --benchmark_filter=nothing", 2, "nothing");
  expect_one_line("rectifier-bench", 2, "RECTIFIER_TARGET=z80", "RECTIFIER_TARGET=z80");
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

TEST_F(CommandLine, reports_can_read_the_name_of_every_entrant) {
  // One size: Google Benchmark needs seconds to list all of them.
  std::istringstream names(
      run("rectifier-bench --benchmark_list_tests --benchmark_filter=/n:1024/").out);
  std::size_t count = 0;
  for (std::string name; std::getline(names, name); ++count)
    EXPECT_NO_THROW(rectifier::reports::parse_name(name)) << name;
  EXPECT_GT(count, 1000u);
}

TEST_F(CommandLine, a_report_survives_what_fails_after_it) {
  ASSERT_EQ(run(one_timing).status, 0);
  const Outcome good = run("rectifier report bench.json --out made/here");
  EXPECT_EQ(good.status, 0) << good.err;
  EXPECT_NE(good.out.find("Report: made/here/report.md"), std::string::npos) << good.out;
  const std::string page = contents(folder / "made/here/report.md");
  EXPECT_NE(page.find("relu"), std::string::npos);

  const std::string json = contents(folder / "bench.json");
  std::ofstream(folder / "cut.json") << json.substr(0, json.size() / 2);
  expect_one_line("rectifier report cut.json --out made/here", 2, "cut.json: is not valid");
  // As on a full disk: no file may get longer than one block.
  expect_one_line("rectifier report bench.json --out made/here", 1, "can't write",
                  "ulimit -f 1; trap '' XFSZ;");
  expect_one_line("rectifier report bench.json --out bench.json", 1, "can't write bench.json");
  EXPECT_EQ(contents(folder / "made/here/report.md"), page);
  EXPECT_EQ(contents(folder / "bench.json"), json);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder / "made/here"), {}), 2);
}

}  // namespace
