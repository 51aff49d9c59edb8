// Which functions are the same code, made up and real.
#include "bench/twins.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <map>
#include <tuple>
#include <vector>

#include "support/symbols.hpp"

namespace rectifier::bench {
namespace {

using Code = std::span<const std::byte>;

/// Functions in memory of this program, so that displacements reach its constants and code.
struct MadeUp {
  alignas(64) std::byte bytes[64] = {};
  std::size_t size = 0;

  MadeUp& add(std::initializer_list<int> more) {
    for (const int byte : more) bytes[size++] = std::byte(byte);
    return *this;
  }
  operator Code() const { return {bytes, size}; }
};
MadeUp made[2];

/// `add %eax,%ecx; ret` and the like, made anew.
void make(std::initializer_list<int> first, std::initializer_list<int> second) {
  made[0] = MadeUp{}.add(first);
  made[1] = MadeUp{}.add(second);
}

bool same() { return same_code(made[0], made[1]); }

TEST(Code, is_the_same_if_every_byte_is) {
  make({0x01, 0xc1, 0xc3}, {0x01, 0xc1, 0xc3});
  EXPECT_TRUE(same());
}

TEST(Code, differs_by_an_opcode_an_immediate_or_its_length) {
  make({0x01, 0xc1, 0xc3}, {0x29, 0xc1, 0xc3});
  EXPECT_FALSE(same());
  make({0xb8, 1, 0, 0, 0, 0xc3}, {0xb8, 2, 0, 0, 0, 0xc3});  // mov $1,%eax
  EXPECT_FALSE(same());
  make({0x3d, 1, 0, 0, 0, 0xc3}, {0x3d, 2, 0, 0, 0, 0xc3});  // cmp $1,%eax
  EXPECT_FALSE(same());
  make({0x01, 0xc1, 0xc3}, {0x01, 0xc1, 0x01, 0xc1, 0xc3});
  EXPECT_FALSE(same());
}

/// The kernels of this architecture, of one operation, convention and type.
std::vector<const Kernel*> native(Operation operation, Convention convention, Type type) {
  std::vector<const Kernel*> found;
  for (const Kernel& kernel : kernels())
    if (kernel.operation == operation && kernel.convention == convention && kernel.type == type &&
        address_of(kernel) != nullptr)
      found.push_back(&kernel);
  return found;
}

#if defined(__x86_64__)
/// Puts the displacement from there to a target behind a function, then more of its bytes.
void lead(MadeUp& from, const void* target, std::initializer_list<int> more) {
  const auto after = reinterpret_cast<std::intptr_t>(from.bytes + from.size + 4);
  const auto displacement =
      static_cast<std::int32_t>(reinterpret_cast<std::intptr_t>(target) - after);
  std::memcpy(from.bytes + from.size, &displacement, sizeof displacement);
  from.size += sizeof displacement;
  from.add(more);
}

/// Whether two functions are the same that lead to these places after the same first bytes.
bool same_to(std::initializer_list<int> first, const void* a, const void* b,
             std::initializer_list<int> more = {0xc3}) {
  make(first, first);
  lead(made[0], a, more);
  lead(made[1], b, more);
  return same();
}

constexpr auto with(std::size_t at) {
  std::array<std::uint8_t, 128> constant{};
  for (auto& byte : constant) byte = 7;
  constant[at] = 9;
  return constant;
}
/// Constants that differ after the widest vector; two that differ within it, and one of zeros.
alignas(64) constexpr std::array<std::uint8_t, 128> constants[] = {
    with(126), with(127), with(0), with(63), {}};
alignas(64) std::array<std::uint8_t, 128> variables[] = {with(127), with(127)};
constexpr std::initializer_list<int> add_constant = {0xc5, 0xfc, 0x58, 0x05};  // vaddps …(%rip)
constexpr std::initializer_list<int> compare = {0xc5, 0xfc, 0xc2, 0x05};  // vcmpps $…,…(%rip)
constexpr std::initializer_list<int> call = {0xe8};

TEST(Code, is_the_same_if_displacements_lead_to_equal_constants) {
  EXPECT_TRUE(same_to(add_constant, &constants[0], &constants[0]));
  EXPECT_TRUE(same_to(add_constant, &constants[0], &constants[1]));
  EXPECT_FALSE(same_to(add_constant, &constants[0], &constants[2]));
  EXPECT_FALSE(same_to(add_constant, &constants[0], &constants[3]));
  EXPECT_FALSE(same_to(add_constant, &constants[0], &constants[4]));
  EXPECT_FALSE(same_to({0xb8}, &constants[0], &constants[0])) << "an immediate";
}

TEST(Code, may_have_an_immediate_after_a_displacement) {
  EXPECT_TRUE(same_to(compare, &constants[0], &constants[1], {1, 0xc3}));
  EXPECT_FALSE(same_to(compare, &constants[0], &constants[2], {1, 0xc3}));
  EXPECT_TRUE(same_to(compare, &constants[0], &constants[0], {1, 0xc3}));
  made[1].bytes[made[1].size - 2] = std::byte{2};
  EXPECT_FALSE(same());
}

TEST(Code, differs_though_every_byte_is_equal_if_displacements_lead_to_other_constants) {
  // Both functions are 128 bytes apart, and so are the constants.
  static_assert(sizeof(MadeUp) == sizeof constants[0]);
  EXPECT_FALSE(same_to(add_constant, &constants[1], &constants[2]));
  EXPECT_TRUE(std::equal(made[0].bytes, made[0].bytes + made[0].size, made[1].bytes));
  EXPECT_TRUE(same_to(add_constant, &constants[0], &constants[1]));
}

TEST(Code, that_writes_leads_to_the_same_variable) {
  EXPECT_TRUE(same_to(add_constant, &variables[0], &variables[0]));
  EXPECT_FALSE(same_to(add_constant, &variables[0], &variables[1]));
  EXPECT_FALSE(same_to(add_constant, &variables[0], &constants[1]));
  EXPECT_FALSE(same_to(add_constant, &constants[1], &variables[0]));
}

TEST(Code, that_leads_to_no_memory_is_compared_without_reading_it) {
  const auto* far = reinterpret_cast<const std::byte*>(&made) - 0x70000000;
  EXPECT_FALSE(same_to(add_constant, far, far + 64));
  EXPECT_FALSE(same_to(call, far, far + 64));
}

TEST(Code, may_jump_within_itself) {
  EXPECT_TRUE(same_to({0x0f, 0x85}, &made[0], &made[1]));
  EXPECT_FALSE(same_to({0x0f, 0x85}, &made[0], made[1].bytes + 1));
  EXPECT_FALSE(same_to({0x0f, 0x85}, &made[1], &made[1])) << "one into the other is no loop";
}

TEST(Code, may_be_followed_by_padding) {
  make({0x01, 0xc1, 0xc3}, {0x01, 0xc1, 0xc3, 0x66, 0x2e, 0x0f, 0x1f, 0x84, 0, 0, 0, 0, 0});
  EXPECT_TRUE(same());
  made[1].add({0x0f, 0x1f, 0x80, 0, 0, 0, 0, 0x0f, 0x1f, 0x44, 0, 0, 0x0f, 0x1f, 0x40, 0});
  made[1].add({0x0f, 0x1f, 0, 0x66, 0x90, 0x90, 0xcc});
  EXPECT_TRUE(same());
  make({0xc3}, {0x90, 0xc3});
  EXPECT_FALSE(same()) << "before a return it takes time";
  make({0x01, 0xc1, 0xeb, 0x90}, {0x01, 0xc1, 0xeb});
  EXPECT_FALSE(same()) << "not after a return it may be an operand";
}

/// Three kernels of which the first two are twins, by what is above.
std::vector<const void*> two_twins_and_another() {
  for (const Kernel& kernel : kernels()) {
    if (address_of(kernel) == nullptr) continue;
    const auto group = native(kernel.operation, *kernel.convention, kernel.type);
    const auto twins = twins_of(group);
    for (std::size_t i = 0; i < group.size(); ++i)
      for (const Kernel* other : group)
        if (other->implementation == twins[i] && address_of(*other) != address_of(*group[i]))
          for (const Kernel& third : kernels())
            if (third.operation != kernel.operation && address_of(third) != nullptr)
              return {address_of(*other), address_of(*group[i]), address_of(third)};
  }
  return {};
}

TEST(Code, may_call_functions_that_are_the_same) {
  const auto kernel = two_twins_and_another();
  ASSERT_FALSE(kernel.empty());
  EXPECT_TRUE(same_to(call, kernel[0], kernel[0]));
  EXPECT_TRUE(same_to(call, kernel[0], kernel[1]));
  EXPECT_FALSE(same_to(call, kernel[0], kernel[2]));
  EXPECT_TRUE(same_to({0x0f, 0x85}, kernel[0], kernel[1])) << "a jump if not zero";
  const auto* one = static_cast<const std::byte*>(kernel[0]) + 1;
  const auto* two = static_cast<const std::byte*>(kernel[1]) + 1;
  EXPECT_FALSE(same_to(call, kernel[0], two));
  EXPECT_FALSE(same_to(call, one, two)) << "no functions begin there";
}

TEST(Code, differs_though_every_byte_is_equal_if_it_calls_another_function) {
  // A copy of a plug-in of which one function was changed, at the same places.
  const auto kernel = two_twins_and_another();
  ASSERT_FALSE(kernel.empty());
  const auto* next = static_cast<const std::byte*>(kernel[0]) + sizeof(MadeUp);
  EXPECT_FALSE(same_to(call, kernel[0], next));
  EXPECT_TRUE(std::equal(made[0].bytes, made[0].bytes + made[0].size, made[1].bytes));
  EXPECT_TRUE(same_to({0x3d}, kernel[0], next)) << "a number that looks like a place in code";
  EXPECT_TRUE(same_to(call, &constants[1], &constants[2])) << "a number that looks like a call";
}

TEST(Twins, are_found_among_the_kernels) {
  // g++ writes the same loop for both targets where nothing of avx2 is of use; any compiler has
  // some such pair, and no two kernels of different operations are one.
  std::size_t pairs = 0;
  for (const TypeRow& type : types)
    for (const Convention convention : {Convention::textbook, Convention::pytorch}) {
      const auto group = native(Operation::relu, convention, Type(&type - types.data()));
      const auto twins = twins_of(group);
      for (std::size_t i = 0; i < group.size(); ++i)
        if (group[i]->implementation == "autovec_avx2") pairs += twins[i] == "autovec_avx";
    }
  EXPECT_GT(pairs, 0u);
}
#endif

TEST(Twins, have_not_the_gradient_among_them) {
  for (const Kernel& kernel : kernels()) {
    if (kernel.operation != Operation::relu || address_of(kernel) == nullptr) continue;
    for (const Kernel* other : native(Operation::relu_gradient, *kernel.convention, kernel.type))
      EXPECT_FALSE(same_code(code_at(address_of(kernel)), code_at(address_of(*other))))
          << kernel.id << ' ' << other->id;
  }
}

/// Rows as of a plug-in, which are one function of this program, or of a kernel.
void nothing(const void*, const void*, void*, std::size_t, double) {}
Kernel plugin_row(const char* implementation, PluginFunction function) {
  Kernel made = kernels().front();
  made.implementation = implementation;
  made.family = "plugin";
  made.target = "";
  made.function = function;
  return made;
}

std::vector<std::string> twins_of_rows(const std::vector<Kernel>& rows) {
  std::vector<const Kernel*> all;
  for (const Kernel& row : rows) all.push_back(&row);
  return twins_of(all);
}

TEST(Twins, are_named_after_the_lowest_target_then_the_first_and_plugins_last) {
  Kernel low = kernels().front(), high = low;
  const auto last = std::find_if(targets().rbegin(), targets().rend(),
                                 [&](const Target& target) { return target.name != low.target; });
  ASSERT_NE(last, targets().rend());
  high.target = last->name;
  high.implementation = "high";
  low.implementation = "low";
  const Kernel copy =
      plugin_row("mine/copy", reinterpret_cast<PluginFunction>(const_cast<void*>(address_of(low))));
  const Kernel one = plugin_row("mine/one", nothing), two = plugin_row("mine/two", nothing);
  Kernel foreign = low;
  foreign.function = PluginFunction(nullptr);
  EXPECT_EQ(twins_of_rows({copy, one, two, high, low, foreign, foreign}),
            (std::vector<std::string>{"low", "", "mine/one", "low", "", "", ""}));
  EXPECT_EQ(twins_of_rows({two, one}), (std::vector<std::string>{"", "mine/two"}));
}

TEST(Twins, whose_code_is_not_known_are_rows_of_one_function_alone) {
  const auto* inside = static_cast<const std::byte*>(address_of(kernels().front())) + 1;
  const auto at = [](const std::byte* place) {
    return reinterpret_cast<PluginFunction>(const_cast<std::byte*>(place));
  };
  EXPECT_EQ(twins_of_rows({plugin_row("mine/one", at(inside)), plugin_row("mine/two", at(inside)),
                           plugin_row("mine/other", at(inside + 1))}),
            (std::vector<std::string>{"", "mine/one", ""}));
}

TEST(Twins, are_found_among_the_kernels_of_a_plugin) {
  std::vector<Kernel> rows = load_plugin(SLOWER_PLUGIN);
  std::erase_if(rows, [&](const Kernel& row) {
    return row.operation != rows.front().operation || row.type != rows.front().type;
  });
  const std::string same = "slower/same";
  for (const Kernel& row : rows) EXPECT_FALSE(code_at(address_of(row)).empty()) << row.id;
  const auto twins = twins_of_rows(rows);
  for (std::size_t i = 0; i < rows.size(); ++i)
    EXPECT_EQ(twins[i], rows[i].implementation == "slower/undeclared" ? same : "") << rows[i].id;
}

}  // namespace
}  // namespace rectifier::bench
