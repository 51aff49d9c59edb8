// The machine code of a function of this very program, as objdump prints it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace rectifier {

/// One instruction as objdump writes it.
struct Instruction {
  std::uint64_t address;
  std::string mnemonic;
  std::vector<std::string> operands;
};

using Code = std::vector<Instruction>;

/// Where this program was loaded: what its addresses in memory are above those in its file.
std::uint64_t base_of_this_program();

/// Every function of this program, disassembled by objdump.
class Disassembly {
 public:
  /// @throws std::runtime_error where objdump is missing or prints nothing.
  Disassembly();

  /// The function at an address in this process, through jumps that only forward to another;
  /// empty if none starts there.
  Code function(const void* address) const;

 private:
  std::map<std::uint64_t, Code> functions_;  // by address in the file
  std::uint64_t load_base_ = 0;
};

}  // namespace rectifier
