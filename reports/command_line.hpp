// The tools as people call them, for tests. RECTIFIER_BIN in the environment says where they are.
#pragma once

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace rectifier {

namespace fs = std::filesystem;

struct Outcome {
  int status;
  std::string out, err;
};

inline std::string contents(const fs::path& path) {
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

}  // namespace rectifier
