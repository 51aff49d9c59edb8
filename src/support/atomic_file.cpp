#include "support/atomic_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "support/accepted_words.hpp"

namespace rectifier {
namespace {

namespace fs = std::filesystem;

/// A new name is on the disk once its folder is.
void synchronise_folder_of(const fs::path& file) {
  const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
  const int opened = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY);
  if (opened < 0) return;
  ::fsync(opened);
  ::close(opened);
}

/// Opens a file in a mode of fopen's and writes to it until it is on the disk.
std::error_code write_through(const fs::path& path, const char* mode, const std::string& contents) {
  std::FILE* file = std::fopen(path.c_str(), mode);
  if (file == nullptr) return {errno, std::generic_category()};
  // A full disk may show itself only when the system really writes.
  const bool written = std::fwrite(contents.data(), 1, contents.size(), file) == contents.size() &&
                       std::fflush(file) == 0 && ::fsync(::fileno(file)) == 0;
  const int why = errno;
  const bool closed = std::fclose(file) == 0;
  return {written && closed ? 0 : written ? errno : why, std::generic_category()};
}

}  // namespace

std::string contents(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void fail_to_write(const fs::path& path, const std::error_code& why) {
  throw std::runtime_error("can't write " + path.string() + ": " + why.message());
}

Draft::Draft(const fs::path& target, const std::string& contents)
    : target_(target), path_(target.string() + ".part" + std::to_string(::getpid())) {
  const std::error_code error = write_through(path_, "wb", contents);
  if (!error) return;
  remove();
  fail_to_write(target_, error);
}

Draft::Draft(Draft&& other) noexcept
    : target_(std::move(other.target_)), path_(std::move(other.path_)) {
  other.path_.clear();
}

Draft::~Draft() { remove(); }

void Draft::replace_target() {
  std::error_code error;
  fs::rename(path_, target_, error);
  if (error) fail_to_write(target_, error);
  path_.clear();
  synchronise_folder_of(target_);
}

void Draft::remove() {
  std::error_code ignored;
  if (!path_.empty()) fs::remove(path_, ignored);
}

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

OutputFile::OutputFile(const std::string& file) : file_(file), partial_(file + ".partial") {
  for (const std::string& path : {file_, partial_}) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (fs::exists(status) && !fs::is_regular_file(status))
      throw std::invalid_argument(printable(path) +
                                  " is no ordinary file; --out takes the name of one to write");
  }
}

void OutputFile::write(const std::string& contents) { Draft(partial_, contents).replace_target(); }

void OutputFile::append(const std::string& contents) {
  if (const std::error_code error = write_through(partial_, "ab", contents))
    fail_to_write(partial_, error);
}

void OutputFile::finish(const std::string& contents) {
  Draft(file_, contents).replace_target();
  std::error_code ignored;
  fs::remove(partial_, ignored);
}

}  // namespace rectifier
