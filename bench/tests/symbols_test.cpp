// What is told of functions in memory, and of files that are damaged.
#include "support/symbols.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#if __has_include(<elf.h>) && __has_include(<link.h>)
#include <elf.h>
#include <link.h>
#include <unistd.h>

namespace rectifier {
namespace {

std::uintptr_t number(const void* address) { return reinterpret_cast<std::uintptr_t>(address); }

TEST(Symbols, tell_where_each_kernel_ends) {
  std::vector<std::span<const std::byte>> all;
  for (const Kernel& kernel : kernels()) {
    if (address_of(kernel) == nullptr) continue;
    all.push_back(code_at(address_of(kernel)));
    ASSERT_FALSE(all.back().empty()) << kernel.id;
    EXPECT_EQ(all.back().data(), address_of(kernel)) << kernel.id;
  }
  std::sort(all.begin(), all.end(),
            [](const auto& a, const auto& b) { return number(a.data()) < number(b.data()); });
  for (std::size_t i = 1; i < all.size(); ++i) {
    if (all[i].data() == all[i - 1].data()) continue;
    EXPECT_LE(number(all[i - 1].data()) + all[i - 1].size(), number(all[i].data()));
  }
}

TEST(Symbols, tell_of_shared_libraries_too) {
  EXPECT_FALSE(code_at(reinterpret_cast<const void*>(&std::strtod)).empty());
}

TEST(Symbols, tell_nothing_where_no_function_begins) {
  static const int constant = 1;
  const int automatic = 1;
  const auto* kernel = static_cast<const std::byte*>(address_of(kernels().front()));
  const std::initializer_list<const void*> none = {kernel + 1, &constant, &automatic, nullptr};
  for (const void* address : none) EXPECT_TRUE(code_at(address).empty());
}

TEST(Memory, is_told_apart_up_to_its_end) {
  static const int constant = 1;
  static int variable = 1;
  static int zero;
  const int automatic = 1;
  EXPECT_EQ(memory_at(number(&constant)).kind, Memory::constant);
  EXPECT_EQ(memory_at(number(&variable)).kind, Memory::variable);
  EXPECT_EQ(memory_at(number(&zero)).kind, Memory::variable) << "the file does not hold it";
  EXPECT_EQ(memory_at(number(&automatic)).kind, Memory::none);
  EXPECT_EQ(memory_at(0).kind, Memory::none);
  EXPECT_EQ(memory_at(~std::uintptr_t{0}).kind, Memory::none);
  EXPECT_EQ(memory_at(number(address_of(kernels().front()))).kind, Memory::code);

  const auto bytes = memory_at(number(&constant)).bytes;
  ASSERT_GE(bytes.size(), sizeof constant);
  EXPECT_EQ(bytes.data(), static_cast<const void*>(&constant));
  EXPECT_EQ(memory_at(number(&bytes.back())).bytes.size(), 1u);
  EXPECT_NE(memory_at(number(&bytes.back()) + 1).kind, Memory::constant);
}

/// This program's file, to be damaged.
class DamagedFile : public ::testing::Test {
 protected:
  void SetUp() override {
    std::ifstream own("/proc/self/exe", std::ios::binary);
    file = {std::istreambuf_iterator<char>(own), {}};
    ASSERT_FALSE(functions(file).empty());
    std::memcpy(&header, file.data(), sizeof header);
  }

  static std::map<std::uintptr_t, std::size_t> functions(const std::string& contents) {
    std::istringstream stream(contents);
    return function_sizes(stream);
  }

  ElfW(Shdr) section(std::size_t i) const {
    ElfW(Shdr) one;
    std::memcpy(&one, &file[header.e_shoff + i * sizeof one], sizeof one);
    return one;
  }

  void put(std::size_t i, const ElfW(Shdr) & one) {
    std::memcpy(&file[header.e_shoff + i * sizeof one], &one, sizeof one);
  }

  std::string file;
  ElfW(Ehdr) header;
};

TEST_F(DamagedFile, has_no_functions_if_it_ends_too_early) {
  for (const std::size_t size : {std::size_t{0}, std::size_t{3}, sizeof header - 1, sizeof header,
                                 file.size() / 2, std::size_t(header.e_shoff) + 1})
    EXPECT_TRUE(functions(file.substr(0, size)).empty()) << size;
}

TEST_F(DamagedFile, has_no_functions_if_a_table_leads_out_of_it) {
  for (const std::uint64_t wrong : {std::uint64_t(file.size()), ~std::uint64_t{0} - 8})
    for (const bool size : {false, true}) {
      const std::string whole = file;
      for (std::size_t i = 0; i < header.e_shnum; ++i) {
        ElfW(Shdr) one = section(i);
        (size ? one.sh_size : one.sh_offset) = wrong;
        put(i, one);
      }
      EXPECT_TRUE(functions(file).empty());
      file = whole;
    }
}

TEST_F(DamagedFile, is_read_without_harm_whatever_its_tables_say) {
  std::minstd_rand random(1);
  std::size_t none = 0;
  for (int i = 0; i < 200; ++i) {
    std::string damaged = file;
    for (int flips = 0; flips < 8; ++flips) {
      const std::size_t at = random() % (sizeof header + header.e_shnum * sizeof(ElfW(Shdr)));
      const std::size_t moved = at < sizeof header ? 0 : header.e_shoff - sizeof header;
      damaged[at + moved] = static_cast<char>(random());
    }
    none += functions(damaged).empty();
  }
  EXPECT_GT(none, 0u);
}

TEST_F(DamagedFile, has_no_functions_if_it_is_none_of_this_system) {
  for (const int at : {0, 1, 2, 3, EI_CLASS}) {
    std::string damaged = file;
    damaged[at] ^= 3;
    EXPECT_TRUE(functions(damaged).empty()) << at;
  }
}

/// A copy of a plug-in under a name of its own, so that it is loaded anew.
class CopiedPlugin : public DamagedFile {
 protected:
  void SetUp() override {
    std::ifstream plugin(SLOWER_PLUGIN, std::ios::binary);
    file = {std::istreambuf_iterator<char>(plugin), {}};
    ASSERT_FALSE(functions(file).empty());
    std::memcpy(&header, file.data(), sizeof header);
    name = ::testing::TempDir() + "rectifier_copied_plugin." + std::to_string(::getpid()) + "." +
           ::testing::UnitTest::GetInstance()->current_test_info()->name() + ".so";
  }
  void TearDown() override { std::filesystem::remove(name); }

  /// Its first kernel's code, after it was written, loaded, and perhaps replaced.
  std::span<const std::byte> code(const std::string& replacement = "") {
    write(file);
    const auto rows = load_plugin(name);
    std::filesystem::remove(name);  // what is loaded stays
    write(replacement.empty() ? file : replacement);
    return code_at(address_of(rows.front()));
  }

  void write(const std::string& contents) const {
    std::ofstream(name, std::ios::binary) << contents;
  }

  std::string name;
};

TEST_F(CopiedPlugin, has_its_functions) { EXPECT_FALSE(code().empty()); }

TEST_F(CopiedPlugin, has_none_if_its_file_was_replaced_by_another) {
  std::ifstream own("/proc/self/exe", std::ios::binary);
  EXPECT_TRUE(code({std::istreambuf_iterator<char>(own), {}}).empty());
}

TEST_F(CopiedPlugin, has_none_if_its_file_was_built_again) {
  std::string other = file;
  ElfW(Phdr) segment;
  std::memcpy(&segment, &other[header.e_phoff], sizeof segment);
  ++segment.p_memsz;
  std::memcpy(&other[header.e_phoff], &segment, sizeof segment);
  EXPECT_TRUE(code(other).empty());
}

TEST_F(CopiedPlugin, has_none_of_its_own_if_it_is_stripped) {
  for (std::size_t i = 0; i < header.e_shnum; ++i) {
    ElfW(Shdr) one = section(i);
    if (one.sh_type == SHT_SYMTAB) one.sh_type = SHT_NULL;
    put(i, one);
  }
  EXPECT_TRUE(code().empty());
}

TEST_F(CopiedPlugin, has_none_that_end_outside_its_memory) {
  for (std::size_t i = 0; i < header.e_shnum; ++i) {
    const ElfW(Shdr) one = section(i);
    if (one.sh_type != SHT_SYMTAB) continue;
    for (std::size_t at = one.sh_offset; at < one.sh_offset + one.sh_size;
         at += sizeof(ElfW(Sym))) {
      ElfW(Sym) symbol;
      std::memcpy(&symbol, &file[at], sizeof symbol);
      if (symbol.st_size != 0) symbol.st_size = 1u << 30;
      std::memcpy(&file[at], &symbol, sizeof symbol);
    }
  }
  EXPECT_TRUE(code().empty());
}

}  // namespace
}  // namespace rectifier
#endif
