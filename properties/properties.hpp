// What a property is: one row with a name, the kernels it is true of, and a check.
#pragma once

#include <span>
#include <tuple>
#include <vector>

#include "subject.hpp"

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
};

/// The only list of properties.
std::span<const Property> properties();

}  // namespace rectifier
