#include "reports/answers/code_bytes.hpp"

#if __has_include(<elf.h>) && __has_include(<link.h>)
#include <elf.h>
#include <link.h>
#endif

#include <cstring>
#include <map>
#include <span>

#include "properties/codegen/disassembly.hpp"
#include "support/atomic_file.hpp"

namespace rectifier::reports {
namespace {

#if __has_include(<elf.h>) && __has_include(<link.h>)
/// One object of a file, or nothing if the file is shorter.
template <class T>
std::optional<T> object_at(std::span<const char> file, std::size_t at) {
  if (at > file.size() || file.size() - at < sizeof(T)) return std::nullopt;
  T object;
  std::memcpy(&object, file.data() + at, sizeof object);
  return object;
}

/// Where each function of this program begins in memory, and its size.
std::map<std::uintptr_t, std::size_t> function_sizes() {
  const std::string file = contents("/proc/self/exe");
  std::map<std::uintptr_t, std::size_t> sizes;
  const auto header = object_at<ElfW(Ehdr)>(file, 0);
  if (!header || std::memcmp(header->e_ident, ELFMAG, SELFMAG) != 0) return sizes;
  const std::uintptr_t base = base_of_this_program();
  for (std::size_t i = 0; i < header->e_shnum; ++i) {
    const auto section =
        object_at<ElfW(Shdr)>(file, header->e_shoff + i * std::size_t{header->e_shentsize});
    if (!section || section->sh_type != SHT_SYMTAB) continue;
    for (std::size_t at = 0; at + sizeof(ElfW(Sym)) <= section->sh_size; at += sizeof(ElfW(Sym)))
      if (const auto symbol = object_at<ElfW(Sym)>(file, section->sh_offset + at);
          symbol && (symbol->st_info & 0xf) == STT_FUNC)
        sizes[base + symbol->st_value] = symbol->st_size;
  }
  return sizes;
}
#else
std::map<std::uintptr_t, std::size_t> function_sizes() { return {}; }
#endif

}  // namespace

std::optional<std::size_t> code_bytes(const std::string& kernel_id) {
  static const auto sizes = function_sizes();
  const Kernel* kernel = find(kernel_id);
  if (kernel == nullptr) return std::nullopt;
  const auto found = sizes.find(reinterpret_cast<std::uintptr_t>(address_of(*kernel)));
  return found == sizes.end() || found->second == 0 ? std::nullopt : std::optional(found->second);
}

}  // namespace rectifier::reports
