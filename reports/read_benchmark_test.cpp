// The reader, with hostile input.
#include <gtest/gtest.h>

#include "made_up_timings.hpp"
#include "names.hpp"

namespace rectifier::reports {
namespace {

/// The message of the refusal; "" if it was not refused.
std::string refusal(const std::string& json) {
  try {
    Measurements measurements;
    read_benchmark("file.json", json, measurements);
  } catch (const BadInput& error) {
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

TEST(Reader, refuses_what_is_not_json) {
  const std::string whole = document(list(timing(kernel, 5))).dump(1);
  for (std::size_t length = 0; length < whole.size(); length += 7)
    expect_refusal(whole.substr(0, length), "file.json");
  expect_refusal("", "is empty");
  expect_refusal(" \n\t", "is empty");
  expect_refusal(std::string(3, '\0'), "JSON");
  expect_refusal(std::string(100'000, '['), "JSON");
  expect_refusal("{\"a\n\": \xff}", "JSON");
}

TEST(Reader, refuses_foreign_json) {
  for (const char* foreign :
       {"3", "null", "[]", "{}", "\"text\"", "{\"context\": 3}", "{\"context\": {}}",
        "{\"context\": {\"date\": \"today\"}, \"benchmarks\": []}"})
    expect_refusal(foreign, "was not written by rectifier-bench");
  Json json = document(Json::array());
  expect_refusal(json.dump(), "no timing of a kernel");
  json["benchmarks"] = 3;
  expect_refusal(json.dump(), "\"benchmarks\" must be a list");
  json.erase("benchmarks");
  expect_refusal(json.dump(), "\"benchmarks\" is missing");
  json["context"]["rectifier_cpu"] = 3;
  expect_refusal(json.dump(), "\"rectifier_cpu\" must be a string");
}

TEST(Reader, refuses_times_that_can_not_be) {
  for (const Json& time : {Json(-1), Json(0), Json(-1e300), Json(-0.0)})
    expect_refusal(
        document(list(timing(kernel, 1)))
            .patch(Json::parse(R"([{"op":"replace","path":"/benchmarks/0/real_time","value":)" +
                               time.dump() + "}]"))
            .dump(),
        "must be greater than zero");
  const std::string good = document(list(timing(kernel, 1234.5))).dump();
  const auto with_time = [&](const std::string& text) {
    std::string json = good;
    return json.replace(json.find("1234.5"), 6, text);
  };
  EXPECT_EQ(refusal(good), "");
  expect_refusal(with_time("NaN"), "JSON");
  expect_refusal(with_time("Infinity"), "JSON");
  expect_refusal(with_time("1e999"), "JSON");
  expect_refusal(with_time("\"5\""), "\"real_time\" must be a number");
  expect_refusal(with_time("null"), "\"real_time\" must be a number");
  Json seconds = timing(kernel, 1e308);
  seconds["time_unit"] = "s";
  expect_refusal(document(list(seconds)).dump(), "must be greater than zero");
}

TEST(Reader, refuses_runs_of_wrong_shape) {
  expect_refusal(document(list(3)).dump(), "benchmark 1: must be an object");
  for (const char* key : {"run_name", "run_type", "real_time", "time_unit"}) {
    Json run = timing(kernel, 5);
    run.erase(key);
    expect_refusal(document(list(run)).dump(), "\"" + std::string(key) + "\" is missing");
    run[key] = Json::object();
    expect_refusal(document(list(run)).dump(), "\"" + std::string(key) + "\" must be");
  }
  Json run = timing(kernel, 5);
  run["time_unit"] = "hours";
  expect_refusal(document(list(run)).dump(), "accepted are ns, us, ms, s");
  run = timing(kernel, 5);
  run["error_occurred"] = true;
  expect_refusal(document(list(run)).dump(), "reports an error");
  run = timing(kernel, 5);
  run["label"] = "<b>avx2</b>";
  expect_refusal(document(list(run)).dump(), "\"label\"");
}

TEST(Reader, refuses_names_and_says_what_is_accepted) {
  const auto expect = [](const std::string& name, const std::string& part) {
    expect_refusal(document(list(timing(name, 5))).dump(), part);
  };
  expect("BM_Sort/64", "not of the form");
  expect("", "not of the form");
  expect("relu/textbook/f32/out_of_place/random/n:64", "not of the form");
  expect("gelu/textbook/f32/x/out_of_place/random/n:64", "known are relu, relu_gradient");
  expect("relu/caffe/f32/x/out_of_place/random/n:64", "known are textbook, pytorch, undeclared");
  expect("relu/textbook/f16/x/out_of_place/random/n:64", "known are f32, f64");
  expect("relu/textbook/f32/x/sideways/random/n:64", "known are out_of_place, in_place");
  expect("relu/textbook/f32/x/in_place/odd/n:64", "known are random, positive");
  for (const char* n : {"", "0", "-1", "1e3", "64x", "99999999999999999999"})
    expect("relu/textbook/f32/x/in_place/random/n:" + std::string(n), "must be an integer");
  expect("relu/textbook/f32/<script>alert(1)<\\script>/in_place/random/n:64", "[a-z0-9_.]+");
  expect("relu/textbook/f32//in_place/random/n:64", "[a-z0-9_.]+");
}

TEST(Reader, collects_repetitions_and_leaves_out_aggregates) {
  Json mean = timing(kernel, 100);
  mean["run_type"] = "aggregate";
  Json micro = timing(kernel, 0.007);
  micro["time_unit"] = "us";
  Measurements measurements = read(document({timing(kernel, 5), micro, mean}));
  ASSERT_EQ(measurements.kernels.size(), 1u);
  EXPECT_EQ(measurements.kernels[0].ns, (std::vector<double>{5, 7}));
  read_benchmark("again.json", document(list(timing(kernel, 9))).dump(), measurements);
  EXPECT_EQ(measurements.kernels[0].ns.size(), 3u);
}

TEST(Reader, refuses_to_mix_machines) {
  Measurements measurements = read(document(list(timing(kernel, 5))));
  Json other = document(list(timing(kernel, 5)));
  other["context"]["rectifier_cpu"] = "Another CPU";
  EXPECT_THROW(read_benchmark("other.json", other.dump(), measurements), BadInput);
}

TEST(Reader, understands_every_name_that_is_registered) {
  const Workload workload{Type::f64, Placement::in_place, Signs::alternating, 1'048'576};
  const auto name_of = [&](const char* subject) {
    return bench::name_without_size(subject, workload.placement, workload.signs) +
           "/n:1048576/real_time";
  };
  const Name parsed = parse_name(name_of("relu/undeclared/f64/onednn_3.7/jit"));
  EXPECT_EQ(parsed.implementation, "onednn_3.7/jit");
  EXPECT_EQ(parsed.workload, workload);
  EXPECT_FALSE(std::get<KernelName>(parsed.subject).convention.has_value());
  const Name copy = parse_name(name_of("rewrite2/f64/vector_avx2"));
  EXPECT_EQ(std::get<std::string>(copy.subject), "rewrite2");
  EXPECT_EQ(copy.implementation, "vector_avx2");
}

}  // namespace
}  // namespace rectifier::reports
