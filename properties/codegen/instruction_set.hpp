// What the audit must know of the instruction set that it reads: one file each, x86_64.cpp,
// aarch64.cpp and other.cpp, which knows of none, and the build takes the one that the kernels are
// of.
#pragma once

#include <initializer_list>
#include <string_view>

#include "properties/codegen/disassembly.hpp"

namespace rectifier {

/// What one instruction reads and writes, as far as following values needs it.
struct Effect {
  enum class Jump { none, always, conditional };

  Jump jump = Jump::none;
  std::uint64_t jump_target = 0;  ///< 0 where a register holds it
  bool calls = false;
  bool gathers = false;
  bool streams = false;             ///< stores past the caches
  bool fences = false;              ///< puts such stores in order with those that follow
  std::vector<std::string> reads;   ///< registers, by one name at all their widths
  std::vector<std::string> writes;  ///< likewise
  bool reads_flags = false;
  bool writes_flags = false;
  bool reads_array = false;    ///< memory of the arrays: neither the stack nor a constant
  bool touches_array = false;  ///< reads or writes it
  bool writes_array = false;
  std::size_t vector_bits = 0;  ///< of a vector moved from or to the arrays; 0: a single element
};

/// Whether this architecture's instructions are known here.
extern const bool instructions_are_read;

/// Reads an instruction of this architecture.
Effect effect_of(const Instruction& instruction);

/// Whether a mnemonic starts with one of these.
bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> prefixes);

}  // namespace rectifier
