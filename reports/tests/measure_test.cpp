// `rectifier measure` as people call it: what it keeps when it is stopped, and what it refuses.
// SLOWER, WRONG and KERNELS in the environment are plug-ins, the last one this build's own.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <csignal>
#include <functional>
#include <set>
#include <thread>

#include "bench/judge/judge.hpp"
#include "bench/measure/profiles.hpp"
#include "reports/tests/command_line.hpp"

namespace rectifier::bench {
namespace {

/// One operation, type, placement and kernel, so that a process takes a moment.
const std::string small =
    "rectifier measure --operation relu --type f32 --placement out_of_place "
    "--kernel 'xsimd_max_sse2' --out m.json";
const std::string six = small + " --n 8,16,32,64,128,256";
const std::string six_sizes = six + " --time-budget 20";
/// The trial of each of them.
constexpr std::size_t six_trials = 6;

class Measure : public CommandLine {
 protected:
  /// Starts the tool in the background and sends it a signal as soon as `wanted` lines with rounds
  /// are in the partial file. Returns its wait status.
  int stop_at(const std::string& arguments, std::size_t wanted, int signal) {
    const pid_t process = ::fork();
    if (process == 0) {
      const std::string command = "cd '" + folder.string() + "' && exec \"$RECTIFIER_BIN\"/" +
                                  arguments + " >out.txt 2>err.txt";
      ::execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
      ::_exit(127);
    }
    int status = 0;
    while (::waitpid(process, &status, WNOHANG) == 0) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
      if (lines() < wanted) continue;
      ::kill(process, signal);
      ::waitpid(process, &status, 0);
      return status;
    }
    return status;
  }

  /// Whole lines of the partial file, but the first.
  std::size_t lines() {
    const std::string partial = contents(folder / "m.json.partial");
    const auto count = static_cast<std::size_t>(std::count(partial.begin(), partial.end(), '\n'));
    return count == 0 ? 0 : count - 1;
  }

  Measurements read(const char* file) { return read_measurements((folder / file).string()); }
};

std::set<std::size_t> launches_of(const MeasuredCase& one) {
  std::set<std::size_t> found;
  for (const Round& round : one.rounds)
    if (round.stage == Stage::deciding) found.insert(round.launch);
  return found;
}

TEST_F(Measure, that_is_stopped_keeps_whole_cases_and_goes_on_with_resume) {
  std::ofstream(folder / "m.json") << "older";
  // In the middle of the second process.
  const int interrupted = stop_at(six_sizes, six_trials + 6 + 3, SIGINT);
  ASSERT_TRUE(WIFEXITED(interrupted));
  EXPECT_EQ(WEXITSTATUS(interrupted), 1);
  const std::string said = joined(contents(folder / "err.txt"));
  EXPECT_NE(said.find(" are in m.json.partial; to go on: "), said.npos) << said;
  EXPECT_NE(said.find(" --resume\n"), said.npos) << said;
  const Measurements first = read("m.json.partial");
  EXPECT_FALSE(first.complete);
  ASSERT_EQ(first.cases.size(), 6u);
  EXPECT_EQ(first.cases[0].rounds.back().launch, 1u);
  EXPECT_EQ(run("rectifier report m.json.partial").status, 0);

  const int killed = stop_at(six_sizes + " --resume", lines() + 1, SIGKILL);
  ASSERT_TRUE(WIFSIGNALED(killed)) << contents(folder / "err.txt");
  EXPECT_EQ(contents(folder / "m.json"), "older");

  expect_one_sentence(six_sizes, 2, "of a run that was not finished: --resume");
  expect_one_sentence(six_sizes + " --resume --seed 2", 2,
                      "the argument differs: --seed was 1 and is 2");
  const Outcome finished = run(six_sizes + " --resume");
  EXPECT_EQ(finished.status, 0) << finished.err;
  EXPECT_FALSE(fs::exists(folder / "m.json.partial"));
  const Measurements last = read("m.json");
  EXPECT_TRUE(last.complete);
  ASSERT_EQ(last.cases.size(), 6u);
  for (std::size_t i = 0; i < first.cases.size(); ++i) {
    const auto& rounds = last.cases[i].rounds;
    // What was there is there as it was, and each process went through each case once.
    for (std::size_t r = 0; r < first.cases[i].rounds.size(); ++r)
      EXPECT_EQ(round_json(rounds[r]).dump(), round_json(first.cases[i].rounds[r]).dump());
    EXPECT_EQ(launches_of(last.cases[i]), launches_of(last.cases[0]));
    std::size_t deciding = 0;
    for (const Round& round : rounds) deciding += round.stage == Stage::deciding;
    EXPECT_EQ(deciding, profiles[0].rounds * launches_of(last.cases[i]).size());
  }
  EXPECT_GE(launches_of(last.cases[0]).size(), fewest_processes);
  EXPECT_EQ(last.sessions.size(), 3u);
}

TEST_F(Measure, that_is_complete_has_nothing_to_resume_but_can_be_exported) {
  const std::string one = small + " --n 64 --time-budget 8";
  ASSERT_EQ(run(one).status, 0);
  const std::string before = contents(folder / "m.json");
  EXPECT_EQ(run(one + " --resume --export google-benchmark").status, 0);
  EXPECT_TRUE(contents(folder / "m.json") == before);
  const std::string exported = contents(folder / "m.google-benchmark.json");
  EXPECT_NE(exported.find("relu/textbook/f32/xsimd_max_sse2/out_of_place/random/n:64/real_time"),
            exported.npos);
}

TEST_F(Measure, decides_on_rounds_of_many_processes) {
  const Outcome outcome = run(small +
                              " --profile full --n 64 --signs random --convention textbook "
                              "--kernel 'xsimd_*' --time-budget 12");
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  const Measurements made = read("m.json");
  ASSERT_EQ(made.cases.size(), 1u);
  const auto launches = launches_of(made.cases[0]);
  EXPECT_GE(launches.size(), fewest_processes);
  EXPECT_EQ(*launches.rbegin() + 1, launches.size());
  // Where the output begins is drawn anew.
  std::set<std::size_t> further;
  for (const Round& round : made.cases[0].rounds)
    if (round.stage == Stage::deciding) further.insert(round.further);
  EXPECT_GT(further.size(), 1u);
  const JudgedCase judged = judge(made.cases[0], default_tolerance);
  EXPECT_TRUE(judged.repeated && judged.copy && judged.public_call);
  EXPECT_TRUE(judged.kernels.front().checked);
}

TEST_F(Measure, enters_peers_into_every_convention_and_never_lets_them_win) {
  const Outcome outcome = run(
      "rectifier measure --plugin \"$SLOWER\" --kernel 'slower/undeclared' --kernel xsimd_max_sse2 "
      "--operation relu --type f32 --placement in_place --convention textbook,pytorch --n 1024 "
      "--time-budget 8 --out m.json");
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  const Measurements made = read("m.json");
  ASSERT_EQ(made.cases.size(), 2u);
  for (const JudgedCase& one : judge(made)) {
    ASSERT_EQ(one.peers.size(), 1u);
    EXPECT_FALSE(one.peers[0].checked);
    EXPECT_EQ(one.kernels.front().implementation, "xsimd_max_sse2");
  }
  ASSERT_EQ(run("rectifier report m.json --out r").status, 0);
  const std::string csv = contents(folder / "r/summary.csv");
  EXPECT_NE(csv.find(",slower/undeclared,"), csv.npos);
  EXPECT_NE(csv.find(",peer\n"), csv.npos);
}

TEST_F(Measure, enters_another_builds_kernels_beside_its_own) {
  const Outcome outcome = run(
      "rectifier measure --against \"$KERNELS\" --operation relu --type f32 --placement "
      "out_of_place --kernel 'xsimd*' --kernel branching --n 1000 --time-budget 8 --out m.json");
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  const Measurements made = read("m.json");
  ASSERT_EQ(made.cases.size(), 1u);
  const MeasuredCase& one = made.cases[0];
  std::vector<std::string> now, before;
  for (std::size_t i = 0; i < one.entrants.size(); ++i) {
    const MeasuredEntrant& entrant = one.entrants[i];
    if (entrant.role != Role::kernel && entrant.role != Role::before) continue;
    EXPECT_TRUE(entrant.checked) << entrant.implementation;
    EXPECT_FALSE(is_from_outside(entrant.implementation)) << entrant.implementation;
    (entrant.role == Role::kernel ? now : before).push_back(entrant.implementation);
    for (const Round& round : one.rounds)
      EXPECT_FALSE(round.stage == Stage::deciding && std::isnan(round.ns[i]))
          << entrant.implementation << " was left out";
  }
  EXPECT_EQ(now, before);
  EXPECT_NE(std::find(now.begin(), now.end(), "branching"), now.end());
  // The other build's are nobody's rivals.
  const JudgedCase judged = judge(one, default_tolerance);
  EXPECT_EQ(judged.kernels.size(), now.size());
  EXPECT_TRUE(judged.peers.empty());
  EXPECT_EQ(run("rectifier compare m.json").status, 0);
}

TEST_F(Measure, times_no_kernel_that_is_wrong) {
  std::ofstream(folder / "m.json") << "older";
  expect_one_sentence(
      "rectifier measure --plugin \"$WRONG\" --operation relu_gradient --kernel '*/wrong/*' --n 64 "
      "--out m.json",
      1,
      "relu_gradient/textbook/f32/wrong/at_kink is wrong: n = 7, [6]: x = 0x80000000 (-0): got "
      "0x00000000 (0), but the definition is 0x3f800000 (1)");
  expect_one_sentence(
      "rectifier measure --plugin \"$WRONG\" --operation relu --kernel '*/wrong/crashes' --n 64 "
      "--out m.json",
      1, "relu/textbook/f32/wrong/crashes is wrong: n = 0: wrote past the end of the output");
  for (const char* ending : {"exits", "leaves"})
    expect_one_sentence(
        std::string("rectifier measure --plugin \"$WRONG\" --operation relu --kernel '*/wrong/") +
            ending + "' --n 64 --out m.json",
        1, "is wrong: it ended the process (status 0) while it was compared with the definition");
  EXPECT_EQ(contents(folder / "m.json"), "older");
  EXPECT_FALSE(fs::exists(folder / "m.json.partial"));
}

TEST_F(Measure, leaves_an_older_file_alone_on_a_full_disk) {
  std::ofstream(folder / "m.json") << "older";
  // No file may get longer than a block.
  expect_one_sentence(six_sizes, 1, "can't write m.json.partial", "ulimit -f 1; trap '' XFSZ;");
  EXPECT_EQ(contents(folder / "m.json"), "older");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder), {}), 3);  // and what was printed
  // The disk fills up later.
  const Outcome full = run(six_sizes, "ulimit -f 120; trap '' XFSZ;");
  ASSERT_EQ(full.status, 1);
  EXPECT_NE(full.err.find("can't write m.json.partial"), full.err.npos) << full.err;
  EXPECT_EQ(contents(folder / "m.json"), "older");
  EXPECT_GE(read("m.json.partial").cases.size(), 1u);
}

TEST_F(Measure, takes_smaller_sizes_where_there_is_less_memory) {
  const Outcome outcome = run(small + " --n 16777216 --max-memory 200 --time-budget 8");
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  std::string said = outcome.err;
  for (std::size_t at = 0; (at = said.find("\n  ")) != said.npos;) said.replace(at, 3, " ");
  EXPECT_NE(said.find("n = 16777216 (f32) needs 192 MiB of memory, 72 MiB may be used: "
                      "measured with n = 4194304 instead."),
            said.npos)
      << said;
  EXPECT_EQ(read("m.json").cases.at(0).key.n, 4'194'304u);
}

TEST_F(Measure, says_how_long_a_budget_must_be) {
  const Outcome outcome = run(six + " --time-budget 0.01");
  EXPECT_EQ(outcome.status, 2);
  EXPECT_NE(joined(outcome.err)
                .find("--time-budget 0.01 is too short: 6 cases in 5 processes need about "),
            std::string::npos)
      << outcome.err;
  EXPECT_FALSE(fs::exists(folder / "m.json.partial"));
}

}  // namespace
}  // namespace rectifier::bench
