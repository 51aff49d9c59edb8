// What becomes of code that is tried in a child process.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <stdexcept>

#include "process.hpp"

namespace rectifier::detail {
namespace {

using namespace std::chrono_literals;

TEST(InChild, what_it_returns_comes_back_whole) {
  std::string long_text(1 << 20, 'x');  // more than a pipe holds
  long_text[7] = '\0';
  const auto result = in_child([&](const Doing&) { return long_text; }, 600s);
  EXPECT_EQ(result.told, long_text);
  EXPECT_EQ(result.death, "");
  EXPECT_EQ(in_child([](const Doing&) { return std::string(); }, 600s).death, "");
}

TEST(InChild, one_that_hangs_is_ended) {
  const auto result = in_child(
      [](const Doing& doing) {
        doing("sleeping");
        sleep(100);
        return std::string("awake");
      },
      1s);
  EXPECT_EQ(result.death, "did not come back within 1 s");
  EXPECT_EQ(result.doing, "sleeping");
  EXPECT_EQ(result.told, "");
}

TEST(InChild, a_part_of_an_answer_is_none) {
  const auto result = in_child(
      [](const Doing&) -> std::string {
        for (int handle = 3; handle < 64; ++handle)  // whichever the pipe is
          [[maybe_unused]] const auto written = write(handle, "rhalf an answer", 15);
        _exit(0);
      },
      600s);
  EXPECT_EQ(result.told, "");
  EXPECT_EQ(result.death, "ended the process (status 0)");
}

TEST(InChild, it_prints_nothing_and_what_waits_in_buffers_is_written_once) {
  std::FILE* file = std::tmpfile();
  testing::internal::CaptureStdout();  // empties the buffers itself
  std::fputs("once", file);
  const auto result = in_child(
      [](const Doing&) -> std::string {
        std::puts("never");
        std::exit(0);  // writes all buffers
      },
      600s);
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "");
  EXPECT_EQ(result.death, "ended the process (status 0)");
  std::fflush(file);
  EXPECT_EQ(std::ftell(file), 4);
  std::fseek(file, 0, SEEK_END);
  EXPECT_EQ(std::ftell(file), 4);
  std::fclose(file);
}

TEST(InChild, an_exception_is_named_and_a_long_note_is_cut) {
  const auto result = in_child(
      [](const Doing& doing) -> std::string {
        doing(std::string(1000, 'n'));
        throw std::runtime_error("why");
      },
      600s);
  EXPECT_EQ(result.death, "threw an exception: why");
  EXPECT_EQ(result.doing, std::string(255, 'n'));
}

}  // namespace
}  // namespace rectifier::detail
