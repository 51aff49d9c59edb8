// Programs run as children, several at a time, with their output kept.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace rectifier::mutants {

/// How a child ended.
struct Outcome {
  int status;          ///< its exit status; 128 and the signal's number if one ended it
  std::string output;  ///< standard output and error together
};

/// Runs a program and waits for it. `environment` adds to this process's own ("NAME=value").
/// @throws std::system_error if it can't be started.
Outcome run_child(const std::vector<std::string>& command,
                  const std::vector<std::string>& environment = {});

/// Calls `work(i, job)` for every i below `count`, `jobs` at a time; `job` counts from 0 and is
/// never met twice at once. Says on stderr how many are done and how long the rest may take: on a
/// terminal in one line that changes, else in ten lines. The first exception of `work` is thrown
/// again once the calls under way have ended.
void for_each_of(std::size_t count, unsigned jobs, const std::string& what,
                 const std::function<void(std::size_t i, unsigned job)>& work);

/// The rest of the first line that begins with `start`; empty if there is none.
std::string_view rest_of_line(std::string_view text, std::string_view start);

/// The folder that this program lies in.
std::string folder_of_this_program();

/// How a property found a kernel wrong.
struct Kill {
  std::string test;            ///< "Property.kernel id"
  std::string counterexample;  ///< in one line
};

/// What rectifier-properties said first against a kernel: a counterexample, a crash or a hang.
/// `test` is empty if it said nothing of the kind, whatever its exit status.
Kill first_kill(const Outcome& outcome);

}  // namespace rectifier::mutants
