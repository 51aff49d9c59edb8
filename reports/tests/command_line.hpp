// The tools as people call them, for tests. RECTIFIER_BIN in the environment says where they are.
#pragma once

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "support/atomic_file.hpp"

namespace rectifier {

namespace fs = std::filesystem;

struct Outcome {
  int status;
  std::string out, err;
};

/// Joins a sentence that was broken into lines.
inline std::string joined(std::string text) {
  for (std::size_t at = 0; (at = text.find("\n  ", at)) != text.npos;) text.replace(at, 3, " ");
  return text;
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

  /// One sentence on stderr, in lines of at most 80 columns.
  void expect_one_sentence(const std::string& arguments, int status, const std::string& part,
                           const std::string& before = "") {
    const Outcome outcome = run(arguments, before);
    EXPECT_EQ(outcome.status, status) << arguments;
    EXPECT_EQ(outcome.err.find("rectifier"), 0u) << outcome.err;
    std::istringstream lines(outcome.err);
    std::string sentence;
    for (std::string line; std::getline(lines, line);) {
      EXPECT_LE(line.size(), 80u) << line;
      if (!sentence.empty()) {
        EXPECT_TRUE(line.starts_with("  ")) << "more than a sentence:\n" << outcome.err;
        line.replace(0, 2, " ");
      }
      sentence += line;
    }
    EXPECT_TRUE(outcome.err.ends_with("\n")) << outcome.err;
    EXPECT_NE(sentence.find(part), std::string::npos) << arguments << "\n" << outcome.err;
    EXPECT_EQ(outcome.out, "") << arguments;
  }
};

}  // namespace rectifier
