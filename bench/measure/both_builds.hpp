// The kernels of this build and of another one, for the same rounds.
#pragma once

#include <string>
#include <vector>

#include "rectifier/kernel.hpp"

namespace rectifier::bench {

/// What of `all`, which are this library's kernels and those of plug-ins, another build has too,
/// each twice: this build's, then, with the family `family_before`, the other one's of the same
/// name. Both are called through a plug-in (bench/kernels_plugin.cpp), so that the call is the
/// same. Kernels of plug-ins stay as they are.
/// @param against  the other build's plug-in
/// @param notes    gets a sentence if there are kernels that only one of the builds has
/// @throws std::invalid_argument if `against` is no plug-in with kernels of the same names;
/// std::runtime_error if this build's own plug-in is not beside the program.
std::vector<Kernel> kernels_of_both_builds(std::vector<Kernel> all, const std::string& against,
                                           std::vector<std::string>& notes);

}  // namespace rectifier::bench
