#include "properties/codegen/disassembly.hpp"

#if __has_include(<link.h>)
#include <link.h>
#endif

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <stdexcept>
#include <string_view>

#include "properties/codegen/instruction_set.hpp"
#include "support/child_program.hpp"

namespace rectifier {

std::uint64_t base_of_this_program() {
  std::uint64_t base = 0;
#if __has_include(<link.h>)
  // The first object reported is the program itself.
  dl_iterate_phdr(
      [](dl_phdr_info* info, std::size_t, void* out) {
        *static_cast<std::uint64_t*>(out) = info->dlpi_addr;
        return 1;
      },
      &base);
#endif
  return base;
}

namespace {

/// "4(%rdi,%rcx,4),%xmm0", "{v0.4s, v1.4s}, [x0, #16]" -> two operands each; commas in brackets do
/// not part. After "# ", "//" or "<" objdump explains.
std::vector<std::string> split_operands(std::string_view text) {
  std::vector<std::string> operands;
  std::string operand;
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '<' || text.substr(i).starts_with("# ") || text.substr(i).starts_with("//")) break;
    if (c == ' ' || c == '\t' || c == '\n') continue;
    depth += c == '(' || c == '[' || c == '{' ? 1 : c == ')' || c == ']' || c == '}' ? -1 : 0;
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
  if (!instructions_are_read)
    throw std::runtime_error("the machine code is not read on this architecture");
  std::error_code error;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
  if (error) throw std::runtime_error("can't read /proc/self/exe");
  std::istringstream lines(
      output_of({{RECTIFIER_OBJDUMP, "-d", "--no-show-raw-insn", self.string()}}).value_or(""));
  Code* current = nullptr;
  for (std::string text; std::getline(lines, text);) {
    const char* const line = text.c_str();
    char* end = nullptr;
    const std::uint64_t address = std::strtoull(line, &end, 16);
    if (end == line) continue;
    if (text.find(">:") != std::string::npos && *end == ' ') {
      current = &functions_[address];
    } else if (*end == ':' && current != nullptr) {
      std::string_view rest = end + 1;
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
  if (functions_.empty())
    throw std::runtime_error(RECTIFIER_OBJDUMP " printed nothing (Debian package: binutils)");
}

Code Disassembly::function(const void* address) const {
  auto found = functions_.find(reinterpret_cast<std::uint64_t>(address) - load_base_);
  for (int hops = 0; hops < 4 && found != functions_.end(); ++hops) {
    const Code& code = found->second;
    const auto first = std::find_if(code.begin(), code.end(), [](const Instruction& instruction) {
      return instruction.mnemonic != "endbr64" && instruction.mnemonic != "bti";
    });
    if (first == code.end()) break;
    const Effect effect = effect_of(*first);
    const bool leaves =
        effect.jump_target <= code.front().address || effect.jump_target > code.back().address;
    if (effect.jump != Effect::Jump::always || !leaves) return code;
    found = functions_.find(effect.jump_target);
  }
  return {};
}

}  // namespace rectifier
