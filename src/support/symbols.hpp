// The machine code of functions in memory, as the symbols of their files tell where it ends.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <map>
#include <span>

#include "rectifier/kernel.hpp"

namespace rectifier {

/// Where a kernel begins; null in a row of another architecture.
const void* address_of(const Kernel& kernel);

/// The bytes of the function that begins at an address, be it of this program or of a shared
/// library that is loaded. Empty: none that the symbols of its file tell (a stripped file has
/// none), the file is no longer the one that was loaded, or the system has no ELF files.
std::span<const std::byte> code_at(const void* address);

/// What kind of memory there is at an address, of those that files are loaded into.
enum class Memory : std::uint8_t {
  none,      ///< not of a file, or not known
  code,      ///< may be executed
  constant,  ///< may be read alone
  variable,  ///< may be written
};

/// The memory from an address on, up to the end of what was loaded there of its file.
struct MemoryAt {
  Memory kind = Memory::none;
  std::span<const std::byte> bytes;  ///< empty where it may not be read
};
MemoryAt memory_at(std::uintptr_t address);

/// Where each function begins in an ELF file (as an address of the file), and its size, by
/// .symtab, or by .dynsym where there is no other. Empty: no such file as this system loads.
std::map<std::uintptr_t, std::size_t> function_sizes(std::istream& file);

}  // namespace rectifier
