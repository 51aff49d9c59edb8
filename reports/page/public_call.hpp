// What the public call costs beside the fastest kernel: its checks, and what it chooses.
#pragma once

#include <string>
#include <vector>

#include "reports/page/model.hpp"

namespace rectifier::reports {

/// One case in which the public call is surely slower than the fastest kernel by more than delta.
struct SlowCall {
  const JudgedCase* one;
  std::string where;  ///< "relu f32, textbook, out of place, random signs, n = 64"
  std::string costs;  ///< "1.48 times xsimd_max_avx512's time, 1.6 ns more"
};

/// How many of them a page has room for.
inline constexpr std::size_t slow_calls_shown = 8;

/// Those cases; the one with the most time lost to it first.
std::vector<SlowCall> slow_calls(const Report& report);

/// In how many cases it is that slow, in a sentence; empty if it was not measured.
std::string calls_text(const Report& report);

}  // namespace rectifier::reports
