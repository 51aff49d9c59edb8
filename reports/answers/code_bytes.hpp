// How much code a kernel of this program is.
#pragma once

#include <optional>
#include <string>

namespace rectifier::reports {

/// The bytes of a kernel's function, from this program's own symbols. Empty: there is no such
/// kernel here, or the program was stripped.
std::optional<std::size_t> code_bytes(const std::string& kernel_id);

}  // namespace rectifier::reports
