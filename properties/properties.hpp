// What a property is: one row with a name, the kernels it is true of, and a check.
#pragma once

#include <span>
#include <tuple>
#include <vector>

#include "properties/guarded_run.hpp"

namespace rectifier {

/// The kernels that a property may compare with: the library's and the plug-ins'.
using KernelList = std::span<const Kernel>;

namespace detail {
template <class List>
struct ChecksOf;
template <class... T>
struct ChecksOf<TypeList<T...>> {
  using Type = std::tuple<Complaint (*)(const Kernel&, KernelList, const Input<T>&)...>;
};
}  // namespace detail

/// One check an element type: a complaint if the property does not hold of the kernel on an input.
using Checks = detail::ChecksOf<Types>::Type;

/// Something that is true of every kernel it applies to.
struct Property {
  const char* name;  ///< a GoogleTest suite's name
  /// Whether it is claimed of this kernel. A kernel whose convention is not declared gets the
  /// properties that hold under every convention.
  bool (*applies)(const Kernel& kernel, KernelList all);
  Checks checks;
  /// Tried on one in so many of RapidCheck's cases, where one case is a large enumeration.
  int one_case_in = 1;
  /// Why nothing can be tried here; empty where it can.
  const char* impossible = "";
};

/// The only list of properties.
std::span<const Property> properties();

namespace detail {
template <class Check, class... T>
Checks for_every_type(Check, TypeList<T...>) {
  return {static_cast<Complaint (*)(const Kernel&, KernelList, const Input<T>&)>(
      [](const Kernel& kernel, KernelList all, const Input<T>& input) -> Complaint {
        return Check{}(kernel, all, input);
      })...};
}
}  // namespace detail

/// A row, of a check that is generic over the element type.
template <class Check>
Property property(const char* name, bool (*applies)(const Kernel&, KernelList), Check check,
                  int one_case_in = 1, const char* impossible = "") {
  return {name, applies, detail::for_every_type(check, Types{}), one_case_in, impossible};
}

}  // namespace rectifier
