// Files that belong to this program wherever it was moved.
#pragma once

#include <filesystem>
#include <initializer_list>

namespace rectifier {

/// The first of these places, seen from the program's folder, that is there; empty: none is, or
/// where the program lies is not known.
std::filesystem::path beside_program(std::initializer_list<const char*> from_there);

}  // namespace rectifier
