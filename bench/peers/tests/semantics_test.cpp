// What other libraries answer at zero, at NaN and at infinity: a table, and a peer held to it.
//   peers-semantics PEER.so
// The table is of certain versions, Debian 12's and 13's, on x86-64 with AVX-512: most choose by
// the CPU what they run. Elsewhere the answers are printed, and the test is skipped.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <vector>

#include "rectifier/kernel.hpp"
#include "support/types.hpp"

namespace rectifier {
namespace {

std::string file;  // of the peer

using Bits = std::uint32_t;
constexpr Bits minus = Layout<float>::sign;
constexpr Bits nan = Layout<float>::infinity | Layout<float>::quiet | 0x1234;
constexpr Bits inf = Layout<float>::infinity;
constexpr Bits tiny = bits(1e-40f);  // a subnormal
constexpr Bits some_nan = inf + 1;   // stands for a NaN of any bits
constexpr float slope = 0.01f;
constexpr float upstream = 3;
constexpr Bits passed = bits(upstream), scaled = bits(slope * upstream);
constexpr Bits tiny_scaled = bits(slope * -1e-40f);

/// Names of plug-ins, with their versions.
using Peers = std::vector<std::string_view>;
const Peers eigen = {"eigen_3.4.0"}, libtorch = {"libtorch_1.13.0", "libtorch_2.6.0"},
            onednn = {"onednn_2.6.3", "onednn_3.7.2"},
            xnnpack = {"xnnpack_20220216", "xnnpack_20241108"};

/// What a kernel of these peers answers, one below the other.
struct Answers {
  Peers peers;
  std::string_view implementation;
  std::vector<Bits> bits;
};
struct Question {
  Operation operation;
  float slope;
  std::vector<Bits> x;
  std::vector<Answers> answers;
};

const Question table[] = {
    {Operation::relu,
     0,
     {nan, minus | nan, 0, minus, inf, minus | inf, tiny, minus | tiny},
     {{libtorch, "relu", {nan, minus | nan, 0, minus, inf, 0, tiny, 0}},
      {eigen, "max", {nan, minus | nan, 0, minus, inf, 0, tiny, 0}},
      {onednn, "eltwise", {0, 0, 0, 0, inf, 0, tiny, 0}},
      // Both run with subnormals off.
      {{"xnnpack_20220216"}, "clamp", {0, 0, 0, 0, inf, 0, 0, 0}},
      {{"xnnpack_20241108"}, "clamp", {nan, minus | nan, 0, minus, inf, 0, 0, minus}}}},
    {Operation::leaky_relu,
     slope,
     {nan, 0, minus, minus | inf, tiny, minus | tiny},
     {{libtorch, "leaky_relu", {some_nan, 0, minus, minus | inf, tiny, tiny_scaled}},
      {eigen, "select", {some_nan, 0, minus, minus | inf, tiny, tiny_scaled}},
      {onednn, "eltwise", {some_nan, 0, minus, minus | inf, tiny, tiny_scaled}},
      // Likewise, so it does not see what is below zero.
      {xnnpack, "leaky_relu", {some_nan, 0, minus, minus | inf, tiny, minus | tiny}}}},
    {Operation::leaky_relu,
     0,
     {minus | inf},
     {{libtorch, "leaky_relu", {some_nan}},  // 0 times infinity
      {eigen, "select", {some_nan}},
      {onednn, "eltwise", {0}},  // takes it for plain ReLU
      {xnnpack, "leaky_relu", {some_nan}}}},
    {Operation::relu_backward,
     0,
     {nan, 0, minus},
     {{libtorch, "threshold_backward", {passed, 0, 0}}, {onednn, "eltwise", {passed, 0, 0}}}},
    {Operation::leaky_relu_backward,
     slope,
     {nan, 0, minus},
     {{libtorch, "leaky_relu_backward", {scaled, scaled, scaled}},
      {onednn, "eltwise", {passed, scaled, scaled}}}},
};

/// The threads of this process; 0 where nothing tells.
std::size_t threads() {
  std::error_code error;
  const std::filesystem::directory_iterator all("/proc/self/task", error);
  return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

/// The peer, and how many threads there were before its first call.
struct Loaded {
  std::vector<Kernel> kernels = load_plugin(file);
  std::size_t threads = rectifier::threads();
};
const Loaded& loaded() {
  static const Loaded peer;
  return peer;
}

bool names(const Peers& peers, std::string_view name) {
  return std::find(peers.begin(), peers.end(), name) != peers.end();
}
/// Whether the plug-in is another version of these peers.
bool is_like(const Peers& peers, std::string_view name) {
  return name.starts_with(peers[0].substr(0, peers[0].find('_') + 1));
}
/// Whether the table is of this very version.
bool is_known(std::string_view name) {
  for (const Question& question : table)
    for (const Answers& answers : question.answers)
      if (names(answers.peers, name)) return true;
  return false;
}

bool has_avx512() {
  const auto all = targets();
  return std::any_of(all.begin(), all.end(), [](const Target& target) {
    return target.name == "avx512" && target.unsupported.empty();
  });
}

/// What it answers to `x`, alone and in every place of a longer array, which has to be the same.
float answer(const Kernel& kernel, float x, float slope, bool any_nan) {
  constexpr std::size_t most = 96;
  const std::vector<float> xs(most, x), gradients(most, upstream);
  std::vector<float> out(most + 1);
  kernel.run<float>(xs.data(), gradients.data(), out.data(), 1, slope);
  kernel.run<float>(xs.data(), gradients.data(), out.data() + 1, most, slope);
  for (const float one : out)
    EXPECT_TRUE(same(one, out[0], any_nan)) << show(out[0]) << " and " << show(one);
  return out[0];
}

/// Prints what the kernel answers; how many answers are not those of the table.
std::size_t differing(const Kernel& kernel, const Question& question, const Answers& answers) {
  EXPECT_EQ(question.x.size(), answers.bits.size());
  fmt::print("{}, slope {}\n", kernel.id, question.slope);
  std::size_t differ = 0;
  for (std::size_t i = 0; i < question.x.size(); ++i) {
    const bool any_nan = answers.bits[i] == some_nan;
    const auto x = std::bit_cast<float>(question.x[i]);
    const auto expected = std::bit_cast<float>(answers.bits[i]);
    const float got = answer(kernel, x, question.slope, any_nan);
    const bool differs = !same(got, expected, any_nan);
    differ += differs;
    fmt::print("  {} -> {}{}\n", show(x), show(got), differs ? ", not " + show(expected) : "");
  }
  return differ;
}

TEST(Semantics, are_what_the_table_says) {
  const std::vector<Kernel>& kernels = loaded().kernels;
  const std::string_view all = kernels.front().implementation;  // "onednn_3.7.2/eltwise"
  const std::string name(all.substr(0, all.find('/')));
  const bool known = is_known(name);
  std::size_t asked = 0, differ = 0;
  Peers like;
  for (const Question& question : table)
    for (const Answers& answers : question.answers) {
      if (!(known ? names : is_like)(answers.peers, name)) continue;
      const auto kernel = std::find_if(kernels.begin(), kernels.end(), [&](const Kernel& one) {
        return one.type == Type::f32 && one.operation == question.operation &&
               one.implementation == fmt::format("{}/{}", name, answers.implementation);
      });
      ASSERT_NE(kernel, kernels.end()) << name << " has no " << answers.implementation;
      if (!kernel->supported()) GTEST_SKIP() << "skipped: " << kernel->id << " can't run here";
      asked += question.x.size();
      differ += differing(*kernel, question, answers);
      like = answers.peers;
    }
  ASSERT_GT(asked, 0u) << "the table has no " << name;
  if (known && has_avx512())
    EXPECT_EQ(differ, 0u);
  else if (!HasFailure())
    GTEST_SKIP() << "skipped: the table is of " << fmt::format("{}", fmt::join(like, ", "))
                 << " with AVX-512,\nthis is " << name << (has_avx512() ? "" : " without") << "; "
                 << differ << " of " << asked << " answers differ";
}

// Threads that a library starts stay for its next call.
TEST(Threads, are_the_calling_one_alone) {
  const Loaded& peer = loaded();
  if (peer.threads == 0) GTEST_SKIP() << "skipped: nothing tells the threads of a process";
  const std::vector<float> x(std::size_t(1) << 20, -1.0f);
  std::vector<float> out(x.size());
  std::size_t ran = 0;
  for (const Kernel& kernel : peer.kernels) {
    if (kernel.type != Type::f32 || !kernel.supported()) continue;
    kernel.run<float>(x.data(), x.data(), out.data(), x.size(), slope);
    EXPECT_EQ(threads(), peer.threads) << kernel.id;
    ++ran;
  }
  if (ran == 0) GTEST_SKIP() << "skipped: none of it can run here";
}

}  // namespace
}  // namespace rectifier

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  if (argc != 2) {
    fmt::print(stderr, "peers-semantics: one argument, the file of a peer\n");
    return 2;
  }
  rectifier::file = argv[1];
  return RUN_ALL_TESTS();
}
