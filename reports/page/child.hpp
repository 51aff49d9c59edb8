// Programs of others that draw and reckon for us.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace rectifier::reports {

/// A folder that is gone again afterwards.
class TemporaryFolder {
 public:
  TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder();
  std::filesystem::path path;
};

/// Runs a program in a folder, without input. Its output is in `out.txt` there afterwards.
/// @returns false if there is no such program
/// @throws std::runtime_error with the last line of its errors, if it fails
bool run_in(const std::filesystem::path& folder, std::vector<std::string> arguments);

}  // namespace rectifier::reports
