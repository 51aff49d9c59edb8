// Writes a report so that a failure leaves the older one as it was.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace rectifier::reports {

/// A file's name and its contents.
using File = std::pair<std::string, std::string>;

/// Puts files into a folder and folders in it, which are made if they are missing. All of them are
/// written completely, and on the disk, under other names before the first older file is replaced.
/// @throws std::runtime_error saying what can't be written and why; nothing was replaced then,
/// unless the system refused to rename a file that it let us write.
void write_files(const std::string& folder, const std::vector<File>& files);

}  // namespace rectifier::reports
