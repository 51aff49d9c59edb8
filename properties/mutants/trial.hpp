// What the programs share that let the properties judge wrong kernels.
#pragma once

#include <CLI/CLI.hpp>
#include <algorithm>
#include <functional>
#include <string>
#include <thread>

#include "properties/summary.hpp"
#include "support/child_program.hpp"

namespace rectifier::mutants {

/// How a property found a kernel wrong.
struct Kill {
  std::string test;            ///< "Property.kernel id"; empty: none did
  std::string counterexample;  ///< in one line
};

/// How rectifier-properties ended, and what it said first against a kernel.
struct Judgement {
  Finished run;
  Kill kill;
};

/// Calls rectifier-properties.
/// @param summary  a file to write meanwhile
/// @throws std::system_error if it can't be started.
Judgement judge(Program properties, const std::filesystem::path& summary);

/// What a person may ask of such a program.
struct JudgeOptions {
  std::string only;     ///< those that contain this
  std::string summary;  ///< the file that gets the score; empty: none
  unsigned jobs = std::max(1u, std::thread::hardware_concurrency());  ///< at a time
};
void add_options(CLI::App& app, JudgeOptions& options, const std::string& only);

/// Calls `work(i, job)` for every i below `count`, several at a time; `job` counts from 0 and is
/// never met twice at once. Says on stderr how many of these `things` are done.
void for_each_of(std::size_t count, const JudgeOptions& options, const char* things,
                 const std::function<void(std::size_t i, unsigned job)>& work);

}  // namespace rectifier::mutants
