// Files as rectifier-bench writes them, for the tests.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "read_benchmark.hpp"

namespace rectifier::reports {

using Json = nlohmann::json;

inline constexpr char kernel[] =
    "relu/textbook/f32/xsimd_max_avx2/out_of_place/random/n:64/real_time";

inline Json timing(const std::string& name, double ns) {
  return {{"run_name", name},
          {"run_type", "iteration"},
          {"real_time", ns},
          {"time_unit", "ns"},
          {"label", "avx2"}};
}

/// A list, also of one: braces around a single Json would only copy it.
template <class... Run>
Json list(const Run&... run) {
  Json runs = Json::array();
  (runs.push_back(run), ...);
  return runs;
}

/// A whole file.
inline Json document(const Json& benchmarks) {
  return {{"context",
           {{"rectifier_version", "0.1.0"},
            {"rectifier_cpu", "A CPU"},
            {"rectifier_compiler", "GNU 12.2.0"},
            {"rectifier_build_type", "Release"},
            {"rectifier_seed", "1"}}},
          {"benchmarks", benchmarks}};
}

inline Measurements read(const Json& json) {
  Measurements measurements;
  read_benchmark("file.json", json.dump(), measurements);
  return measurements;
}

}  // namespace rectifier::reports
