#include "reports/export/source_cutter.hpp"

#include <algorithm>
#include <cctype>

namespace rectifier::reports {
namespace {

bool in_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

/// A line without its comment, strings emptied.
std::string code_of(std::string_view line) {
  std::string code;
  char quote = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (quote != 0) {
      if (line[i] == '\\')
        ++i;
      else if (line[i] == quote)
        quote = 0;
      if (quote != 0) continue;
    } else if (line.substr(i).starts_with("//")) {
      break;
    } else if (line[i] == '"') {
      quote = line[i];
    }
    code += line[i];
  }
  code.erase(code.find_last_not_of(' ') + 1);
  return code;
}

std::set<std::string> words_of(std::string_view code) {
  std::set<std::string> words;
  for (std::size_t i = 0; i < code.size();) {
    std::size_t end = i;
    while (end < code.size() && in_word(code[end])) ++end;
    if (end > i) words.emplace(code.substr(i, end - i));
    i = std::max(end, i + 1);
  }
  return words;
}

std::string word_at(std::string_view code, std::size_t from) {
  std::size_t end = from;
  while (end < code.size() && in_word(code[end])) ++end;
  return std::string(code.substr(from, end - from));
}

/// Where the bracket that opens at `from` is closed again.
std::size_t closed(std::string_view code, std::size_t from, char open, char close) {
  int depth = 0;
  for (std::size_t i = from; i < code.size(); ++i) {
    depth += code[i] == open ? 1 : code[i] == close ? -1 : 0;
    if (depth == 0) return i;
  }
  return code.size();
}

/// What a declaration declares.
std::string name_of(std::string_view code) {
  for (;;) {
    while (!code.empty() && code.front() == ' ') code.remove_prefix(1);
    if (code.starts_with("template <"))
      code.remove_prefix(std::min(code.size(), closed(code, 9, '<', '>') + 1));
    else if (code.starts_with("[["))
      code.remove_prefix(std::min(code.size(), closed(code, 0, '[', ']') + 1));
    else
      break;
  }
  for (const std::string_view keyword : {"struct ", "enum class ", "using ", "namespace "})
    if (code.starts_with(keyword)) return word_at(code, keyword.size());
  // The last word before parameters, a value or the end, template arguments passed over.
  std::string name;
  for (std::size_t i = 0; i < code.size();) {
    if (code[i] == '<') {
      i = closed(code, i, '<', '>') + 1;
    } else if (in_word(code[i])) {
      name = word_at(code, i);
      i += name.size();
    } else if (std::string_view("(=[{;").find(code[i]) != std::string_view::npos) {
      break;
    } else {
      ++i;
    }
  }
  return name;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

bool is_frame(std::string_view line) {
  return line == "namespace rectifier {" || line == "namespace {" ||
         line == "}  // namespace rectifier" || line == "}  // namespace";
}

bool opens(const Piece& piece) { return piece.directive && piece.text.starts_with("#if"); }
bool closes(const Piece& piece) { return piece.directive && piece.text.starts_with("#endif"); }

/// Takes out conditions around nothing, innermost first.
void drop_empty_conditions(std::vector<Piece>& pieces) {
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (!closes(pieces[i])) continue;
    std::size_t first = i;
    while (first > 0 && pieces[first - 1].directive && !closes(pieces[first - 1]) &&
           !opens(pieces[first]))
      --first;
    if (!opens(pieces[first])) continue;
    pieces.erase(pieces.begin() + static_cast<std::ptrdiff_t>(first),
                 pieces.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    i = first == 0 ? std::size_t(-1) : first - 1;
  }
}

}  // namespace

std::vector<Piece> cut(std::string_view source) {
  std::vector<Piece> pieces;
  std::string text, code;
  int depth = 0;
  for (const std::string_view line : lines_of(source)) {
    const std::string bare = code_of(line);
    if (code.empty()) {
      if (line.empty()) text.clear();  // the file's own comment stands alone
      if (line.empty() || is_frame(line) || line.starts_with("#include") ||
          line.starts_with("#pragma"))
        continue;
      if (line.starts_with("#")) {
        // A comment above a condition is about what is in it.
        pieces.push_back({text + std::string(line) + "\n", "", {}, true});
        text.clear();
        continue;
      }
    }
    text.append(line).append("\n");
    if (bare.empty()) continue;
    if (!bare.starts_with("#")) {
      code.append(bare).append(" ");
      for (const char c : bare)
        depth += std::string_view("({").find(c) != std::string_view::npos   ? 1
                 : std::string_view(")}").find(c) != std::string_view::npos ? -1
                                                                            : 0;
      if (depth == 0 && (bare.back() == ';' || bare.back() == '}')) {
        pieces.push_back({text, name_of(code), words_of(code), false});
        text.clear();
        code.clear();
      }
    }
  }
  return pieces;
}

std::vector<Piece> needed_pieces(const std::vector<Piece>& pieces, std::set<std::string>& needed) {
  std::vector<bool> taken(pieces.size());
  for (bool more = true; more;) {
    more = false;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      if (taken[i] || pieces[i].directive || !needed.contains(pieces[i].name)) continue;
      taken[i] = more = true;
      needed.insert(pieces[i].words.begin(), pieces[i].words.end());
    }
  }
  std::vector<Piece> chosen;
  for (std::size_t i = 0; i < pieces.size(); ++i)
    if (taken[i] || pieces[i].directive) chosen.push_back(pieces[i]);
  drop_empty_conditions(chosen);
  return chosen;
}

std::vector<Piece> members_of(const Piece& record) {
  const std::size_t open = record.text.find("{\n");
  const std::size_t close = record.text.rfind("};");
  if (open == std::string::npos || close == std::string::npos) return {};
  std::string body;
  for (const std::string_view line :
       lines_of(std::string_view(record.text).substr(open + 2, close - open - 2)))
    body.append(line.substr(std::min<std::size_t>(2, line.size()))).append("\n");
  return cut(body);
}

std::string base_of(const Piece& record) {
  const std::string head = record.text.substr(0, record.text.find("{\n"));
  const std::size_t colon = head.rfind(" : ");
  return colon == std::string::npos ? "" : word_at(head, colon + 3);
}

std::string with_members(const Piece& record, const std::set<std::string>& members) {
  std::set<std::string> needed = members;
  std::string text = record.text.substr(0, record.text.find("struct ")) + "struct " + record.name;
  text += " {\n";
  for (const Piece& member : needed_pieces(members_of(record), needed))
    for (const std::string_view line : lines_of(member.text))
      text.append(line.empty() || line.starts_with("#") ? "" : "  ").append(line).append("\n");
  return text + "};\n";
}

}  // namespace rectifier::reports
