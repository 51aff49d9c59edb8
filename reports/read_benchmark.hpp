// Reads what Google Benchmark wrote for rectifier-bench.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "model.hpp"

namespace rectifier::reports {

/// Something a person gave us is wrong: exit status 2. The message is one line.
struct BadInput : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Adds the contents of one file to `measurements`. `file` is its name, for messages.
/// Nothing but the JSON that `rectifier-bench --benchmark_out=FILE` writes is accepted.
/// @throws BadInput saying what is wrong with it, or that it comes from another machine or build
/// than those read before.
void read_benchmark(const std::string& file, std::string_view json, Measurements& measurements);

/// Reads files into one. @throws BadInput also where a file can't be read.
Measurements read_benchmarks(const std::vector<std::string>& files);

}  // namespace rectifier::reports
