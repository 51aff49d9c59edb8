// What is said of strange kernels (strange.c) and of our own.
#include "properties/semantics/semantics.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace rectifier {
namespace {

const std::map<std::string, Kernel>& strange() {
  static const auto kernels = [] {
    std::map<std::string, Kernel> by_name;
    for (Kernel& kernel : load_plugin(STRANGE_PLUGIN))
      by_name.emplace(kernel.implementation.substr(8), kernel);  // "strange/"
    return by_name;
  }();
  return kernels;
}

std::vector<std::string> kinds(const Semantics& semantics, Convention convention) {
  std::vector<std::string> list;
  for (const Departure& departure : semantics.departures[std::size_t(convention)])
    list.push_back(departure.kind);
  return list;
}

TEST(Semantics, strangers_in_words) {
  const std::map<std::string, std::string> expected = {
      {"textbook",
       "NaN gives +0; -0 gives +0; subnormals kept; length-dependent: no; equals textbook"},
      {"pytorch", "keeps NaN and -0; subnormals kept; length-dependent: no; equals pytorch"},
      {"sign_bit",
       "NaN gives NaN if +, +0 if -; -0 gives +0; subnormals kept; length-dependent: no; nearest "
       "textbook, but for +quiet NaN, +signalling NaN"},
      {"flushes",
       "NaN gives +0; -0 gives +0; subnormals flushed; length-dependent: no; nearest textbook, but "
       "for x > 0, +subnormal"},
      {"tail_keeps_nan",
       "keeps NaN and -0; subnormals kept; length-dependent: yes; nearest textbook, but for NaN, "
       "-0"},
      {"half",
       "f'(0) = 0.5; f'(NaN) = 0; subnormals kept; length-dependent: no; nearest textbook, but for "
       "zeros"},
      {"above",
       "keeps NaN, quieted; zero scaled; slope 0 at -inf gives NaN; subnormals kept; "
       "length-dependent: "
       "no; equals pytorch"},
      {"crashes", "crashed (Segmentation fault), during the call with n = 1, slope = 0.01"},
      {"exits", "ended the process (status 3), during the call with n = 1, slope = 0.01"},
  };
  for (const auto& [name, words] : expected)
    EXPECT_EQ(in_words(classify(strange().at(name))), words) << name;
}

TEST(Semantics, a_departure_shows_the_plainest_input) {
  const Semantics flushes = classify(strange().at("flushes"));
  const auto& departures = flushes.departures[std::size_t(Convention::textbook)];
  const auto subnormal =
      std::find_if(departures.begin(), departures.end(),
                   [](const Departure& departure) { return departure.kind == "+subnormal"; });
  ASSERT_NE(subnormal, departures.end());
  EXPECT_EQ(subnormal->expected, subnormal->x);
  EXPECT_EQ(subnormal->got, "0x00000000 (0)");
  EXPECT_EQ(subnormal->upstream + subnormal->slope, "");

  // Only an infinite or NaN upstream gradient tells a mask that is multiplied with; and -1.3 its
  // sign of zero.
  const Semantics mask = classify(strange().at("mask_times"));
  const auto seen = kinds(mask, Convention::textbook);
  for (const char* kind : {"+0", "-0", "x < 0", "-inf"})
    EXPECT_EQ(std::count(seen.begin(), seen.end(), kind), 1) << kind;
  EXPECT_EQ(mask.answers[2].question + ": " + mask.answers[2].answer, "below 0: times 0");

  const Semantics larger = classify(strange().at("larger"));
  EXPECT_EQ(larger.answers.back().answer, "not 1.5");
}

TEST(Semantics, length_dependence_shows_where) {
  const Semantics tail = classify(strange().at("tail_keeps_nan"));
  EXPECT_NE(tail.varies.find(" of 8"), std::string::npos) << tail.varies;
  EXPECT_NE(departures_in_words(tail).find("depends on the length: x = "), std::string::npos);
  EXPECT_EQ(kinds(tail, Convention::textbook).size(), 5u);  // four NaN and -0, from the tail
}

TEST(Semantics, own_kernels_equal_what_they_declare) {
  std::vector<Kernel> tried;
  for (const Kernel& kernel : kernels())
    if (kernel.supported()) tried.push_back(kernel);
  for (const Kernel& kernel : tried) {
    const Semantics semantics = classify(kernel);
    EXPECT_EQ(keeps_to(semantics), name(*kernel.convention)) << kernel.id;
    EXPECT_EQ(semantics.varies, "") << kernel.id;
  }
}

TEST(Semantics, differences_are_rows) {
  const std::vector<Kernel> two = {strange().at("pytorch"), strange().at("crashes")};
  const auto rows = differences(two);
  ASSERT_EQ(rows.size(), 6u);  // four kinds of NaN and -0 against the textbook, and the crash
  EXPECT_EQ(rows[0].convention, Convention::textbook);
  EXPECT_EQ(rows[0].kernel, "relu/undeclared/f32/strange/pytorch");
  EXPECT_FALSE(rows[5].convention);
  EXPECT_NE(rows[5].departure.kind.find("crashed"), std::string::npos);
}

TEST(Semantics, json_holds_all_of_it) {
  const auto json = to_json(classify(strange().at("pytorch")));
  EXPECT_EQ(json["nearest"], "pytorch");
  EXPECT_EQ(json["answers"]["NaN"], "kept");
  EXPECT_EQ(json["departures"]["textbook"].size(), 5u);
  EXPECT_TRUE(to_json(classify(strange().at("exits"))).contains("failure"));
}

}  // namespace
}  // namespace rectifier
