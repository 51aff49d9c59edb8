#include "support/symbols.hpp"

#if __has_include(<elf.h>) && __has_include(<link.h>)
#include <elf.h>
#include <link.h>
#endif

#include <algorithm>
#include <bit>
#include <cstring>
#include <fstream>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace rectifier {

const void* address_of(const Kernel& kernel) {
  return std::visit([](auto function) { return reinterpret_cast<const void*>(function); },
                    kernel.function);
}

#if __has_include(<elf.h>) && __has_include(<link.h>)
namespace {

using Segment = ElfW(Phdr);

/// Objects that follow each other in a file, or nothing if it is shorter. The file's length is
/// asked first: it may speak of more than there is memory.
template <class T>
std::vector<T> read(std::istream& file, std::uint64_t at, std::uint64_t count) {
  file.clear();
  const std::streamoff end = file.seekg(0, std::ios::end).tellg();
  if (end < 0 || at > std::uint64_t(end) || count > (std::uint64_t(end) - at) / sizeof(T))
    return {};
  std::vector<T> objects(count);
  file.seekg(std::streamoff(at));
  file.read(reinterpret_cast<char*>(objects.data()), std::streamsize(count * sizeof(T)));
  if (!file) objects.clear();
  return objects;
}

std::optional<ElfW(Ehdr)> header_of(std::istream& file) {
  const auto header = read<ElfW(Ehdr)>(file, 0, 1);
  constexpr int own = sizeof(void*) == 8 ? ELFCLASS64 : ELFCLASS32;
  if (header.empty() || std::memcmp(header[0].e_ident, ELFMAG, SELFMAG) != 0 ||
      header[0].e_ident[EI_CLASS] != own || header[0].e_shentsize != sizeof(ElfW(Shdr)))
    return std::nullopt;
  return header[0];
}

/// The file that an address is of, this program or a shared library, and where it was loaded.
struct Loaded {
  std::uintptr_t address;
  std::string file = {};
  std::uintptr_t base = 0;  ///< what is added to the file's addresses
  std::span<const Segment> segments = {};
  const Segment* segment = nullptr;  ///< that of the address; null: it is of no file
};

Loaded loaded_at(std::uintptr_t address) {
  Loaded found{address};
  dl_iterate_phdr(
      [](dl_phdr_info* info, std::size_t, void* out) {
        auto& one = *static_cast<Loaded*>(out);
        one.base = info->dlpi_addr;
        one.segments = {info->dlpi_phdr, info->dlpi_phnum};
        for (const Segment& segment : one.segments)
          if (segment.p_type == PT_LOAD &&
              one.address - one.base - segment.p_vaddr < segment.p_memsz)
            one.segment = &segment;
        if (one.segment == nullptr) return 0;
        one.file = info->dlpi_name;
        if (one.file.empty()) one.file = "/proc/self/exe";
        return 1;
      },
      &found);
  return found;
}

MemoryAt memory_of(const Loaded& loaded) {
  if (loaded.segment == nullptr) return {};
  const Segment& segment = *loaded.segment;
  MemoryAt found{(segment.p_flags & PF_W) != 0   ? Memory::variable
                 : (segment.p_flags & PF_X) != 0 ? Memory::code
                                                 : Memory::constant,
                 {}};
  if ((segment.p_flags & PF_R) != 0)
    found.bytes = {std::bit_cast<const std::byte*>(loaded.address),
                   loaded.base + segment.p_vaddr + segment.p_memsz - loaded.address};
  return found;
}

/// The functions of a file; none if it was replaced since it was loaded, as its segments tell.
std::map<std::uintptr_t, std::size_t> functions_of(const Loaded& loaded) {
  std::ifstream file(loaded.file, std::ios::binary);
  const auto header = header_of(file);
  if (!header) return {};
  const auto segments = read<Segment>(file, header->e_phoff, header->e_phnum);
  if (segments.size() != loaded.segments.size() ||
      std::memcmp(segments.data(), loaded.segments.data(), segments.size() * sizeof segments[0]) !=
          0)
    return {};
  return function_sizes(file);
}

}  // namespace

std::map<std::uintptr_t, std::size_t> function_sizes(std::istream& file) {
  const auto header = header_of(file);
  if (!header) return {};
  const auto sections = read<ElfW(Shdr)>(file, header->e_shoff, header->e_shnum);
  for (const auto table : {SHT_SYMTAB, SHT_DYNSYM}) {
    // There is one of each at most; a file that says otherwise is not read over and over.
    const auto section = std::find_if(sections.begin(), sections.end(), [&](const auto& one) {
      return one.sh_type == ElfW(Word)(table);
    });
    if (section == sections.end()) continue;
    std::map<std::uintptr_t, std::size_t> sizes;
    for (const auto& symbol :
         read<ElfW(Sym)>(file, section->sh_offset, section->sh_size / sizeof(ElfW(Sym))))
      if ((symbol.st_info & 0xf) == STT_FUNC && symbol.st_shndx != SHN_UNDEF)
        sizes[symbol.st_value] = std::max<std::size_t>(sizes[symbol.st_value], symbol.st_size);
    return sizes;
  }
  return {};
}

MemoryAt memory_at(std::uintptr_t address) { return memory_of(loaded_at(address)); }

std::span<const std::byte> code_at(const void* address) {
  const Loaded loaded = loaded_at(reinterpret_cast<std::uintptr_t>(address));
  const MemoryAt memory = memory_of(loaded);
  if (memory.kind != Memory::code) return {};
  // Files are read once. A plug-in that was loaded stays so.
  static std::mutex mutex;
  static std::map<std::pair<std::uintptr_t, std::string>, std::map<std::uintptr_t, std::size_t>>
      read_files;
  const std::lock_guard lock(mutex);
  const auto [file, is_new] = read_files.try_emplace({loaded.base, loaded.file});
  if (is_new) file->second = functions_of(loaded);
  const auto found = file->second.find(loaded.address - loaded.base);
  if (found == file->second.end() || found->second > memory.bytes.size()) return {};
  return memory.bytes.first(found->second);
}
#else
std::map<std::uintptr_t, std::size_t> function_sizes(std::istream&) { return {}; }
MemoryAt memory_at(std::uintptr_t) { return {}; }
std::span<const std::byte> code_at(const void*) { return {}; }
#endif

}  // namespace rectifier
