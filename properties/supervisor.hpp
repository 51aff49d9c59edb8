// Who stays when a kernel ends the process.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>

namespace rectifier {

/// How a run in a child process hands on what it finds, as it goes: that a property runs, what
/// became of it, and {"summary": the file, "settings": {rc_params, seed}} if there is to be one.
using Tell = std::function<void(const nlohmann::ordered_json& what)>;

/// Runs `work` in a child process and writes the summary. Returns the child's status; 1, with what
/// was running and the command that repeats it, if a kernel ended the process by whatever way.
/// @throws std::system_error if no process can be started, std::runtime_error if the summary can't
/// be written.
int supervised(const std::function<int(const Tell& tell)>& work);

}  // namespace rectifier
