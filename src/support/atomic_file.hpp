// Files as a whole: read at once, and written completely or not at all.
#pragma once

#include <filesystem>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace rectifier {

/// A file under another name beside its target, written completely and on the disk; removed again
/// unless it replaced the target.
class Draft {
 public:
  /// @throws std::runtime_error saying what can't be written and why.
  Draft(const std::filesystem::path& target, const std::string& contents);
  Draft(Draft&& other) noexcept;
  Draft& operator=(Draft&&) = delete;
  ~Draft();

  /// Takes the target's name. @throws std::runtime_error; the target is as it was then.
  void replace_target();

 private:
  void remove();
  std::filesystem::path target_;
  std::filesystem::path path_;
};

/// What is in a file; empty if it can't be read.
std::string contents(const std::filesystem::path& file);

/// @throws std::runtime_error "can't write PATH: WHY".
[[noreturn]] void fail_to_write(const std::filesystem::path& path, const std::error_code& why);

/// A file's name and its contents.
using File = std::pair<std::string, std::string>;

/// Puts files into a folder and folders in it, which are made if they are missing. All of them are
/// written completely, and on the disk, under other names before the first older file is replaced.
/// @throws std::runtime_error saying what can't be written and why; nothing was replaced then,
/// unless the system refused to rename a file that it let us write.
void write_files(const std::string& folder, const std::vector<File>& files);

/// Where a run writes: FILE.partial while it goes on, FILE at its end.
class OutputFile {
 public:
  /// @throws std::invalid_argument if the name is that of a folder, a device or the like.
  explicit OutputFile(const std::string& file);

  const std::string& name() const { return file_; }
  const std::string& partial() const { return partial_; }

  /// Puts new contents into FILE.partial; a process that is killed meanwhile leaves the older
  /// ones. @throws std::runtime_error; the older ones are still there then.
  void write(const std::string& contents);

  /// Puts more behind them, on the disk; of a process that is killed meanwhile a part may be there.
  /// @throws std::runtime_error; a part may be there then, too.
  void append(const std::string& contents);

  /// Writes FILE, and removes FILE.partial. @throws std::runtime_error; that is still there then.
  void finish(const std::string& contents);

 private:
  std::string file_, partial_;
};

}  // namespace rectifier
