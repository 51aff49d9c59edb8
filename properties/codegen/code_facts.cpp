// Follows what was loaded from the arrays through registers and flags, in program order, to tell
// jumps on values from jumps on counters.
#include "properties/codegen/code_facts.hpp"

#include <algorithm>
#include <set>

#include "properties/codegen/instruction_set.hpp"

namespace rectifier {
namespace {

/// Which registers hold something that was loaded from the arrays.
class Taint {
 public:
  /// Steps over one instruction; true if it is a conditional jump on a value.
  bool step(const Effect& effect) {
    const bool loaded =
        effect.reads_array || (effect.reads_flags && flags_) ||
        std::any_of(effect.reads.begin(), effect.reads.end(),
                    [&](const std::string& name) { return loaded_.contains(name); });
    if (effect.writes_flags) flags_ = loaded;
    for (const std::string& name : effect.writes) {
      if (loaded)
        loaded_.insert(name);
      else
        loaded_.erase(name);
    }
    return effect.jump == Effect::Jump::conditional && loaded;
  }

 private:
  std::set<std::string> loaded_;
  bool flags_ = false;
};

/// Of the loops that hold no other jump the one that stores the most, if its vectors are those of
/// the main loop.
void add_straight_loop(CodeFacts& facts, const Code& code, const std::vector<Effect>& effects) {
  std::size_t most = 0;
  for (std::size_t i = 0; i < code.size(); ++i) {
    if (effects[i].jump != Effect::Jump::conditional) continue;
    std::size_t begin = i;
    while (begin > 0 && code[begin].address > effects[i].jump_target &&
           (begin == i || effects[begin].jump == Effect::Jump::none))
      --begin;
    if (code[begin].address != effects[i].jump_target || begin == i) continue;
    std::vector<std::size_t> stores;
    std::size_t stored = 0, bits = 0;
    for (std::size_t j = begin; j <= i; ++j) {
      bits = std::max(bits, effects[j].vector_bits);
      if (!effects[j].writes_array) continue;
      stores.push_back(effects[j].vector_bits);
      stored += std::max<std::size_t>(effects[j].vector_bits, 1);
    }
    if (stored <= most || bits != facts.loop_vector_bits) continue;
    most = stored;
    facts.straight_loop.assign(code.begin() + static_cast<std::ptrdiff_t>(begin),
                               code.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    facts.loop_stores = std::move(stores);
  }
}

}  // namespace

bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [&](std::string_view prefix) { return text.starts_with(prefix); });
}

CodeFacts facts_of(const Code& code) {
  std::vector<Effect> effects;
  for (const Instruction& instruction : code) effects.push_back(effect_of(instruction));

  CodeFacts facts;
  facts.instructions = code.size();
  Taint taint;
  std::size_t most_moved = 0;
  for (std::size_t i = 0; i < code.size(); ++i) {
    const Effect& effect = effects[i];
    facts.calls += effect.calls;
    facts.gathers += effect.gathers;
    facts.streaming_stores += effect.streams;
    facts.fences = effect.streams ? 0 : facts.fences + effect.fences;
    facts.value_jumps += taint.step(effect);
    facts.widest_vector_bits = std::max(facts.widest_vector_bits, effect.vector_bits);

    if (effect.jump == Effect::Jump::none) continue;
    if (effect.jump_target < code.front().address || effect.jump_target > code.back().address) {
      ++facts.calls;  // the last thing that it does
      continue;
    }
    if (effect.jump_target > code[i].address) continue;
    // A jump backwards ends a loop.
    std::size_t moved = 0, bits = 0;
    for (std::size_t j = 0; j <= i; ++j) {
      if (code[j].address < effect.jump_target) continue;
      moved += std::max<std::size_t>(effects[j].vector_bits, effects[j].touches_array ? 32 : 0);
      bits = std::max(bits, effects[j].vector_bits);
    }
    if (moved > most_moved) {
      most_moved = moved;
      facts.loop_vector_bits = bits;
    }
  }
  add_straight_loop(facts, code, effects);
  return facts;
}

}  // namespace rectifier
