// `rectifier compare` as scripts call it, on measurements that nobody made; and what
// `rectifier measure --against` refuses.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "reports/tests/command_line.hpp"
#include "reports/tests/made_up_processes.hpp"

namespace rectifier {
namespace {

using bench::MadeUpRun;

class CompareCommand : public CommandLine {
 protected:
  void put(const char* name, const MadeUpRun& run) const {
    std::ofstream(folder / name) << bench::file_json(bench::made_up_run(run));
  }
  void SetUp() override {
    CommandLine::SetUp();
    put("old.json", {});
    put("new.json", {.seed = 2});
    put("slow.json", {.seed = 2, .kernels = 1.25});
    put("slow_machine.json", {.seed = 2, .everything = 1.15});
    put("few.json", {.seed = 2, .processes = 4});
    put("both.json", {.seed = 2, .kernels = 1.25, .against = true});
  }
};

TEST_F(CompareCommand, has_a_status_for_each_answer) {
  EXPECT_EQ(run("rectifier compare old.json new.json --fail-if-slower 10").status, 0);
  EXPECT_EQ(run("rectifier compare old.json slow.json --fail-if-slower 10").status, 1);
  EXPECT_EQ(run("rectifier compare old.json slow.json --fail-if-slower 50").status, 0);
  EXPECT_EQ(run("rectifier compare old.json slow_machine.json --fail-if-slower 10").status, 5);
  EXPECT_EQ(run("rectifier compare old.json few.json --fail-if-slower 10").status, 5);
  EXPECT_EQ(run("rectifier compare both.json --fail-if-slower 10").status, 1);
  EXPECT_EQ(run("rectifier compare both.json --fail-if-slower 10 --json").status, 1);
  EXPECT_EQ(run("rectifier compare both.json").status, 0) << "nothing was asked";
}

TEST_F(CompareCommand, says_what_changed_and_what_to_do_in_80_columns) {
  const auto expect_said = [&](const std::string& arguments, const char* part) {
    const Outcome outcome = run("rectifier compare " + arguments);
    EXPECT_NE(joined(outcome.out + outcome.err).find(part), std::string::npos)
        << outcome.out << outcome.err;
    std::istringstream lines(outcome.out + outcome.err);
    for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 80u) << line;
  };
  expect_said("old.json slow.json", "relu/textbook/f32/out_of_place/random/n:1000 slower");
  expect_said("old.json slow.json", "126 slower, 0 faster, 0 the same within 3 %, 0 can't be told");
  expect_said("both.json --all", "120 slower, 0 faster, 0 the same within 3 %, 0 can't be told");
  expect_said("old.json slow_machine.json",
              " stand where memcpy itself changed by more than 10 %. Measure both builds at once");
  expect_said("old.json slow_machine.json", "Memcpy took 1.1");
  expect_said("old.json few.json", "126 have fewer than five processes in a file. Measure again");
  expect_said("old.json few.json --fail-if-slower 10",
              "it can't be told whether a kernel is slower");
  expect_said("both.json --fail-if-slower 10", "surely slower by 10 % or more");
  expect_said("old.json new.json", "Not judged, in 6 cases: public_2_threads");
  expect_said("old.json new.json --kernel kernel_1 --tolerance 20", "6 the same within 20 %");
}

TEST_F(CompareCommand, writes_json) {
  const Outcome outcome = run("rectifier compare old.json slow.json --json --kernel public");
  const auto json = nlohmann::json::parse(outcome.out);
  EXPECT_EQ(json.at("schema"), "rectifier-comparison/1");
  EXPECT_EQ(json.at("files"), 2);
  ASSERT_EQ(json.at("kernels").size(), 6u);
  const auto& one = json["kernels"][0];
  EXPECT_EQ(one.at("change"), "slower");
  EXPECT_EQ(one.at("doubt"), "");
  EXPECT_EQ(one.at("n"), 100);
  EXPECT_EQ(one.at("processes"), 10);
  EXPECT_NEAR(one.at("ratio"), 1.25, 0.05);
  EXPECT_LT(one.at("ratio_low"), one.at("ratio"));
  EXPECT_LT(one.at("at_most"), one.at("ratio_high"));
}

TEST_F(CompareCommand, refuses_in_one_sentence) {
  expect_one_sentence("rectifier compare", 2, "FILE is required");
  expect_one_sentence("rectifier compare old.json", 2,
                      "old.json holds one build alone; accepted are a file that `rectifier measure "
                      "--against` made, or two files, OLD and NEW");
  expect_one_sentence("rectifier compare old.json missing.json", 2, "missing.json: can't be read");
  expect_one_sentence("rectifier compare old.json new.json --kernel nobody", 2,
                      "no case with the same kernel in common");
  expect_one_sentence("rectifier compare both.json --kernel nobody", 2, "no such kernel");
  for (const char* percent : {"-1", "nan", "much"}) {
    expect_one_sentence(
        std::string("rectifier compare old.json new.json --fail-if-slower=") + percent, 2,
        "--fail-if-slower");
    expect_one_sentence(std::string("rectifier compare old.json new.json --tolerance=") + percent,
                        2, "--tolerance");
  }
  expect_one_sentence("rectifier compare old.json new.json --tolerance 0", 2, "--tolerance is 0");
}

TEST_F(CompareCommand, measures_against_other_builds_alone) {
  std::ofstream(folder / "text.so") << "not a library";
  const std::string measure = "rectifier measure --operation relu --n 64 --against ";
  const char* const accepted = "--against takes the lib/rectifier-kernels.so of another build";
  for (const char* file : {"missing.so", "text.so", ".", "/dev/null"})
    expect_one_sentence(measure + file, 2, accepted);
  expect_one_sentence(measure + "missing.so", 2, "No such file or directory");
  expect_one_sentence(measure + "\"$SLOWER\"", 2, "it has no kernel that this build has too");
}

}  // namespace
}  // namespace rectifier
