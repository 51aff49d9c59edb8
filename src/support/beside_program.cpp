#include "support/beside_program.hpp"

namespace rectifier {

std::filesystem::path beside_program(std::initializer_list<const char*> from_there) {
  std::error_code error;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
  if (error) return {};
  for (const char* const place : from_there)
    if (auto path = (program / place).lexically_normal(); std::filesystem::exists(path, error))
      return path;
  return {};
}

}  // namespace rectifier
