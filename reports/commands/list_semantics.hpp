// The table of `rectifier list --semantics`.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "rectifier/kernel.hpp"

namespace rectifier::reports {

/// How these kernels behave, in 80 columns: one table an operation, one line for all of the
/// library's kernels of a type and convention that behave alike and one for each from outside.
/// Those that can't run here are counted.
std::string semantics_table(const std::vector<Kernel>& kernels);

/// What a kernel's row in `list --json` holds as "semantics"; null where it can't run here.
nlohmann::ordered_json semantics_json(const Kernel& kernel);

}  // namespace rectifier::reports
