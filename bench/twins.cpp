#include "bench/twins.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <numeric>

#include "support/symbols.hpp"

namespace rectifier::bench {
namespace {

using Code = std::span<const std::byte>;

bool equal(Code a, Code b) { return std::equal(a.begin(), a.end(), b.begin(), b.end()); }

#if defined(__x86_64__)
constexpr std::byte ret{0xc3};

bool ends_with(Code code, std::initializer_list<int> bytes) {
  return code.size() >= bytes.size() &&
         std::equal(bytes.begin(), bytes.end(), code.last(bytes.size()).begin(),
                    [](int byte, std::byte other) { return std::byte(byte) == other; });
}

/// Without what assemblers put behind a function to fill a line: nothing is taken away unless all
/// that follows a return is such padding.
Code without_padding(Code code) {
  const Code whole = code;
  const auto cut = [&](std::initializer_list<int> nop) {
    if (!ends_with(code, nop)) return false;
    code = code.first(code.size() - nop.size());
    while (ends_with(code, {0x66}) || ends_with(code, {0x2e})) code = code.first(code.size() - 1);
    return true;
  };
  while (cut({0x0f, 0x1f, 0x84, 0, 0, 0, 0, 0}) || cut({0x0f, 0x1f, 0x80, 0, 0, 0, 0}) ||
         cut({0x0f, 0x1f, 0x44, 0, 0}) || cut({0x0f, 0x1f, 0x40, 0}) || cut({0x0f, 0x1f, 0}) ||
         cut({0x90}) || cut({0xcc})) {
  }
  return !code.empty() && code.back() == ret ? code : whole;
}

std::uintptr_t begin_of(Code code) { return reinterpret_cast<std::uintptr_t>(code.data()); }

/// What four bytes of an instruction may be, as the bytes before them tell. Nothing decodes whole
/// instructions here, so bytes of another meaning may look like it.
enum class Field : std::uint8_t { other, jump, memory };

Field field_at(Code code, std::size_t at) {
  if (at < 1 || code.size() - at < sizeof(std::int32_t)) return Field::other;
  const auto before = std::to_integer<unsigned>(code[at - 1]);
  if (before == 0xe8 || before == 0xe9) return Field::jump;  // call, jmp
  if (at >= 2 && code[at - 2] == std::byte{0x0f} && (before & 0xf0) == 0x80) return Field::jump;
  return (before & 0xc7) == 0x05 ? Field::memory : Field::other;  // the address by rip
}

/// Where a displacement leads that begins there: it counts from the byte after it. An immediate
/// after it moves the target further by up to four bytes.
std::uintptr_t target_of(Code code, std::size_t at) {
  std::int32_t displacement;
  std::memcpy(&displacement, &code[at], sizeof displacement);
  return begin_of(code) + at + sizeof displacement +
         static_cast<std::uintptr_t>(std::intptr_t{displacement});
}

bool is_within(Code code, std::uintptr_t address) { return address - begin_of(code) < code.size(); }

constexpr std::size_t widest_vector = 64, widest_immediate = 4;

/// What the same displacement of two functions leads to.
enum class Targets : std::uint8_t {
  same,
  different,
  own,  ///< places within the functions, or nothing that could be told: the bytes decide
};

constexpr int deepest_call = 4;
bool same_code(Code a, Code b, int depth);

Targets compare_targets(Code a, Code b, std::size_t at, int depth) {
  const Field field = field_at(a, at);
  if (field == Field::other) return Targets::own;
  const std::uintptr_t in_a = target_of(a, at), in_b = target_of(b, at);
  if (is_within(a, in_a) || is_within(b, in_b)) return Targets::own;
  const MemoryAt from_a = memory_at(in_a), from_b = memory_at(in_b);
  if (from_a.kind == Memory::none || from_b.kind == Memory::none) return Targets::own;
  if (in_a == in_b) return Targets::same;
  const bool code_a = from_a.kind == Memory::code, code_b = from_b.kind == Memory::code;
  if (field == Field::jump) {
    if (!code_a || !code_b) return Targets::own;
    const Code to_a = code_at(from_a.bytes.data()), to_b = code_at(from_b.bytes.data());
    return !to_a.empty() && same_code(to_a, to_b, depth + 1) ? Targets::same : Targets::different;
  }
  // Code that is read as data is rather a number that looks like a displacement.
  if (code_a || code_b) return Targets::own;
  if (from_a.kind != from_b.kind || from_a.kind == Memory::variable) return Targets::different;
  // How much of it is read is not known: at most this, and what both have.
  const std::size_t read =
      std::min({widest_immediate + widest_vector, from_a.bytes.size(), from_b.bytes.size()});
  return read > 0 && equal(from_a.bytes.first(read), from_b.bytes.first(read)) ? Targets::same
                                                                               : Targets::different;
}

bool same_code(Code a, Code b, int depth) {
  if (a.data() == b.data() && a.size() == b.size()) return true;
  a = without_padding(a);
  b = without_padding(b);
  if (a.size() != b.size() || depth > deepest_call) return false;
  std::size_t explained = 0;  // up to here bytes may differ
  for (std::size_t i = 0; i < a.size(); ++i) {
    const Targets targets = compare_targets(a, b, i, depth);
    if (targets == Targets::same)
      explained = i + sizeof(std::int32_t);
    else if (targets == Targets::different)
      return false;
    if (i >= explained && a[i] != b[i]) return false;
  }
  return true;
}
#else
bool same_code(Code a, Code b, int) { return equal(a, b); }
#endif

}  // namespace

bool same_code(Code a, Code b) { return same_code(a, b, 0); }

std::vector<std::string> twins_of(std::span<const Kernel* const> kernels) {
  const auto all = targets();
  const auto rank = [&](std::size_t i) {
    return std::find_if(all.begin(), all.end(),
                        [&](const Target& one) { return one.name == kernels[i]->target; }) -
           all.begin();
  };
  std::vector<std::size_t> order(kernels.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return rank(a) < rank(b); });

  std::vector<std::string> twins(kernels.size());
  std::vector<std::size_t> first;  // those that have none before them
  for (const std::size_t i : order) {
    const void* const address = address_of(*kernels[i]);
    const Code code = code_at(address);
    const auto twin = std::find_if(first.begin(), first.end(), [&](std::size_t other) {
      const void* const at = address_of(*kernels[other]);
      if (at == address) return address != nullptr;
      return !code.empty() && same_code(code_at(at), code);
    });
    if (twin == first.end())
      first.push_back(i);
    else
      twins[i] = kernels[*twin]->implementation;
  }
  return twins;
}

}  // namespace rectifier::bench
