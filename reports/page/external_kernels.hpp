// How kernels from outside behave.
#pragma once

#include <string>
#include <vector>

#include "reports/page/model.hpp"

namespace rectifier::reports {

/// Runs every kernel of these plug-ins that can run here, each in a process of its own.
/// @throws std::runtime_error as `load_plugin` does.
std::vector<Behaviour> behaviours(const std::vector<std::string>& plugins);

}  // namespace rectifier::reports
