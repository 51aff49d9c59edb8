// The zoo as a plug-in: every mutant, or with RECTIFIER_ZOO_ONLY=name those of one name alone, so
// that a mutant that crashes or changes the environment is not met by the properties that compare
// a kernel with all others.
#include "properties/mutants/zoo.hpp"

#include <cstdlib>
#include <cstring>

namespace {

using rectifier::mutants::Zoo;

Zoo all() {
  using namespace rectifier::mutants;
  Zoo zoo;
  for (auto add : {add_formulas, add_kinks, add_slopes, add_bits, add_loops, add_memory,
                   add_instructions, add_environment, add_state, add_finite_math})
    add(zoo);
  return zoo;
}

const Zoo& offered() {
  static const Zoo zoo = [] {
    Zoo every = all();
    const char* only = std::getenv("RECTIFIER_ZOO_ONLY");
    if (only == nullptr) return every;
    Zoo some;
    for (std::size_t i = 0; i < every.kernels.size(); ++i)
      if (std::strcmp(every.kernels[i].implementation, only) == 0) {
        some.kernels.push_back(every.kernels[i]);
        some.killers.push_back(every.killers[i]);
      }
    return some;
  }();
  return zoo;
}

}  // namespace

extern "C" const rectifier_plugin* rectifier_plugin_get() {
  static const rectifier_plugin plugin = {RECTIFIER_PLUGIN_ABI, "zoo", offered().kernels.size(),
                                          offered().kernels.data()};
  return &plugin;
}

/// The property that must kill the kernel of a row; empty for one that is right.
extern "C" const char* rectifier_zoo_killer(std::size_t row) { return offered().killers[row]; }
