// report and choose, given files that may come from anywhere.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "bench/measure/machine_and_build.hpp"
#include "bench/tests/made_up.hpp"
#include "reports/answers/advice.hpp"
#include "reports/tests/command_line.hpp"

namespace rectifier {
namespace {

using bench::Role;

std::vector<double> around(double ns) {
  std::vector<double> times;
  for (int i = 0; i < 21; ++i) times.push_back(ns * (1 + 0.001 * i));
  return times;
}

/// Measurements of this machine: branching is the fastest, by far.
bench::Measurements made_up(double ns = 100) {
  std::vector<bench::MeasuredCase> cases;
  for (const std::size_t n : {64, 4096})
    cases.push_back(bench::made_up_case({{Role::kernel, "branching", around(ns)},
                                         {Role::kernel, "branchless_mask", around(150)},
                                         {Role::yardstick, "copy/memcpy", around(90)}},
                                        {{Operation::relu, Convention::textbook, Type::f32,
                                          bench::Placement::out_of_place, bench::Signs::random},
                                         n}));
  bench::Measurements made = bench::made_up_measurements(cases);
  made.machine = bench::machine_facts();
  return made;
}

class Hostile : public CommandLine {
 protected:
  void put(const char* name, const std::string& text) const {
    std::ofstream(folder / name, std::ios::binary) << text;
  }

  /// A file in which one text stands in the place of another.
  void damage(const char* name, const char* what, const std::string& by) const {
    std::string text = contents(folder / "good.json");
    const auto at = text.find(what);
    ASSERT_NE(at, text.npos) << what;
    put(name, text.replace(at, std::string_view(what).size(), by));
  }

  void SetUp() override {
    CommandLine::SetUp();
    put("good.json", bench::file_json(made_up()));
    const Outcome made = run("rectifier report good.json --out out");
    ASSERT_EQ(made.status, 0) << made.err;
    page_ = contents(folder / "out/index.html");
    ASSERT_FALSE(page_.empty());
  }

  void expect_the_good_report() const {
    EXPECT_EQ(contents(folder / "out/index.html"), page_);
    for (const auto& entry : fs::recursive_directory_iterator(folder / "out"))
      EXPECT_EQ(entry.path().string().find(".partial"), std::string::npos) << entry.path();
  }

  std::string page_;
};

TEST_F(Hostile, measurements_end_in_one_line_and_leave_the_good_report) {
  struct Damage {
    const char *what, *by, *message;
  };
  constexpr Damage damages[] = {
      {"measurements/1", "measurements/99", "this version reads"},
      {"\"ns\":[100.0,", "\"ns\":[-100.0,", "above zero"},
      {"\"ns\":[100.0,", "\"ns\":[NaN,", "JSON"},
      {"\"ns\":[100.0,", "\"ns\":[1e999,", ""},
      {"\"ns\":[100.0,", "\"ns\":[1e300,", "ns a call"},
      {"\"ns\":[100.0,", "\"ns\":[", "times"},
      {"\"branching\"", "\"<b onclick=alert(1)>/x\"", "[a-z0-9_.]+"},
      {"\"branching\"", "\"\\u001b[31m\"", "[a-z0-9_.]+"},
      {"\"n\":64", "\"n\":18446744073709551616", "\"n\" is"},
      {"\"n\":64", "\"n\":4096", "is there twice"},
  };
  for (const Damage& one : damages) {
    damage("bad.json", one.what, one.by);
    expect_one_sentence("rectifier report bad.json --out out", 2, one.message);
  }
  const std::string good = contents(folder / "good.json");
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{1}, good.size() / 2, good.size() - 3}) {
    put("bad.json", good.substr(0, size));
    expect_one_sentence("rectifier report bad.json --out out", 2, "bad.json: is");
  }
  put("bad.json", std::string(1'000'000, '['));
  expect_one_sentence("rectifier report bad.json --out out", 2, "bad.json: is not valid");
  put("bad.json", std::string(20'000'000, ' '));
  expect_one_sentence("rectifier report bad.json --out out", 2, "bad.json: is empty");
  expect_one_sentence("rectifier report good.json good.json --out out", 2, "in two of the files");
  put("properties.json", "{\"schema\": 7}");
  expect_one_sentence(
      "rectifier report good.json --properties properties.json --out out", 2,
      "\"schema\" is 7; expected what `rectifier-properties --summary=FILE` writes");
  expect_one_sentence("rectifier report good.json --properties good.json --out out", 2,
                      "\"schema\" is \"rectifier-measurements/1\"; expected what `rectifier-prop");
  put("properties.json",
      R"({"schema": 1, "version": "9.9", "seed": 1, "held": 1, "failed": 0, "cases": 1,
          "exhaustive_inputs": 0, "skipped": {}, "kernels": {}})");
  expect_one_sentence("rectifier report good.json --properties properties.json --out out", 2,
                      "is of version 9.9, but version 0.1.0 was measured");
  expect_the_good_report();
}

TEST_F(Hostile, names_of_machines_can_hold_anything) {
  bench::Measurements odd = made_up();
  odd.machine[0].second = "<img src=x onerror=alert(1)> \"' \\u202e | `x` [a](b)\n# h";
  put("odd.json", bench::file_json(odd));
  const Outcome made = run("rectifier report odd.json --out odd");
  EXPECT_EQ(made.status, 0) << made.err;
  EXPECT_EQ(contents(folder / "odd/index.html").find("<img"), std::string::npos);
  EXPECT_EQ(contents(folder / "odd/report.md").find("<img"), std::string::npos);
  EXPECT_EQ(contents(folder / "odd/report.md").find("\n# h"), std::string::npos);
  const Outcome chosen =
      run("rectifier choose --operation relu --type f32 --n 9 --decisions odd/decisions.json");
  EXPECT_EQ(chosen.status, 4) << chosen.err;
  EXPECT_EQ(chosen.out.find("\n# h"), std::string::npos) << chosen.out;
}

TEST_F(Hostile, decisions_end_in_one_line) {
  const std::string ask = "rectifier choose --operation relu --type f32 --n 9 --decisions ";
  const std::string good = contents(folder / "out/decisions.json");
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{1}, good.size() / 2, good.size() - 3}) {
    put("bad.json", good.substr(0, size));
    expect_one_sentence(ask + "bad.json", 2, "bad.json: is");
  }
  put("bad.json", std::string(1'000'000, '{'));
  expect_one_sentence(ask + "bad.json", 2, "bad.json: is not valid");
  expect_one_sentence(ask + "out", 2, "is a folder");
  expect_one_sentence(ask + "missing.json", 2, "missing.json: can't be read");
  expect_one_sentence(ask + "good.json", 2, "this version reads rectifier-decisions/2");
}

TEST_F(Hostile, questions_that_make_no_sense_end_in_one_line) {
  const auto expect = [&](const std::string& question, const char* message) {
    expect_one_sentence("rectifier choose --decisions out/decisions.json " + question, 2, message);
  };
  expect("", "are needed");
  expect("--operation relu --type f32", "are needed");
  expect("--operation gelu --type f32 --n 9", "leaky_relu_backward");
  expect("--operation relu --type f16 --n 9", "known are f32, f64");
  expect("--operation relu --type f32 --n 0", "integer from 1");
  expect("--operation relu --type f32 --n 1e3", "integer from 1");
  expect("--operation relu --type f32 --n 9:3", "ends before it begins");
  expect("--operation relu --type f32 --n :", "integer from 1");
  expect("--operation relu --type f32 --n 9 --signs none", "alternating");
  expect("--operation relu --type f32 --n 9 --convention mine", "pytorch");
  expect("--operation relu --type f32 --n 9 --then sleep", "known are nothing, read");
  expect("--operation relu --type f32 --n 9 --max-target z80", "accepted are avx2");
  expect("--operation relu --type f32 --n 9 --max-target neon64", "accepted are avx2");
  expect("--header thresholds.hpp --max-target neon64", "accepted are avx2");
  EXPECT_FALSE(fs::exists(folder / "thresholds.hpp"));
}

TEST_F(Hostile, choose_has_the_status_that_was_promised) {
  const auto status = [&](const std::string& question) {
    return run("rectifier choose --decisions out/decisions.json " + question).status;
  };
  EXPECT_EQ(status("--operation relu --type f32 --n 64"), 0);
  EXPECT_EQ(status("--operation relu --type f32 --n 100"), 0) << "it wins at both sizes around";
  EXPECT_EQ(status("--operation relu --type f32 --n 64:4096"), 0);
  EXPECT_EQ(status("--operation relu --type f32 --n 63"), 3) << "smaller than was measured";
  EXPECT_EQ(status("--operation relu --type f32 --n 1:1000000"), 3) << "more than was measured";
  EXPECT_EQ(status("--operation relu --type f32 --n 64 --then nothing"), 0);
  EXPECT_EQ(status("--operation relu --type f32 --n 64 --then read"), 3) << "not measured";
  EXPECT_EQ(status("--operation relu --type f32 --n 100 --in-place"), 3) << "not measured";
  EXPECT_EQ(status("--operation relu --type f64 --n 100"), 3) << "not measured";
  EXPECT_EQ(status("--header thresholds.hpp"), 0);
  EXPECT_NE(contents(folder / "thresholds.hpp").find("\"branching\""), std::string::npos);
  expect_one_sentence("rectifier choose --decisions out/decisions.json --header no/such/t.hpp", 1,
                      "can't write no/such/t.hpp");
  const Outcome answer =
      run("rectifier choose --json --operation relu --type f32 --n 64 --decisions "
          "out/decisions.json");
  const auto json = nlohmann::json::parse(answer.out, nullptr, false);
  ASSERT_TRUE(json.is_object()) << answer.out;
  EXPECT_EQ(json["implementation"], "branching");
  EXPECT_EQ(json["verdict"], "win");
  EXPECT_EQ(json["tolerance"], 0.03);
  EXPECT_LE(json["bound"].get<double>(), 0.03);
  EXPECT_TRUE(json["bound_text"].get<std::string>().ends_with("at 95 % confidence")) << answer.out;
  ASSERT_EQ(json["at"].size(), 1u);
  EXPECT_EQ(json["at"][0]["n"], 64);
  EXPECT_EQ(json["checked"], true);
}

TEST_F(Hostile, choose_looks_where_report_wrote) {
  ASSERT_EQ(run("rectifier report good.json").status, 0);
  const Outcome answer = run("rectifier choose --operation relu --type f32 --n 64");
  EXPECT_EQ(answer.status, 0) << answer.err;
  EXPECT_NE(answer.out.find("reports/out/decisions.json"), std::string::npos) << answer.out;
}

#if defined(__x86_64__)
TEST_F(Hostile, choose_falls_back_on_a_sample_and_says_so) {
  const Outcome answer = run("rectifier choose --operation relu --type f32 --n 9");
  const std::string told = joined(answer.out), before = "the sample ";
  const std::size_t at = told.find(before) + before.size();
  ASSERT_GE(at, before.size()) << answer.out;
  const std::string name = told.substr(at, told.find_first_of(" ,;\n", at) - at);
  const auto sample = reports::read_decisions(
      std::getenv("RECTIFIER_BIN") + ("/../share/rectifier/samples/" + name) + "/decisions.json");
  if (reports::is_here(sample.machine))
    EXPECT_TRUE(answer.status == 0 || answer.status == 3) << answer.status;
  else
    EXPECT_EQ(answer.status, 4);
  EXPECT_NE(answer.out.find("decisions.json is not"), std::string::npos) << answer.out;
}
#endif

TEST_F(Hostile, one_file_is_judged_at_any_tolerance_that_makes_sense) {
  const auto tolerance = [&](const std::string& option) {
    EXPECT_EQ(run("rectifier report good.json --out tried " + option).status, 0) << option;
    return nlohmann::json::parse(contents(folder / "tried/decisions.json"))["tolerance"];
  };
  EXPECT_EQ(tolerance(""), 0.03);
  EXPECT_EQ(tolerance("--tolerance 0.5"), 0.005);
  EXPECT_EQ(tolerance("--tolerance 50"), 0.5);
  for (const char* wrong : {"0", "-1", "50.1", "nan", "inf", "much"})
    expect_one_sentence(std::string("rectifier report good.json --out tried --tolerance=") + wrong,
                        2, "--tolerance");
}

TEST_F(Hostile, several_machines_get_a_folder_each) {
  bench::Measurements other = made_up();
  other.machine[0].second = "../../Other CPU";
  put("other.json", bench::file_json(other));
  const Outcome made = run("rectifier report other.json good.json --out both");
  EXPECT_EQ(made.status, 0) << made.err;
  EXPECT_TRUE(fs::exists(folder / "both/other-cpu/index.html")) << made.out;
  EXPECT_NE(contents(folder / "both/index.html").find("other-cpu/index.html"), std::string::npos);
  EXPECT_EQ(run("rectifier choose --operation relu --type f32 --n 64 --decisions "
                "both/decisions.json")
                .status,
            0)
      << "this machine's";
}

TEST_F(Hostile, a_report_without_gnuplot_is_complete_and_says_so) {
  const Outcome made = run("rectifier report good.json --out plain", "PATH=/nowhere");
  EXPECT_EQ(made.status, 0) << made.err;
  EXPECT_NE(made.out.find("gnuplot-nox"), std::string::npos) << made.out;
  EXPECT_NE(contents(folder / "plain/index.html").find("gnuplot-nox"), std::string::npos);
}

}  // namespace
}  // namespace rectifier
