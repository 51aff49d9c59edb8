// `rectifier export` as people call it; export_test.cmake compiles what it writes.
#include "reports/tests/command_line.hpp"

namespace rectifier {
namespace {

TEST_F(CommandLine, a_kernel_that_is_not_there_is_answered_with_the_nearest) {
  expect_one_sentence("rectifier export --kernel relu/textbook/f32/brunching --out no.hpp", 2,
                      "the nearest are relu/textbook/f32/branching, relu/");
  expect_one_sentence("rectifier export --kernel ''", 2,
                      "no kernel is called \"\"; the nearest are");
  expect_one_sentence("rectifier export --kernel $(head -c 100000 /dev/zero | tr '\\0' x)", 2,
                      "the nearest are");
  expect_one_sentence("rectifier export", 2, "--kernel is required");
  expect_one_sentence("rectifier export --kernel relu/textbook/f32/mine/plain", 2,
                      "is a kernel of a plug-in, whose code is its author's");
  EXPECT_TRUE(fs::is_empty(folder) || !fs::exists(folder / "no.hpp"));
}

TEST_F(CommandLine, an_exported_header_is_there_completely_or_not_at_all) {
  const std::string command = "rectifier export --kernel relu/textbook/f32/branching";
  const Outcome shown = run(command);
  EXPECT_EQ(shown.status, 0) << shown.err;
  ASSERT_EQ(run(command + " --out relu.hpp").status, 0);
  EXPECT_EQ(contents(folder / "relu.hpp"), shown.out);

  std::ofstream(folder / "relu.hpp") << "older\n";
  expect_one_sentence(command + " --out relu.hpp", 1, "can't write relu.hpp: File too large",
                      "ulimit -f 1; trap '' XFSZ;");
  EXPECT_EQ(contents(folder / "relu.hpp"), "older\n");
  expect_one_sentence(command + " --out .", 2, "is no ordinary file");
  expect_one_sentence(command + " --out /dev/full", 2, "is no ordinary file");
  expect_one_sentence(command + " --out no/folder/relu.hpp", 1, "can't write no/folder/relu.hpp");
  for (const fs::directory_entry& file : fs::directory_iterator(folder))
    EXPECT_EQ(file.path().filename().string().find("relu.hpp.part"), std::string::npos)
        << file.path();
}

TEST_F(CommandLine, choose_says_how_to_take_the_kernel_alone) {
  const Outcome chosen = run("rectifier choose --operation relu --type f32 --n 1000");
  const std::size_t at = chosen.out.find("rectifier export --kernel relu/textbook/f32/");
  ASSERT_NE(at, std::string::npos) << chosen.out;
  EXPECT_EQ(run(chosen.out.substr(at, chosen.out.find_first_of(" \n", at + 26) - at)).status, 0);
}

}  // namespace
}  // namespace rectifier
