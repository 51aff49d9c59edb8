#include "disassembly.hpp"

#include <link.h>
#include <unistd.h>

#include <climits>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string_view>

namespace rectifier {
namespace {

std::uint64_t base_of_this_program() {
  std::uint64_t base = 0;
  // The first object reported is the program itself.
  dl_iterate_phdr(
      [](dl_phdr_info* info, std::size_t, void* out) {
        *static_cast<std::uint64_t*>(out) = info->dlpi_addr;
        return 1;
      },
      &base);
  return base;
}

/// "4(%rdi,%rcx,4),%xmm0" -> two operands; commas in parentheses do not part.
std::vector<std::string> split_operands(std::string_view text) {
  std::vector<std::string> operands;
  std::string operand;
  int depth = 0;
  for (char c : text) {
    if (c == '#' || c == '<') break;
    if (c == ' ' || c == '\n') continue;
    depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    if (c == ',' && depth == 0) {
      operands.push_back(std::move(operand));
      operand.clear();
    } else {
      operand += c;
    }
  }
  if (!operand.empty()) operands.push_back(std::move(operand));
  return operands;
}

bool is_prefix(std::string_view word) {
  return word == "notrack" || word == "bnd" || word == "rep" || word == "repz" ||
         word == "data16" || word == "cs" || word == "lock";
}

}  // namespace

Disassembly::Disassembly() : load_base_(base_of_this_program()) {
  char self[PATH_MAX] = {};
  if (readlink("/proc/self/exe", self, sizeof self - 1) < 0)
    throw std::runtime_error("can't read /proc/self/exe");
  const std::string command = "objdump -d --no-show-raw-insn '" + std::string(self) + "'";
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  if (!pipe) throw std::runtime_error("can't run objdump");
  Code* current = nullptr;
  char* line = nullptr;
  std::size_t capacity = 0;
  while (getline(&line, &capacity, pipe.get()) > 0) {
    const std::string_view text(line);
    char* end = nullptr;
    const std::uint64_t address = std::strtoull(line, &end, 16);
    if (end == line) continue;
    if (text.find(">:") != std::string_view::npos && *end == ' ') {
      current = &functions_[address];
    } else if (*end == ':' && current != nullptr) {
      std::string_view rest = text.substr(static_cast<std::size_t>(end - line) + 1);
      Instruction instruction{address, {}, {}};
      do {
        rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
        const auto blank = std::min(rest.find_first_of(" \t\n"), rest.size());
        instruction.mnemonic = rest.substr(0, blank);
        rest.remove_prefix(blank);
      } while (is_prefix(instruction.mnemonic));
      instruction.operands = split_operands(rest);
      current->push_back(std::move(instruction));
    }
  }
  std::free(line);
  if (functions_.empty())
    throw std::runtime_error("objdump printed nothing (Debian package: binutils)");
}

Code Disassembly::function(const void* address) const {
  auto at = reinterpret_cast<std::uint64_t>(address) - load_base_;
  for (int hops = 0; hops < 4; ++hops) {
    const auto found = functions_.find(at);
    if (found == functions_.end()) return {};
    const Code& code = found->second;
    std::size_t first = 0;
    while (first < code.size() && code[first].mnemonic == "endbr64") ++first;
    if (first == code.size() || code[first].mnemonic != "jmp") return code;
    at = std::strtoull(code[first].operands.at(0).c_str(), nullptr, 16);
  }
  return {};
}

}  // namespace rectifier
