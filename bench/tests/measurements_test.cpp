// The file: what was written is read again, and what is damaged is refused in one line.
#include "bench/measure/measurements.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "bench/tests/made_up.hpp"
#include "support/accepted_words.hpp"

namespace rectifier::bench {
namespace {

using Json = nlohmann::ordered_json;

Measurements some() {
  MeasuredCase one = made_up_case({{Role::kernel, "xsimd_max_avx2", {4, 5}},
                                   {Role::peer, "onednn_3.7/jit", {6, 7}},
                                   {Role::yardstick, "copy/memcpy", {3, 4}},
                                   {Role::repeated, "xsimd_max_avx2", {4.5, 5}}});
  one.rounds[0].stage = Stage::pilot;
  one.rounds[0].ns[3] = not_timed;
  one.rounds[1].steal_ms = 10;
  one.rounds[1].switches = 3;
  one.rounds[1].launch = 2;
  Measurements made = made_up_measurements({one});
  made.sessions[0].throttled = 37;
  made.sessions[0].throttled_ms = 12.5;
  made.copy_curve = {{2048, 100}, {4096, 90}};
  made.notes = {"A sentence."};
  return made;
}

/// The message of the refusal; "" if it was not refused.
std::string refusal(const std::string& json) {
  try {
    parse_measurements("file.json", json);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "";
}

void expect_refusal(const std::string& json, const std::string& part) {
  const std::string message = refusal(json);
  EXPECT_NE(message.find(part), message.npos) << "said: " << message;
  EXPECT_EQ(message.find("file.json: "), 0u) << "said: " << message;
  EXPECT_EQ(message.find('\n'), message.npos) << "said: " << message;
}

/// The file with one value replaced, or removed if it is not given.
std::string with(const std::string& pointer, const Json& value) {
  Json json = Json::parse(file_json(some()));
  json[Json::json_pointer(pointer)] = value;
  return json.dump();
}

TEST(File, is_read_as_it_was_written) {
  const std::string text = file_json(some());
  const Measurements again = parse_measurements("file.json", text);
  EXPECT_EQ(file_json(again), text);
  EXPECT_TRUE(again.complete);
  const MeasuredCase& one = again.cases.at(0);
  EXPECT_EQ(one.key, some().cases[0].key);
  EXPECT_EQ(one.entrants, some().cases[0].entrants);
  EXPECT_TRUE(std::isnan(one.rounds[0].ns[3]));
  EXPECT_EQ(one.rounds[1].ns, (std::vector<double>{5, 7, 4, 5}));
  EXPECT_EQ(one.rounds[0].stage, Stage::pilot);
  EXPECT_EQ(one.rounds[1].launch, 2u);
  EXPECT_EQ(again.notes, some().notes);
  EXPECT_EQ(again.copy_curve.at(1).gb_per_s, 90);
  EXPECT_EQ(again.sessions.at(0).throttled, 37u);
  EXPECT_EQ(again.sessions.at(0).throttled_ms, 12.5);
}

TEST(File, of_an_older_version_tells_of_no_quota) {
  Json json = Json::parse(file_json(some()));
  for (const char* field : {"throttled", "throttled_ms"}) json["sessions"][0].erase(field);
  const Measurements older = parse_measurements("file.json", json.dump());
  EXPECT_EQ(older.sessions.at(0).throttled, 0u);
  EXPECT_EQ(older.sessions.at(0).throttled_ms, 0);
}

TEST(File, of_a_run_that_goes_on_is_read_up_to_a_line_that_is_cut) {
  Measurements some_two = some();
  some_two.complete = false;
  some_two.cases.push_back(some_two.cases.front());
  some_two.cases.back().key.n = 1000;
  std::string text = header_line(some_two);
  EXPECT_TRUE(parse_measurements("file.json", text).cases.empty());
  for (const MeasuredCase& one : some_two.cases) text += case_line(one);
  EXPECT_EQ(file_json(parse_measurements("file.json", text)), file_json(some_two));
  for (std::size_t cut = 1; cut < case_line(some_two.cases.back()).size(); ++cut)
    ASSERT_EQ(parse_measurements("file.json", text.substr(0, text.size() - cut)).cases.size(), 1u);
  expect_refusal(text + case_line(some_two.cases.back()), "case 3: relu/textbook/f32/");
  expect_refusal(text + "{}\n", "case 3: \"operation\" is missing");
  Json without = Json::parse(file_json(some()));
  without.erase("cases");
  expect_refusal(without.dump(), "\"cases\" is missing");
  expect_refusal(without.dump(1), "\"cases\" is missing");
}

TEST(File, keeps_six_digits_of_a_time) {
  Measurements made = some();
  made.cases[0].rounds[1].ns[0] = 1234567.89;
  const auto again = parse_measurements("file.json", file_json(made));
  EXPECT_EQ(again.cases[0].rounds[1].ns[0], 1234570);
}

TEST(File, holds_text_of_any_bytes) {
  Measurements made = some();
  made.machine[0].second = "A CPU \xff\xfe \"quoted\"\n";
  EXPECT_NO_THROW(parse_measurements("file.json", file_json(made)));
}

TEST(Reader, refuses_every_file_that_was_cut_short) {
  const std::string whole = file_json(some());
  for (std::size_t length = 0; length + 2 < whole.size(); length += 5)
    expect_refusal(whole.substr(0, length), "file.json");
}

TEST(Reader, refuses_what_is_not_json) {
  expect_refusal("", "is empty");
  expect_refusal(" \n\t", "is empty");
  expect_refusal(std::string(3, '\0'), "JSON");
  expect_refusal(std::string(100'000, '['), "JSON");
  expect_refusal("{\"a\n\": \xff}", "JSON");
}

TEST(Reader, refuses_foreign_json) {
  for (const char* foreign : {"3", "null", "[]", "{}", "\"text\"", "{\"context\": {}}"})
    expect_refusal(foreign, "expected what `rectifier measure` writes");
  expect_refusal(with("/schema", "rectifier-measurements/2"), "this version reads");
  expect_refusal(with("/schema", 1), "\"schema\" must be a string");
}

TEST(Reader, refuses_times_that_can_not_be) {
  for (const Json& time : {Json(-1), Json(0), Json(-0.0), Json(1e300), Json("4"), Json(true)})
    expect_refusal(with("/cases/0/rounds/1/ns/0", time), "above zero, or null");
  std::string text = file_json(some());
  text.replace(text.find("[4.0,"), 5, "[1e999,");
  expect_refusal(text, "file.json");
  text.replace(text.find("[1e999,"), 7, "[NaN,");
  expect_refusal(text, "JSON");
}

TEST(Reader, says_where_something_is_wrong) {
  expect_refusal(with("/cases/0/rounds/1/ns", {1, 2}), "case 1, round 2: \"ns\" holds 2 times");
  expect_refusal(with("/cases/0/entrants/0/role", "king"), "case 1, entrant 1: role \"king\"");
  expect_refusal(with("/cases/0/entrants/0/implementation", "<b>"), "is not of the form");
  expect_refusal(with("/cases/0/entrants/0/implementation", "//"), "is not of the form");
  expect_refusal(with("/cases/0/entrants/3/role", "kernel"), "xsimd_max_avx2 is there twice");
  expect_refusal(with("/cases/0/type", "f16"), "known are f32, f64");
  expect_refusal(with("/cases/0/placement", "sideways"), "known are out_of_place, in_place");
  expect_refusal(with("/cases/0/n", 0), "at least 1");
  expect_refusal(with("/cases/0/n", -1), "must be an integer");
  expect_refusal(with("/cases/0/n", 1e30), "must be an integer");
  expect_refusal(with("/cases/0/rounds/0/steal_ms", -1), "not below zero");
  expect_refusal(with("/sessions/0/throttled", -1), "\"throttled\" is -1; it must be an integer");
  expect_refusal(with("/sessions/0/throttled_ms", "1"),
                 "\"throttled_ms\" is \"1\"; it must be a number");
  expect_refusal(with("/cases/0", 3), "case 1: must be an object");
  expect_refusal(with("/cases", Json::object()), "\"cases\" must be a list");
  expect_refusal(with("/machine/CPU", 3), "\"CPU\" of \"machine\" must be a string");
  expect_refusal(with("/complete", "yes"), "true or false");
  expect_refusal(with("/notes/0", 1), "must hold strings");
  Json twice = Json::parse(file_json(some()));
  twice["cases"].push_back(twice["cases"][0]);
  expect_refusal(twice.dump(), "case 2: relu/textbook/f32/out_of_place/random/n:64 is there twice");
}

TEST(GoogleBenchmark, gets_every_round_but_the_pilots) {
  const Json json = Json::parse(google_benchmark_json(some()));
  const Json& runs = json.at("benchmarks");
  ASSERT_EQ(runs.size(), 4u);
  EXPECT_EQ(runs[0]["name"], "relu/textbook/f32/xsimd_max_avx2/out_of_place/random/n:64/real_time");
  EXPECT_EQ(runs[0]["real_time"], 5);
  EXPECT_EQ(runs[0]["time_unit"], "ns");
  EXPECT_EQ(runs[0]["repetitions"], 1);
  EXPECT_NE(runs[3]["name"], runs[0]["name"]);
}

TEST(Words, say_what_is_accepted) {
  EXPECT_THROW(index_of("type", "f16", words(types)), std::invalid_argument);
  for (const char* n : {"", "0", "-1", "1e3", "64x", "99999999999999999999"})
    EXPECT_THROW(parse_count(n), std::invalid_argument) << n;
  EXPECT_EQ(parse_count("65536"), 65536u);
  EXPECT_EQ(split_list("n", "1,22"), (std::vector<std::string>{"1", "22"}));
  for (const char* list : {"", ",", "1,", ",1", "1,,2"})
    EXPECT_THROW(split_list("n", list), std::invalid_argument) << list;
  EXPECT_TRUE(fits("xsimd_*_avx2", "xsimd_max_avx2"));
  EXPECT_TRUE(fits("*/mine/*", "relu/textbook/f32/mine/fast"));
  EXPECT_FALSE(fits("xsimd", "xsimd_max_avx2"));
}

TEST(Words, are_wrapped_at_80_columns) {
  EXPECT_EQ(wrap("Short."), "Short.\n");
  const std::string wrapped = wrap(std::string(79, 'a') + " b " + std::string(100, 'c') + " d");
  EXPECT_EQ(wrapped, std::string(79, 'a') + "\n  b\n  " + std::string(100, 'c') + "\n  d\n");
  EXPECT_EQ(wrap(std::string(80, 'a')).size(), 81u);
}

TEST(Words, are_cut_in_their_middle_where_none_may_be_longer_than_a_line) {
  EXPECT_EQ(wrap_and_cut("Short."), "Short.\n");
  const std::string line(78, 'a');
  EXPECT_EQ(wrap_and_cut("can't write " + line + " why"), "can't write\n  " + line + "\n  why\n");
  EXPECT_EQ(wrap_and_cut("is " + std::string(100, 'a') + std::string(100, 'b') + " end"),
            "is\n  " + std::string(37, 'a') + "..." + std::string(38, 'b') + "\n  end\n");
  // No character of several bytes is cut in two.
  std::string accents;
  for (int i = 0; i < 100; ++i) accents += "\u00e9";
  EXPECT_EQ(wrap_and_cut(accents), accents.substr(0, 36) + "..." + accents.substr(162) + "\n");
}

}  // namespace
}  // namespace rectifier::bench
