// An architecture whose instructions nobody has described yet.
#include "properties/codegen/instruction_set.hpp"

namespace rectifier {

const bool instructions_are_read = false;

Effect effect_of(const Instruction&) { return {}; }

}  // namespace rectifier
