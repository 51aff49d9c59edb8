// Every change of one token that is tried on a source file.
#pragma once

#include <string>
#include <vector>

namespace rectifier::mutants {

/// One changed line. A change is named by its file and the two lines, not by the line's number,
/// so that a reviewed list outlives edits elsewhere in the file.
struct Mutation {
  std::string file;      ///< without its folder; " (2)" and so on where the lines repeat
  std::size_t line;      ///< from 1
  std::string original;  ///< the line without its indentation
  std::string mutated;

  bool operator==(const Mutation& other) const {
    return file == other.file && original == other.original && mutated == other.mutated;
  }
};

/// All changes of a file, in the order of its lines.
std::vector<Mutation> mutations_of(const std::string& file, const std::string& text);

/// The file's text with the change made.
std::string mutate(const std::string& text, const Mutation& mutation);

}  // namespace rectifier::mutants
