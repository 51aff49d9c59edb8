// Work on more numbers than a property draws: in blocks that stay in the first cache, on all cores.
#pragma once

#include "properties/guarded_run.hpp"
#include "properties/parallel.hpp"
#include "support/text.hpp"
#include "sweeps.hpp"

namespace rectifier {

/// Elements that are computed and compared at a time.
constexpr std::size_t block = 1024;

/// The loops of the highest target that this machine runs.
template <class T>
const SweepLoops<T>& sweep_loops() {
  static const SweepTable& found =
      *highest(sweeps_rows, [](const SweepTable&) { return true; }).table;
  return found;
}

/// "x = …, slope = …: got …, but the definition is …"
template <class T>
std::string wrong_element(const Kernel& kernel, T x, T upstream, T slope, T got, T expected) {
  std::string text = "x = " + show(x);
  if (row(kernel.operation).has_upstream) text += ", upstream = " + show(upstream);
  if (row(kernel.operation).leaky) text += ", slope = " + show(slope);
  return text + ": got " + show(got) + ", but the definition is " + show(expected);
}

}  // namespace rectifier
