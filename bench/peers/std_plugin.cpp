// The plug-in of std_transform.cpp. PEER_NAME: its name, with the compiler's version.
#include <algorithm>

#include "bench/peers/std_transform.hpp"

extern "C" const rectifier_plugin* rectifier_plugin_get() {
  static const auto rows = [] {
    std::array<rectifier_kernel, 2 * std::tuple_size_v<StdTransformRows>> all{};
    std::copy(std_transform_o3.begin(), std_transform_o3.end(),
              std::copy(std_transform_o2.begin(), std_transform_o2.end(), all.begin()));
    return all;
  }();
  static const rectifier_plugin plugin = {RECTIFIER_PLUGIN_ABI, PEER_NAME, rows.size(),
                                          rows.data()};
  return &plugin;
}
