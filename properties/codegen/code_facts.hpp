// What the machine code of a kernel shows, whatever its label says.
#pragma once

#include <string>

#include "properties/codegen/disassembly.hpp"

namespace rectifier {

/// Facts read from a kernel's machine code.
struct CodeFacts {
  std::size_t instructions = 0;
  std::size_t value_jumps = 0;  ///< conditional jumps that depend on the elements' values
  std::size_t calls = 0;
  std::size_t gathers = 0;
  std::size_t streaming_stores = 0;
  std::size_t fences = 0;  ///< that stand behind the last of them
  /// Bits of the vectors that the main loop loads and stores (0: single elements), the main loop
  /// being the one that moves the most elements.
  std::size_t loop_vector_bits = 0;
  /// Bits of the widest vector loaded or stored anywhere.
  std::size_t widest_vector_bits = 0;
  /// The innermost loop that stores the most, up to its jump back; empty where a loop of the main
  /// one's vectors holds another jump.
  Code straight_loop;
  /// What an iteration of it stores, bits each; 0: a single element.
  std::vector<std::size_t> loop_stores;
};

/// Reads the facts from the code of this architecture.
CodeFacts facts_of(const Code& code);

}  // namespace rectifier
