// AArch64: the destination is the first operand, and loads and stores alone touch memory.
#include <algorithm>
#include <cstdlib>

#include "properties/codegen/instruction_set.hpp"

namespace rectifier {
namespace {

using Word = std::string_view;

bool is_memory(Word operand) { return operand.starts_with('['); }

/// Memory of the arrays and not of the stack. Constants next to the code would count as arrays too,
/// but compilers make those of these kernels by single instructions.
bool is_array(Word operand) {
  return is_memory(operand) && !operand.starts_with("[sp") && !operand.starts_with("[x29");
}

/// One name for a register at all its widths: "w3" is "x3"; "s3", "q3" and "v3.4s" are "v3".
std::string register_family(Word operand) {
  const auto digits = operand.find_first_of("0123456789");
  if (digits != 1 || operand[0] == '#') return {};
  const auto end = std::min(operand.find_first_not_of("0123456789", 1), operand.size());
  if (end != operand.size() && operand[end] != '.') return {};
  const std::string number(operand.substr(1, end - 1));
  if (operand[0] == 'x' || operand[0] == 'w') return "x" + number;
  return Word("bhsdqv").find(operand[0]) == Word::npos ? std::string() : "v" + number;
}

/// The registers in an operand: one, or those of a list "{v0.4s, v1.4s}".
void add_registers(std::vector<std::string>& to, Word operand) {
  if (operand.starts_with('{')) operand.remove_prefix(1);
  while (!operand.empty()) {
    const auto end = std::min(operand.find_first_of(",}"), operand.size());
    if (std::string name = register_family(operand.substr(0, end)); !name.empty())
      to.push_back(std::move(name));
    operand.remove_prefix(std::min(end + 1, operand.size()));
  }
}

bool is_compare(Word mnemonic) {
  return starts_with_any(mnemonic, {"cmp", "cmn", "tst", "ccmp", "ccmn", "fcmpe", "fccmp"}) ||
         mnemonic == "fcmp";
}

bool reads_flags(Word mnemonic) {
  return starts_with_any(mnemonic, {"b.", "csel", "cset", "csinc", "csinv", "csneg", "cinc", "cinv",
                                    "cneg", "fcsel", "ccmp", "ccmn", "fccmp", "adc", "sbc", "ngc"});
}

bool sets_flags(Word mnemonic) {
  return mnemonic == "adds" || mnemonic == "subs" || mnemonic == "ands" || mnemonic == "bics" ||
         mnemonic == "negs" || mnemonic == "adcs" || mnemonic == "sbcs" || mnemonic == "ngcs";
}

/// Keeps part of what was in the destination.
bool reads_destination(const Instruction& instruction) {
  return starts_with_any(instruction.mnemonic,
                         {"bsl", "bit", "bif", "ins", "movk", "bfi", "bfm", "bfx", "bfc", "fmla",
                          "fmls", "mla", "mls", "sli", "sri", "tbx", "xtn2", "fcvtn2"}) ||
         instruction.operands[0].ends_with(']');  // one lane
}

/// Bits of the vector in an instruction that touches an array; 0 for single elements.
std::size_t vector_bits(const Instruction& instruction) {
  const Word m = instruction.mnemonic;
  if (m.starts_with("ld1r") || instruction.operands[0].find("}[") != Word::npos) return 0;
  std::size_t widest = 0;
  for (Word operand : instruction.operands) {
    const bool half = operand.find(".2s") != Word::npos || operand.find(".8b") != Word::npos ||
                      operand.find(".4h") != Word::npos;
    const bool vector = operand.starts_with('q') || operand.starts_with('{');
    if (vector) widest = std::max<std::size_t>(widest, half ? 64 : 128);
  }
  return widest;
}

}  // namespace

const bool instructions_are_read = true;

Effect effect_of(const Instruction& instruction) {
  const Word m = instruction.mnemonic;
  const auto& operands = instruction.operands;
  Effect effect;
  effect.calls = m == "bl" || m.starts_with("blr");
  const bool tests = starts_with_any(m, {"cbz", "cbnz", "tbz", "tbnz"});
  if (m == "b" || m == "br" || m.starts_with("b.") || tests) {
    effect.jump = m == "b" || m == "br" ? Effect::Jump::always : Effect::Jump::conditional;
    effect.reads_flags = reads_flags(m);
    if (tests) add_registers(effect.reads, operands.at(0));
    if (!operands.empty()) effect.jump_target = std::strtoull(operands.back().c_str(), nullptr, 16);
    return effect;
  }
  if (effect.calls || operands.empty() || m == "nop" || m.starts_with("prfm")) return effect;

  effect.touches_array = std::any_of(operands.begin(), operands.end(), is_array);
  if (effect.touches_array) effect.vector_bits = vector_bits(instruction);
  if (m.starts_with("st")) return effect;
  if (m.starts_with("ld")) {
    effect.reads_array = effect.touches_array;
    for (const std::string& operand : operands) {
      if (is_memory(operand)) break;
      add_registers(effect.writes, operand);
    }
    return effect;
  }
  effect.reads_flags = reads_flags(m);
  effect.writes_flags = is_compare(m) || sets_flags(m);
  std::size_t first_read = 0;
  if (!is_compare(m)) {
    add_registers(effect.writes, operands[0]);
    first_read = reads_destination(instruction) ? 0 : 1;
  }
  for (std::size_t i = first_read; i < operands.size(); ++i)
    add_registers(effect.reads, operands[i]);
  return effect;
}

}  // namespace rectifier
