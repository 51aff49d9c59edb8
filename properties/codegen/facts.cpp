// Follows what was loaded from the arrays through registers and flags, in program order, to tell
// jumps on values from jumps on counters.
#include "facts.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <set>
#include <string_view>

namespace rectifier {
namespace {

using Word = std::string_view;

bool is_memory(Word operand) { return operand.find('(') != Word::npos; }

/// Memory of the arrays: neither the stack nor a constant next to the code.
bool is_array(Word operand) {
  return is_memory(operand) && operand.find("%rsp") == Word::npos &&
         operand.find("%rbp") == Word::npos && operand.find("%rip") == Word::npos;
}

/// One name for a register at all its widths: "%eax" and "%al" are "rax", "%ymm3" is "mm3".
std::string register_family(Word operand) {
  std::string name(operand.substr(0, operand.find('{')));
  if (name.empty() || name[0] != '%') return {};
  name.erase(0, 1);
  if (name.size() > 3 && name.substr(1, 2) == "mm") return name.substr(1);
  if (name[0] == 'r' && name.size() > 1 && std::isdigit(static_cast<unsigned char>(name[1])))
    return name.substr(0, name.find_first_not_of("0123456789", 1));
  if (name[0] == 'k') return name;
  for (Word legacy : {"ax", "bx", "cx", "dx", "si", "di", "bp", "sp"})
    if (name.find(legacy) != std::string::npos) return "r" + std::string(legacy);
  if (name.size() == 2 && (name[1] == 'l' || name[1] == 'h')) return "r" + name.substr(0, 1) + "x";
  return name;
}

bool starts_with_any(Word text, std::initializer_list<Word> prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [&](Word prefix) { return text.starts_with(prefix); });
}

bool is_conditional_jump(Word mnemonic) {
  return mnemonic.size() > 1 && mnemonic[0] == 'j' && mnemonic != "jmp";
}

bool is_compare(Word mnemonic) {
  return starts_with_any(mnemonic, {"comis", "ucomis", "vcomis", "vucomis", "ptest", "vptest",
                                    "vtest", "kortest", "ktest", "bt"}) ||
         ((mnemonic.starts_with("cmp") && !mnemonic.ends_with("ss") && !mnemonic.ends_with("sd") &&
           !mnemonic.ends_with("ps") && !mnemonic.ends_with("pd")) ||
          mnemonic.starts_with("test"));
}

/// Copies a value without reading what was in the destination.
bool is_move(Word mnemonic) {
  return starts_with_any(mnemonic, {"mov", "vmov", "lea", "kmov", "vbroadcast", "vpbroadcast"});
}

bool sets_flags(Word mnemonic) {
  return starts_with_any(mnemonic, {"add", "sub", "and", "or", "xor", "neg", "inc", "dec", "shl",
                                    "shr", "sar", "sbb", "adc", "imul"}) &&
         !mnemonic.ends_with("ps") && !mnemonic.ends_with("pd") && !mnemonic.ends_with("ss") &&
         !mnemonic.ends_with("sd");
}

/// Bits of the vector register in an instruction that touches an array; 0 for single elements.
std::size_t vector_bits(const Instruction& instruction) {
  const Word m = instruction.mnemonic;
  if (std::none_of(instruction.operands.begin(), instruction.operands.end(), is_array)) return 0;
  const bool single = m.ends_with("ss") || m.ends_with("sd") || m == "movd" || m == "movq" ||
                      m == "vmovd" || m == "vmovq" || m.ends_with("movlpd") ||
                      m.ends_with("movhpd") || m.find("broadcast") != Word::npos ||
                      m.find("pinsr") != Word::npos || m.find("pextr") != Word::npos;
  if (single) return 0;
  std::size_t widest = 0;
  for (Word operand : instruction.operands) {
    if (operand.starts_with("%xmm")) widest = std::max<std::size_t>(widest, 128);
    if (operand.starts_with("%ymm")) widest = std::max<std::size_t>(widest, 256);
    if (operand.starts_with("%zmm")) widest = std::max<std::size_t>(widest, 512);
  }
  return widest;
}

/// Which registers hold something that was loaded from the arrays.
class Taint {
 public:
  /// Steps over one instruction; true if it is a conditional jump on a value.
  bool step(const Instruction& instruction) {
    const Word m = instruction.mnemonic;
    const auto& operands = instruction.operands;
    if (is_conditional_jump(m)) return flags_;
    if (m.starts_with("set") && !operands.empty()) {
      set(operands[0], flags_);
      return false;
    }
    const bool reads_flags = starts_with_any(m, {"cmov", "sbb", "adc"});
    bool any = reads_flags && flags_;
    if (is_compare(m)) {
      for (const std::string& operand : operands) any = any || holds(operand);
      flags_ = any;
      return false;
    }
    if (operands.empty() || m.starts_with("nop") || m.starts_with("prefetch")) return false;
    const bool zeroing = m.find("xor") != Word::npos && operands.size() >= 2 &&
                         operands[0] == operands[operands.size() - 2] &&
                         (operands.size() == 3 || operands[0] == operands[1]);
    const bool reads_destination = operands.size() < 3 && !is_move(m);
    for (std::size_t i = 0; i + 1 < operands.size(); ++i)
      any = any || (m.starts_with("lea") ? false : holds(operands[i]));
    if (reads_destination) any = any || holds(operands.back());
    any = any && !zeroing;
    if (sets_flags(m)) flags_ = any;
    set(operands.back(), any);
    return false;
  }

 private:
  bool holds(Word operand) const {
    return is_memory(operand) ? is_array(operand) : loaded_.contains(register_family(operand));
  }
  void set(Word operand, bool loaded) {
    const std::string name = register_family(operand);
    if (name.empty()) return;
    if (loaded)
      loaded_.insert(name);
    else
      loaded_.erase(name);
  }

  std::set<std::string> loaded_;
  bool flags_ = false;
};

}  // namespace

CodeFacts facts_of(const Code& code) {
  CodeFacts facts;
  facts.instructions = code.size();
  Taint taint;
  std::size_t most_moved = 0;
  for (const Instruction& instruction : code) {
    const Word m = instruction.mnemonic;
    facts.calls += m.starts_with("call");
    facts.gathers += m.starts_with("vgather") || m.starts_with("vpgather");
    facts.value_jumps += taint.step(instruction);
    facts.widest_vector_bits = std::max(facts.widest_vector_bits, vector_bits(instruction));

    if (m[0] != 'j' || instruction.operands.empty()) continue;
    const auto target = std::strtoull(instruction.operands[0].c_str(), nullptr, 16);
    if (target > instruction.address || target < code.front().address) continue;
    // A jump backwards ends a loop.
    std::size_t moved = 0, bits = 0;
    for (const Instruction& inside : code) {
      if (inside.address < target || inside.address > instruction.address) continue;
      moved += std::max<std::size_t>(
          vector_bits(inside),
          std::any_of(inside.operands.begin(), inside.operands.end(), is_array) ? 32 : 0);
      bits = std::max(bits, vector_bits(inside));
    }
    if (moved > most_moved) {
      most_moved = moved;
      facts.loop_vector_bits = bits;
    }
  }
  return facts;
}

}  // namespace rectifier
