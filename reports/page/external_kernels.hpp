// Kernels from outside beside ours: how fast they are, and where they answer otherwise.
#pragma once

#include <string>
#include <vector>

#include "reports/page/model.hpp"

namespace rectifier::reports {

/// What the comparison with other libraries shows, or how to get it.
std::string others_text(const Report& report);

/// Runs every kernel of these plug-ins that can run here, each in a process of its own.
/// @throws std::runtime_error as `load_plugin` does.
std::vector<Behaviour> behaviours(const std::vector<std::string>& plugins);

/// The times of an operation and type at each size, the best of ours first.
struct Beside {
  Setting setting;
  std::vector<std::string> head;                ///< "implementation", then the sizes
  std::vector<std::vector<std::string>> lines;  ///< "1.27: 4.43 ns", the ratio to the fastest
};

/// For the settings that are shown first, those that kernels from outside took part in.
std::vector<Beside> beside_the_others(const Report& report);

}  // namespace rectifier::reports
