#include "properties/mutants/mutations.hpp"

#include <algorithm>
#include <iterator>
#include <regex>
#include <sstream>

namespace rectifier::mutants {
namespace {

/// What is replaced by what. Binary operators stand between spaces, which tells them from
/// template brackets, references and pointers.
struct Rule {
  std::regex pattern;
  const char* replacement;
};

const std::vector<Rule>& rules() {
  static const auto rule = [](const char* pattern, const char* replacement) {
    return Rule{std::regex(pattern), replacement};
  };
  static const std::vector<Rule> list = {
      // comparisons, arithmetic, logic
      rule(" < ", " <= "), rule(" <= ", " < "), rule(" > ", " >= "), rule(" >= ", " > "),
      rule(" == ", " != "), rule(" != ", " == "), rule(R"( \+ )", " - "), rule(" - ", " + "),
      rule(R"( \* )", " + "), rule(" & ", " | "), rule(R"( \| )", " & "), rule(" && ", " || "),
      rule(R"( \|\| )", " && "), rule(R"( \+= )", " -= "), rule(R"(!(\w))", "$1"),
      rule(R"(~(\w))", "$1"), rule(R"(([( ])-(\w))", "$1$2"),
      // constants and bounds
      rule(R"(([^.]\b)(\d+)\b(?![.]))", "$1($2 + 1)"),
      rule(R"(([^.]\b)(\d+)\b(?![.]))", "$1($2 - 1)"),
      rule(R"(\b(width|n|infinity|minus_zero)\b(?!\(| =))", "($1 - 1)"),
      rule(R"(([(\[+] ?)i\b)", "$1(i + 1)"),
      // one thing for another
      rule(R"(([(, &:*=]|return )yes\b)", "$1no"), rule(R"(([(, &:*=]|return )no\b)", "$1yes"),
      rule(R"(([(, &:*=]|return )x\b)", "$1upstream"), rule(R"(\bupstream\b)", "x"),
      rule(R"(\bvalue\b(?! =))", "gradient"), rule(R"(([( ])gradient\b)", "$1value"),
      rule("::above", "::at_or_above"), rule("::at_or_above", "::above"),
      rule("::not_below", "::not_at_or_below"), rule("::not_at_or_below", "::not_below"),
      rule(R"((\w+)\((\w+), (\w+\(\w+\))\))", "$1($3, $2)"),
      rule(R"((\w+)\((\w+\(\w+\)), (\w+)\))", "$1($3, $2)"),
      // a statement left out
      rule(R"(^(asm|return;|[a-z_]+(\.|\[| = |\()|for \().*;$)", ";"),
      rule(R"(^if constexpr \(.*\) [a-z]+ = .*;$)", ";")};
  return list;
}

/// Lines that declare, ask for memory early, or say which kernels exist: a change there makes no
/// kernel wrong that compiles.
bool is_left_alone(const std::string& line) {
  static const std::regex pattern(
      R"(^(#|//|template|using|namespace|struct|static|extern|look_ahead_|\[\[gnu|constexpr bool|inline|std::size_t n,|const auto (at|apply) =|return !\(compiler).*|^\}.*)");
  return line.empty() || std::regex_match(line, pattern);
}

std::string without_comment(const std::string& line) {
  const std::size_t comment = line.find("//");
  std::string code = line.substr(0, comment);
  code.erase(code.find_last_not_of(' ') + 1);
  return code;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::size_t indentation(const std::string& line) {
  return std::min(line.find_first_not_of(' '), line.size());
}

}  // namespace

std::vector<Mutation> mutations_of(const std::string& file, const std::string& text) {
  std::vector<Mutation> list;
  const auto lines = lines_of(text);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string code = without_comment(lines[i].substr(indentation(lines[i])));
    if (is_left_alone(code)) continue;
    std::vector<std::string> seen = {code};
    for (const Rule& rule : rules())
      for (std::sregex_iterator match(code.begin(), code.end(), rule.pattern), end; match != end;
           ++match) {
        std::string mutated = code;
        mutated.replace(static_cast<std::size_t>(match->position()),
                        static_cast<std::size_t>(match->length()), match->format(rule.replacement));
        if (std::find(seen.begin(), seen.end(), mutated) != seen.end()) continue;
        seen.push_back(mutated);
        Mutation mutation{file, i + 1, code, std::move(mutated)};
        for (int again = 2; std::find(list.begin(), list.end(), mutation) != list.end(); ++again)
          mutation.file = file + " (" + std::to_string(again) + ")";
        list.push_back(std::move(mutation));
      }
  }
  return list;
}

std::string mutate(const std::string& text, const Mutation& mutation) {
  std::string made;
  std::size_t number = 0;
  for (const std::string& line : lines_of(text))
    made += (++number == mutation.line ? mutation.mutated : line) + "\n";
  return made;
}

}  // namespace rectifier::mutants
