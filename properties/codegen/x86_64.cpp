// x86-64 in AT&T syntax: the destination is the last operand.
#include <algorithm>
#include <cctype>
#include <cstdlib>

#include "properties/codegen/instruction_set.hpp"

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

bool of_floats(Word mnemonic) {
  return mnemonic.ends_with("ss") || mnemonic.ends_with("sd") || mnemonic.ends_with("ps") ||
         mnemonic.ends_with("pd");
}

bool is_compare(Word mnemonic) {
  return starts_with_any(mnemonic, {"comis", "ucomis", "vcomis", "vucomis", "ptest", "vptest",
                                    "vtest", "kortest", "ktest", "bt", "test"}) ||
         (mnemonic.starts_with("cmp") && !of_floats(mnemonic));
}

/// Copies a value without reading what was in the destination.
bool is_move(Word mnemonic) {
  return starts_with_any(mnemonic, {"mov", "vmov", "lea", "kmov", "vbroadcast", "vpbroadcast"});
}

bool sets_flags(Word mnemonic) {
  return starts_with_any(mnemonic, {"add", "sub", "and", "or", "xor", "neg", "inc", "dec", "shl",
                                    "shr", "sar", "sbb", "adc", "imul"}) &&
         !of_floats(mnemonic);
}

/// Bits of the vector register in an instruction that touches an array; 0 for single elements.
std::size_t vector_bits(const Instruction& instruction) {
  const Word m = instruction.mnemonic;
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

void add_read(Effect& effect, Word operand) {
  if (is_memory(operand))
    effect.reads_array = effect.reads_array || is_array(operand);
  else if (std::string name = register_family(operand); !name.empty())
    effect.reads.push_back(std::move(name));
}

void add_write(Effect& effect, Word operand) {
  if (std::string name = register_family(operand); !name.empty())
    effect.writes.push_back(std::move(name));
}

}  // namespace

const bool instructions_are_read = true;

Effect effect_of(const Instruction& instruction) {
  const Word m = instruction.mnemonic;
  const auto& operands = instruction.operands;
  Effect effect;
  effect.calls = m.starts_with("call");
  // Not movntdqa, which loads.
  effect.streams = starts_with_any(m, {"movnt", "vmovnt"}) && !m.ends_with("dqa");
  effect.fences = m == "sfence" || m == "mfence";
  effect.gathers = m.starts_with("vgather") || m.starts_with("vpgather");
  effect.touches_array = std::any_of(operands.begin(), operands.end(), is_array);
  if (effect.touches_array) effect.vector_bits = vector_bits(instruction);

  if (m.starts_with('j')) {
    effect.jump = m == "jmp" ? Effect::Jump::always : Effect::Jump::conditional;
    effect.reads_flags = m != "jmp";
    if (!operands.empty()) effect.jump_target = std::strtoull(operands[0].c_str(), nullptr, 16);
    return effect;
  }
  if (operands.empty() || m.starts_with("nop") || m.starts_with("prefetch")) return effect;
  if (m.starts_with("set")) {
    effect.reads_flags = true;
    add_write(effect, operands[0]);
    return effect;
  }
  if (is_compare(m)) {
    for (const std::string& operand : operands) add_read(effect, operand);
    effect.writes_flags = true;
    return effect;
  }
  effect.writes_flags = sets_flags(m);
  effect.writes_array = is_array(operands.back());
  add_write(effect, operands.back());
  const bool zeroing = m.find("xor") != Word::npos && operands.size() >= 2 &&
                       operands[0] == operands[operands.size() - 2] &&
                       (operands.size() == 3 || operands[0] == operands[1]);
  if (zeroing) return effect;
  effect.reads_flags = starts_with_any(m, {"cmov", "sbb", "adc"});
  if (!m.starts_with("lea"))
    for (std::size_t i = 0; i + 1 < operands.size(); ++i) add_read(effect, operands[i]);
  if (operands.size() < 3 && !is_move(m)) add_read(effect, operands.back());
  return effect;
}

}  // namespace rectifier
