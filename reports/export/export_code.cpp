#include "reports/export/export_code.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <stdexcept>
#include <string_view>
#include <vector>

#include "reports/export/source_cutter.hpp"
#include "sources.hpp"

namespace rectifier::reports {
namespace {

constexpr std::string_view sources[] = {embedded::definition_hpp,   embedded::walks_hpp,
                                        embedded::xsimd_bridge_hpp, embedded::idioms_hpp,
                                        embedded::loops_hpp,        embedded::table_cpp};

const Piece* find_piece(const std::vector<Piece>& pieces, std::string_view name) {
  const auto found = std::find_if(pieces.begin(), pieces.end(), [&](const Piece& piece) {
    return !piece.directive && piece.name == name;
  });
  return found == pieces.end() ? nullptr : &*found;
}

/// A struct and what it is derived from, nearest first.
std::vector<Piece> family_tree(const std::vector<Piece>& pieces, const std::string& name) {
  std::vector<Piece> tree;
  for (const Piece* record = find_piece(pieces, name); record != nullptr;
       record = find_piece(pieces, base_of(*record)))
    tree.push_back(*record);
  return tree;
}

/// The text of a member, its own or inherited: `static constexpr const char* name = "max";`.
std::string member_text(const std::vector<Piece>& tree, std::string_view member) {
  for (const Piece& record : tree) {
    const std::vector<Piece> members = members_of(record);
    if (const Piece* found = find_piece(members, member)) return found->text;
  }
  return "";
}

std::string quoted_part(const std::string& text) {
  const std::size_t open = text.find('"');
  return open == std::string::npos ? ""
                                   : text.substr(open + 1, text.find('"', open + 1) - open - 1);
}

/// The struct of src/kernels/idioms.hpp that a kernel is made of: its list names them.
std::vector<Piece> idiom_of(const std::vector<Piece>& pieces, const Kernel& kernel) {
  const Piece* list = find_piece(pieces, "Idioms");
  for (const std::string& word : list == nullptr ? std::set<std::string>() : list->words) {
    const std::vector<Piece> tree = family_tree(pieces, word);
    const std::string family = quoted_part(member_text(tree, "family"));
    const std::string name = quoted_part(member_text(tree, "name"));
    const std::string walk = quoted_part(member_text(tree, "walk_name"));
    const std::string idiom = family + (name.empty() ? "" : "_" + name);
    for (const std::string& target : {std::string(), fmt::format("_{}", kernel.target)})
      if (family == kernel.family &&
          idiom + target + (walk.empty() ? "" : "_" + walk) == kernel.implementation)
        return tree;
  }
  throw std::invalid_argument(
      fmt::format("{} is made of no struct that stands alone; take another kernel", kernel.id));
}

/// What kernels and loops ask an idiom for, and what is asserted of it.
std::set<std::string> members_asked_for() {
  std::set<std::string> members{"applies"};
  const std::vector<Piece> table = cut(embedded::table_cpp);
  const std::string code = find_piece(table, "kernel")->text + embedded::loops_hpp;
  for (const std::string_view asked : {"Idiom::template ", "Idiom::"})
    for (std::size_t at = 0; (at = code.find(asked, at)) != code.npos; ++at) {
      const auto begin = code.begin() + static_cast<std::ptrdiff_t>(at + asked.size());
      members.emplace(begin, std::find_if(begin, code.end(), [](unsigned char c) {
                        return std::isalnum(c) == 0 && c != '_';
                      }));
    }
  return members;
}

/// A struct with those members alone; nothing is left of some.
std::string reduced(const Piece& record, const std::vector<Piece>& tree) {
  std::string text = with_members(record, members_asked_for());
  for (const Piece& base : tree)
    if (base.name == base_of(record) && !reduced(base, tree).empty()) {
      const std::string head = "struct " + record.name;
      text.replace(text.find(head), head.size(), head + " : " + base.name);
    }
  const bool derives = text.find(" : ") < text.find('{');
  return text.ends_with("{\n};\n") && !derives ? "" : text;
}

/// Which compilers make wrong code of a kernel, as a condition of the preprocessor: that of
/// src/kernels/xsimd_bridge.hpp, where the idiom's `applies` asks for it.
std::string condition_of_refusal(const Kernel& kernel, const std::vector<Piece>& tree) {
  constexpr std::string_view asked = "compiler_multiplies_by_one", opening = "\n#if ";
  if (!multiplies(kernel.operation) ||
      member_text(tree, "applies").find(asked) == std::string::npos)
    return "";
  const std::string_view source = embedded::xsimd_bridge_hpp;
  const std::size_t begin = source.rfind(opening, source.find(asked)) + opening.size();
  return std::string(source.substr(begin, source.find('\n', begin) - begin));
}

}  // namespace

const bench::TargetFlagsRow& flags_of(const Kernel& kernel) {
  return *std::find_if(std::begin(bench::target_flags), std::end(bench::target_flags),
                       [&](const auto& row) { return row.target == kernel.target; });
}

KernelCode code_of(const Kernel& kernel) {
  std::vector<Piece> pieces;
  for (const std::string_view source : sources)
    for (Piece& piece : cut(source)) pieces.push_back(std::move(piece));
  const std::vector<Piece> tree = idiom_of(pieces, kernel);
  const bool vectors = member_text(tree, "vectors").find("true") != std::string::npos;

  for (Piece& piece : pieces) {
    if (find_piece(tree, piece.name) != nullptr) {
      const std::string text = reduced(piece, tree);
      piece = text.empty() ? Piece() : cut(text).front();
    } else if (piece.name == "Arch") {
      const std::string_view parameter = "RECTIFIER_TABLE_ARCH";
      piece.text.replace(piece.text.find(parameter), parameter.size(),
                         vectors ? flags_of(kernel).arch : "NoVectors");
      piece = cut(piece.text).front();
    }
  }
  // Without vectors it needs none of xsimd.
  std::erase_if(pieces, [&](const Piece& piece) {
    return piece.text.empty() || (!vectors && piece.words.contains("xsimd"));
  });
  std::set<std::string> needed{"kernel", tree.front().name};
  std::string code;
  for (const Piece& piece : needed_pieces(pieces, needed)) code += piece.text + "\n";
  return {code, tree.front().name, condition_of_refusal(kernel, tree)};
}

std::string includes_for(const std::string& code) {
  std::set<std::string> names{"cstring", "iterator"};
  for (std::string_view source : sources)
    for (std::size_t at = 0; (at = source.find("#include <", at)) != source.npos; ++at)
      names.emplace(source.substr(at + 10, source.find('>', at) - at - 10));
  std::string standard, others;
  for (const std::string& name : names) {
    const std::string line = fmt::format("#include <{}>\n", name);
    if (name.ends_with("intrin.h"))
      others += code.find("_mm") == code.npos
                    ? ""
                    : fmt::format("#if defined(__x86_64__)\n{}#endif\n", line);
    else if (name.find('/') != name.npos)
      others += code.find("xsimd::") == code.npos ? "" : line;
    else
      standard += line;
  }
  return standard + others;
}

}  // namespace rectifier::reports
