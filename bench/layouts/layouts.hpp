// The library's kernels at other addresses. Where a linker happened to put a function, and so what
// it shares its page and its caches' sets with, is no property of a kernel, but it has a time.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "rectifier/kernel.hpp"

namespace rectifier::bench {

/// The name that their number has among the facts of a session.
inline constexpr std::string_view layouts_fact = "layouts of the code";

/// How many layouts there are: modules beside this program, or 1, its own, where they are missing.
std::size_t layouts();

/// The same kernels in one of them (0 to `layouts() - 1`); those of plug-ins stay where they are.
std::vector<Kernel> in_layout(std::span<const Kernel> all, std::size_t which);

}  // namespace rectifier::bench
