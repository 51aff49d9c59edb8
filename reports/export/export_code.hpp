// What an exported kernel takes from the library's sources.
#pragma once

#include <string>

#include "build.hpp"
#include "rectifier/kernel.hpp"

namespace rectifier::reports {

/// The code that a kernel rests on.
struct KernelCode {
  std::string declarations;
  std::string idiom;       ///< the struct of src/kernels/idioms.hpp that it is made of
  std::string refused_if;  ///< compilers that make wrong code of it, for `#if`; empty if none do
};

/// @throws std::invalid_argument if the kernel is of no idiom of src/kernels/idioms.hpp.
KernelCode code_of(const Kernel& kernel);

/// Include lines of the library's sources that `code` needs.
std::string includes_for(const std::string& code);

/// How a kernel's target is compiled.
const bench::TargetFlagsRow& flags_of(const Kernel& kernel);

}  // namespace rectifier::reports
