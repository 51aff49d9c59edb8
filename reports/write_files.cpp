#include "write_files.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <stdexcept>
#include <system_error>

namespace rectifier::reports {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& path, const std::error_code& why) {
  throw std::runtime_error("can't write " + path.string() + ": " + why.message());
}

[[noreturn]] void fail(const fs::path& path) {
  fail(path, std::error_code(errno, std::generic_category()));
}

/// A file under another name, removed again unless it was renamed.
class Draft {
 public:
  Draft(const fs::path& target, const std::string& contents)
      : target_(target), path_(target.string() + ".part" + std::to_string(::getpid())) {
    std::FILE* file = std::fopen(path_.c_str(), "wb");
    if (file == nullptr) fail(target_);
    // A full disk may show itself only when the system really writes.
    const bool written =
        std::fwrite(contents.data(), 1, contents.size(), file) == contents.size() &&
        std::fflush(file) == 0 && ::fsync(::fileno(file)) == 0;
    const int why = errno;
    const bool closed = std::fclose(file) == 0;
    if (written && closed) return;
    if (!written) errno = why;
    const std::error_code error(errno, std::generic_category());
    remove();
    fail(target_, error);
  }
  Draft(Draft&& other) noexcept : target_(other.target_), path_(std::move(other.path_)) {
    other.path_.clear();
  }
  Draft& operator=(Draft&&) = delete;
  ~Draft() { remove(); }

  void replace_target() {
    std::error_code error;
    fs::rename(path_, target_, error);
    if (error) fail(target_, error);
    path_.clear();
  }

 private:
  void remove() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove(path_, ignored);
  }
  fs::path target_;
  fs::path path_;
};

}  // namespace

void write_files(const std::string& folder, const std::vector<File>& files) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) fail(folder, error);
  std::vector<Draft> drafts;
  for (const auto& [name, contents] : files) {
    const fs::path target = fs::path(folder) / name;
    if (fs::is_directory(target)) fail(target, std::make_error_code(std::errc::is_a_directory));
    drafts.emplace_back(target, contents);
  }
  for (Draft& draft : drafts) draft.replace_target();
}

}  // namespace rectifier::reports
