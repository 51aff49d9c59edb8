// The rows of std_transform.cpp, once for each way it is compiled.
#pragma once

#include <array>

#include "bench/peers/peer.hpp"

using StdTransformRows = std::array<rectifier_kernel, 6>;
extern const StdTransformRows std_transform_o2, std_transform_o3;
