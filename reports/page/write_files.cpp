#include "reports/page/write_files.hpp"

#include <filesystem>
#include <system_error>

#include "support/atomic_file.hpp"

namespace rectifier::reports {

namespace fs = std::filesystem;

void write_files(const std::string& folder, const std::vector<File>& files) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) fail_to_write(folder, error);
  std::vector<Draft> drafts;
  for (const auto& [name, contents] : files) {
    const fs::path target = fs::path(folder) / name;
    if (fs::is_directory(target))
      fail_to_write(target, std::make_error_code(std::errc::is_a_directory));
    fs::create_directories(target.parent_path(), error);
    if (error) fail_to_write(target.parent_path(), error);
    drafts.emplace_back(target, contents);
  }
  for (Draft& draft : drafts) draft.replace_target();
}

}  // namespace rectifier::reports
