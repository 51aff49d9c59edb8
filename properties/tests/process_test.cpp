// How processes are started, and what is said of their ends.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <system_error>
#include <thread>

#include "support/child_program.hpp"

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

float deeper(const volatile float* above) {
  volatile float room[1024];
  room[0] = *above;
  return room[0] < 0 ? 0 : deeper(room) + room[0];
}

TEST(InChild, each_end_is_told_apart) {
  const auto death = [](const std::function<void()>& work) {
    return in_child([&](const Doing&) { return work(), std::string(); }, 600s).death;
  };
  EXPECT_EQ(death([] { std::raise(SIGSEGV); }), "crashed (Segmentation fault)");
  EXPECT_EQ(death([] { std::abort(); }), "crashed (Aborted)");
  EXPECT_EQ(death([] { std::raise(SIGKILL); }),
            "was killed from outside (the system does that when memory runs out)");
  volatile float zero = 0;
  EXPECT_EQ(death([&] { zero = deeper(&zero); }),
            "crashed (Segmentation fault: overflowed its stack)");
#if defined(__x86_64__)
  alignas(16) float x[5] = {};
  EXPECT_EQ(death([&] { asm volatile("movaps (%0), %%xmm0" ::"r"(x + 1)
                                     : "xmm0", "memory"); }),
            "crashed (Segmentation fault: used an address not aligned for its instruction, or "
            "impossible)");
#endif
}

TEST(InFork, what_a_child_told_before_it_died_arrives) {
  const Told child = in_fork([](const Parent& parent) {
    parent.tell("first");
    parent.doing("the second");
    std::raise(SIGFPE);
  });
  EXPECT_EQ(child.told, "first");
  EXPECT_EQ(child.doing, "the second");
  EXPECT_EQ(child.signal, SIGFPE);
  EXPECT_EQ(in_words(child), "crashed (Floating point exception)");
}

Finished shell(const std::string& script, Program with = {}) {
  with.arguments = {"sh", "-c", script};
  return run_to_end(with);
}

TEST(Program, output_errors_and_status_are_kept) {
  const Finished run = shell("echo out; echo errors >&2; exit 3");
  EXPECT_EQ(run.output, "out\n");
  EXPECT_EQ(run.errors, "errors\n");
  EXPECT_EQ(run.status, 3);
  EXPECT_EQ(in_words(run), "ended the process (status 3)");
  EXPECT_EQ(in_words(shell("kill -SEGV $$")), "crashed (Segmentation fault)");
  const std::size_t long_text = 1 << 20;  // on both pipes, more than they hold
  const Finished both = shell("yes | head -c 1048576; yes | head -c 1048576 >&2");
  EXPECT_EQ(both.output.size(), long_text);
  EXPECT_EQ(both.errors.size(), long_text);
}

TEST(Program, environment_folder_and_input_are_its_own) {
  ::setenv("RECTIFIER_TEST_A", "a", 1);
  ::setenv("RECTIFIER_TEST_B", "b", 1);
  const Finished run = shell(
      "echo $RECTIFIER_TEST_A $RECTIFIER_TEST_B; pwd; cat",
      {.arguments = {}, .environment = {"RECTIFIER_TEST_B=own"}, .folder = "/", .input = "in"});
  EXPECT_EQ(run.output, "a own\n/\nin");
  EXPECT_EQ(shell("cat").output, "") << "without input there is none";
  const std::string much(1 << 24, 'x');
  EXPECT_TRUE(shell("cat", {.arguments = {}, .input = much}).output == much);
}

TEST(Program, hands_over_each_line_as_soon_as_it_is_there) {
  std::vector<std::string> lines;
  const Finished run =
      shell("echo one; echo two; printf three",
            {.arguments = {}, .on_line = [&](std::string_view line) { lines.emplace_back(line); }});
  EXPECT_EQ(lines, (std::vector<std::string>{"one", "two"}));
  EXPECT_EQ(run.output, "three") << "it has no end";
  EXPECT_THROW(shell("echo one; sleep 60",
                     {.arguments = {},
                      .on_line = [](std::string_view) { throw std::runtime_error("no more"); }}),
               std::runtime_error);
}

TEST(Program, one_that_is_missing_or_fails_is_told) {
  EXPECT_THROW(run_to_end({{"rectifier-no-such-program"}}), std::system_error);
  EXPECT_EQ(output_of({{"rectifier-no-such-program"}}), std::nullopt);
  EXPECT_EQ(output_of({{"echo", "x"}}), "x\n");
  const auto said_of = [](const std::string& script) -> std::string {
    try {
      output_of({{"sh", "-c", script}});
    } catch (const std::runtime_error& error) {
      return error.what();
    }
    return {};
  };
  EXPECT_EQ(said_of("echo one >&2; echo two >&2; echo >&2; exit 1"), "sh failed: two");
  EXPECT_EQ(said_of("exit 1"), "sh failed: it ended the process (status 1)");
}

TEST(Program, one_that_hangs_is_ended) {
  const Finished run = shell("echo begun; exec sleep 100", {.arguments = {}, .limit = 1s});
  EXPECT_FALSE(run.in_time);
  EXPECT_FALSE(run.well());
  EXPECT_EQ(run.output, "begun\n");
}

volatile std::sig_atomic_t stopped = 0;

TEST(Program, a_stop_is_passed_on) {
  struct sigaction action {};
  action.sa_handler = [](int) { stopped = 1; };
  ::sigaction(SIGUSR1, &action, nullptr);
  const Finished run = shell("trap 'echo stopped; exit 0' TERM; kill -USR1 " +
                                 std::to_string(::getpid()) + "; while :; do sleep 0.01; done",
                             {.arguments = {}, .limit = 60s, .stop = &stopped});
  EXPECT_EQ(run.output, "stopped\n");
  EXPECT_TRUE(run.well());
}

#if defined(__linux__)
TEST(Program, none_outlives_the_process_that_started_it) {
  const TemporaryFolder folder;
  const std::string file = (folder.path / "pid").string();
  in_fork([&](const Parent&) {
    std::thread([&] {
      shell("echo $$ >'" + file + "'.new; mv '" + file + "'.new '" + file + "'; exec sleep 100");
    }).detach();
    while (::access(file.c_str(), F_OK) != 0) ::usleep(1000);
    std::raise(SIGKILL);
  });
  pid_t child = 0;
  std::ifstream(file) >> child;
  ASSERT_GT(child, 1);
  for (int tries = 0; ::kill(child, 0) == 0 && tries < 1000; ++tries) ::usleep(10'000);
  EXPECT_NE(::kill(child, 0), 0);
}
#endif

}  // namespace
}  // namespace rectifier::detail
