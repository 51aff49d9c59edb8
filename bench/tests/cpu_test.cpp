// What tells one CPU from another, on samples of what systems say.
#include "bench/measure/cpu.hpp"

#include <gtest/gtest.h>

#include "bench/measure/machine_and_build.hpp"

namespace rectifier::bench {
namespace {

constexpr char x86[] = R"(processor	: 0
vendor_id	: AuthenticAMD
cpu family	: 25
model name	: AMD EPYC 9R14
cpu MHz		: 3700.000
flags		: fpu sse2 avx2 hypervisor
bugs		:

processor	: 1
model name	: AMD EPYC 9R14
flags		: fpu sse2 avx2 hypervisor
)";

constexpr char neoverse_n1[] = R"(processor	: 0
BogoMIPS	: 243.75
Features	: fp asimd evtstrm
CPU implementer	: 0x41
CPU architecture: 8
CPU variant	: 0x3
CPU part	: 0xd0c
CPU revision	: 1

)";

/// Cores of two kinds, and a "model name" as 32-bit programs see it.
constexpr char big_little[] = R"(processor	: 0
model name	: ARMv8 Processor rev 4 (v8l)
Features	: half thumb neon
CPU implementer	: 0x41
CPU variant	: 0x0
CPU part	: 0xd03
CPU revision	: 4

processor	: 1
model name	: ARMv8 Processor rev 4 (v8l)
CPU implementer	: 0x41
CPU variant	: 0x0
CPU part	: 0xd03
CPU revision	: 4

processor	: 2
model name	: ARMv8 Processor rev 2 (v8l)
CPU implementer	: 0x41
CPU variant	: 0x0
CPU part	: 0xd09
CPU revision	: 2
)";

constexpr char sifive[] = R"(processor	: 0
hart		: 1
isa		: rv64imafdc
mmu		: sv39
uarch		: sifive,u74-mc
)";

constexpr char registers_alone[] = R"(processor	: 0
isa		: rv64imafdcv
mvendorid	: 0x5b7
marchid		: 0x0
mimpid		: 0x0
)";

constexpr char emulated[] = R"(processor	: 0
isa		: rv64imafdc
mvendorid	: 0x0
marchid		: 0x0
)";

TEST(Cpu, has_its_name_on_x86) {
  EXPECT_EQ(cpu_name(x86, "A board"), "AMD EPYC 9R14");
  EXPECT_EQ(cpu_flags(x86), "fpu sse2 avx2 hypervisor");
}

TEST(Cpu, has_the_numbers_of_its_cores_and_its_board_on_arm) {
  EXPECT_EQ(cpu_name(neoverse_n1, "a1.large\n"),
            "implementer 0x41 part 0xd0c variant 0x3 revision 1, a1.large");
  EXPECT_EQ(cpu_flags(neoverse_n1), "fp asimd evtstrm");
  EXPECT_EQ(cpu_name(big_little, ""),
            "implementer 0x41 part 0xd03 variant 0x0 revision 4, "
            "implementer 0x41 part 0xd09 variant 0x0 revision 2");
  EXPECT_NE(cpu_name(neoverse_n1, "one board"), cpu_name(neoverse_n1, "another board"));
}

TEST(Cpu, has_its_microarchitecture_or_registers_on_riscv) {
  EXPECT_EQ(cpu_name(sifive, std::string_view("A board\0", 8)), "sifive,u74-mc, A board");
  EXPECT_EQ(cpu_name(registers_alone, ""), "mvendorid 0x5b7 marchid 0x0 mimpid 0x0");
  EXPECT_EQ(cpu_flags(sifive), "rv64imafdc");
}

TEST(Cpu, is_unknown_where_nothing_tells_it_from_others) {
  EXPECT_EQ(cpu_name(emulated, ""), unknown);
  EXPECT_EQ(cpu_name(emulated, "A board"), "A board");
  EXPECT_EQ(cpu_name("", ""), unknown);
  EXPECT_EQ(cpu_name("\n\n:\nno colon\n: \n", " "), unknown);
}

Facts machine_called(std::string_view cpu) {
  return {{"CPU", std::string(cpu)}, {"CPUs", "2"}, {"architecture", "riscv64"}};
}

TEST(Machines, are_the_same_by_all_facts_if_the_cpu_is_known) {
  EXPECT_TRUE(same_machine(machine_called("A CPU"), machine_called("A CPU")));
  EXPECT_FALSE(same_machine(machine_called("A CPU"), machine_called("Another")));
  EXPECT_FALSE(same_machine(machine_called(unknown), machine_called(unknown)));
  EXPECT_FALSE(same_machine({{"CPUs", "2"}}, {{"CPUs", "2"}}));
  Facts more = machine_called("A CPU");
  more.emplace_back("CPU flags", "v");
  EXPECT_FALSE(same_machine(machine_called("A CPU"), more));
}

}  // namespace
}  // namespace rectifier::bench
