// The library's sources cut into declarations, so that `rectifier export` can take those that one
// kernel needs.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace rectifier::reports {

/// One declaration with the comment above it, or one line of the preprocessor.
struct Piece {
  std::string text;
  std::string name;             ///< what it declares; empty: a line of the preprocessor
  std::set<std::string> words;  ///< the identifiers in it, those of comments and strings not
  bool directive = false;
};

/// Cuts clang-formatted source into its declarations. Include lines, the file's own comment and
/// `namespace rectifier` and the unnamed one around everything are left out; a namespace in them
/// is one piece.
std::vector<Piece> cut(std::string_view source);

/// The pieces that `needed` names, what those need, and so on, in their order; conditions of the
/// preprocessor around nothing are left out. `needed` grows by what was found to be needed.
std::vector<Piece> needed_pieces(const std::vector<Piece>& pieces, std::set<std::string>& needed);

/// A struct with those of its members that `members` names and what those name in turn. Its base
/// is left out.
std::string with_members(const Piece& record, const std::set<std::string>& members);

/// The members of a struct.
std::vector<Piece> members_of(const Piece& record);

/// What a struct is derived from; empty if from nothing.
std::string base_of(const Piece& record);

}  // namespace rectifier::reports
