// What is true of every kernel: the only list of properties. Their checks stand in checks_*.hpp.
#include "properties/properties.hpp"

#include "properties/checks_environment.hpp"
#include "properties/checks_memory.hpp"
#include "properties/checks_values.hpp"

namespace rectifier {
namespace {

// ---- which kernels a property is claimed of

bool every(const Kernel&, KernelList) { return true; }

template <Operation... operation>
bool of(const Kernel& kernel, KernelList) {
  return ((kernel.operation == operation) || ...);
}

bool declared(const Kernel& kernel, KernelList) { return kernel.convention.has_value(); }

bool in_place(const Kernel& kernel, KernelList) { return !kernel.out_of_place_only; }

bool textbook_relu(const Kernel& kernel, KernelList all) {
  return kernel.convention == Convention::textbook &&
         of<Operation::relu, Operation::relu_gradient>(kernel, all);
}

template <Operation... operation>
bool beside_its_gradient(const Kernel& kernel, KernelList all) {
  return of<operation...>(kernel, all) && checks::own_gradient(kernel, all) != nullptr;
}

}  // namespace

std::span<const Property> properties() {
  using enum Operation;
  using namespace checks;
  static const Property list[] = {
      property("EqualsDefinition", every, equals_definition),
      property("AgreesWithTheOthers", declared, agrees_with_the_others),
      property("SameAtEveryLengthOffsetAndPosition", every, same_at_every_length),
      property("InPlaceEqualsOutOfPlace", in_place, in_place_equals_out_of_place),
      property("WritesItsOutputAlone", every, writes_its_output_alone),
      property("NeverBelowZero", of<relu, relu_gradient>, never_below_zero),
      property("SignIsClear", textbook_relu, sign_is_clear),
      property("Idempotent", of<relu>, idempotent),
      property("IdentityAboveZero", of<relu, leaky_relu>, identity_above_zero),
      property("AdditiveAboveZero", of<relu, leaky_relu>, additive_above_zero),
      property("HomogeneousAboveZero", of<relu, leaky_relu>, homogeneous_above_zero),
      property("Monotone", of<relu, relu_gradient, leaky_relu, leaky_relu_gradient>, monotone),
      property("SplitsX", of<relu>, splits_x),
      property("SlopeTimesXBelowZero", of<leaky_relu>, slope_times_x_below),
      property("PositiveSlopeKeepsTheSign", of<leaky_relu>, keeps_the_sign),
      property("SlopeZeroIsRelu", of<leaky_relu>, slope_zero_is_relu),
      property("IsGradientTimesX", beside_its_gradient<relu, leaky_relu>, is_gradient_times_x),
      property("GradientHasTwoValues", of<relu_gradient, leaky_relu_gradient>,
               gradient_has_two_values),
      property("BackwardOfOneIsGradient", beside_its_gradient<relu_backward, leaky_relu_backward>,
               backward_of_one_is_gradient),
      property("BackwardFollowsGradient", beside_its_gradient<relu_backward, leaky_relu_backward>,
               backward_follows_gradient),
      property("EveryLengthAtEveryOffset", every, every_length_at_every_offset, 50),
      property("SameAtLongLengths", every, same_at_long_lengths, 100),
      property("InputsMayOverlap", of<relu_backward, leaky_relu_backward>, inputs_may_overlap),
      property("HoldsInEveryRoundingMode", every, holds_in_every_rounding_mode),
      property("HoldsWhenSubnormalsAreFlushed", declared, holds_when_subnormals_are_flushed, 1,
               Environment::flushes ? "" : "flushing is not known on this architecture"),
      property("KeepsTheEnvironment", every, keeps_the_environment),
      property("RaisesOnlyItsOwnFlags", every, raises_only_its_own_flags),
      property("KeepsNoState", every, keeps_no_state),
      property("SameFromSeveralThreads", every, same_from_several_threads, 10),
  };
  return list;
}

}  // namespace rectifier
