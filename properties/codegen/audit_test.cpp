// Holds every kernel's label to its machine code.
//   branching   jumps on the value; walks single elements
//   branchless  never jumps on a value; walks single elements
//   xsimd       never jumps on a value; its main loop moves vectors of its target's width
//   …_stream    stores past the caches and fences what it stored; no other kernel does either
//   autovec     is reported, not judged: it is what the compiler makes of a plain loop
// --table prints what was found, for all kernels of this architecture.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "properties/codegen/code_facts.hpp"
#include "properties/codegen/instruction_set.hpp"
#include "rectifier/kernel.hpp"
#include "support/command_line.hpp"
#include "support/symbols.hpp"

namespace rectifier {
namespace {

/// Bits of a target's vector registers, as its row says.
std::size_t vector_bits_of(std::string_view name) {
  for (const Target& target : targets())
    if (target.name == name) return target.vector_bits;
  return 0;
}

class AuditTest : public testing::Test {
 public:
  AuditTest(const Kernel& kernel, const Disassembly& disassembly)
      : kernel_(kernel), disassembly_(disassembly) {}

  void TestBody() override {
    const Code code = disassembly_.function(address_of(kernel_));
    ASSERT_FALSE(code.empty()) << kernel_.id << ": no function of this program starts there";
    const CodeFacts facts = facts_of(code);
    EXPECT_EQ(facts.calls, 0u) << kernel_.id << " calls something";
    if (kernel_.family == "autovec") return;

    if (kernel_.family == "branching")
      EXPECT_GT(facts.value_jumps, 0u) << kernel_.id << " never jumps on a value";
    else
      EXPECT_EQ(facts.value_jumps, 0u) << kernel_.id << " jumps on a value";
    EXPECT_EQ(facts.gathers, 0u) << kernel_.id << " gathers";
    EXPECT_EQ(facts.streaming_stores > 0, kernel_.streams)
        << kernel_.id << (kernel_.streams ? " never stores" : " stores") << " past the caches";
    EXPECT_EQ(facts.fences > 0, kernel_.streams)
        << kernel_.id << (kernel_.streams ? " does not fence its stores" : " has a fence");
    if (kernel_.family == "xsimd") {
      ASSERT_NE(vector_bits_of(kernel_.target), 0u) << kernel_.id << ": its target has no vectors";
      EXPECT_EQ(facts.loop_vector_bits, vector_bits_of(kernel_.target))
          << kernel_.id << ": its main loop is not of its target's vectors";
    } else {
      EXPECT_EQ(facts.widest_vector_bits, 0u) << kernel_.id << " is not scalar";
    }
  }

 private:
  const Kernel& kernel_;
  const Disassembly& disassembly_;
};

void print_table(const Disassembly& disassembly) {
  fmt::print("{:50} {:>5} {:>5} {:>6} {:>5} {:>4}\n", "kernel", "instr", "jumps", "vector", "calls",
             "past");
  for (const Kernel& kernel : kernels()) {
    if (address_of(kernel) == nullptr) continue;
    const CodeFacts facts = facts_of(disassembly.function(address_of(kernel)));
    fmt::print("{:50} {:5} {:5} {:6} {:5} {:4}\n", kernel.id, facts.instructions, facts.value_jumps,
               facts.loop_vector_bits, facts.calls, facts.streaming_stores);
  }
}

int run(bool table) {
  kernels();  // complains of RECTIFIER_TARGET before anything is printed
  if (!instructions_are_read) {
    fmt::print("skipped: the machine code is not read on this architecture\n");
    return 0;
  }
  const Disassembly disassembly;
  if (table) {
    print_table(disassembly);
    return done;
  }
  for (const Kernel& kernel : kernels())
    if (address_of(kernel) != nullptr)
      testing::RegisterTest("Audit", kernel.id.c_str(), nullptr, nullptr, __FILE__, __LINE__,
                            [&kernel, &disassembly]() -> testing::Test* {
                              return new AuditTest(kernel, disassembly);
                            });
  const int status = RUN_ALL_TESTS();
  const auto* unit = testing::UnitTest::GetInstance();
  if (unit->successful_test_count() + unit->failed_test_count() > 0 ||
      testing::GTEST_FLAG(list_tests))
    return status;
  throw std::runtime_error("no kernel was audited");
}

}  // namespace
}  // namespace rectifier

int main(int argc, char** argv) {
  using namespace rectifier;
  bool table = false;
  CLI::App app("Holds every kernel's label to its machine code.", "rectifier-audit");
  app.allow_extras();
  app.add_flag("--table", table, "Print what was found, of all kernels of this architecture");
  finish_command(app,
                 "rectifier-audit --gtest_filter='*/xsimd_max_avx2'\n\n"
                 "All of GoogleTest's --gtest_… arguments work; a test is named Audit.kernel id.");
  return run_program(app, argc, argv, [&] {
    Extras(app, argv[0]).give_to([](int* count, char** words) {
      testing::InitGoogleTest(count, words);
    });
    return run(table);
  });
}
