#include "export_header.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <sstream>
#include <stdexcept>

#include "advice.hpp"
#include "build.hpp"
#include "pieces.hpp"
#include "rectifier/rectifier.hpp"
#include "sources.hpp"
#include "special_values.hpp"
#include "workloads.hpp"

namespace rectifier::reports {
namespace {

constexpr std::string_view sources[] = {embedded::definition_hpp, embedded::xsimd_bridge_hpp,
                                        embedded::idioms_hpp, embedded::loops_hpp,
                                        embedded::table_cpp};

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

/// The struct of src/idioms.hpp that a kernel is made of: its list names them.
std::vector<Piece> idiom_of(const std::vector<Piece>& pieces, const Kernel& kernel) {
  const Piece* list = find_piece(pieces, "Idioms");
  for (const std::string& word : list == nullptr ? std::set<std::string>() : list->words) {
    const std::vector<Piece> tree = family_tree(pieces, word);
    const std::string family = quoted_part(member_text(tree, "family"));
    const std::string name = quoted_part(member_text(tree, "name"));
    const bool streams = member_text(tree, "stores").find("streaming") != std::string::npos;
    const std::string idiom = family + (name.empty() ? "" : "_" + name);
    for (const std::string& target : {std::string(), fmt::format("_{}", kernel.target)})
      if (family == kernel.family &&
          idiom + target + (streams ? "_stream" : "") == kernel.implementation)
        return tree;
  }
  throw std::invalid_argument(
      fmt::format("{} is made of no struct that stands alone; take another kernel", kernel.id));
}

const bench::TargetFlagsRow& flags_of(const Kernel& kernel) {
  return *std::find_if(std::begin(bench::target_flags), std::end(bench::target_flags),
                       [&](const auto& row) { return row.target == kernel.target; });
}

/// What the compiler must say it compiles for, and complaints where it does not.
std::string requirements(const Kernel& kernel) {
  const bench::TargetFlagsRow& row = flags_of(kernel);
  std::string text =
      "#if defined(__FAST_MATH__)\n#error \"-ffast-math changes what this kernel "
      "answers\"\n#endif\n";
  const auto require = [&](std::string_view macro, std::string_view what) {
    text +=
        fmt::format("#if !defined(__{}__)\n#error \"this kernel needs {}\"\n#endif\n", macro, what);
  };
  if (row.architecture != "any") require(row.architecture, row.architecture);
  std::istringstream flags(row.flags);
  for (std::string flag; flags >> flag;) {
    if (!flag.starts_with("-m")) continue;
    std::string macro = flag.substr(2);
    for (char& c : macro)
      c = c == '.' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    require(macro, flag);
  }
  return text;
}

std::string as_comment(std::string_view text) {
  std::string made;
  std::istringstream lines{std::string(text)};
  for (std::string line; std::getline(lines, line);)
    made += line.empty() ? "//\n" : fmt::format("// {}\n", line);
  return made;
}

/// Include lines of the embedded sources that `code` needs.
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

/// The declarations of the library that the kernel rests on, and the name of its idiom.
std::pair<std::string, std::string> library_code(const Kernel& kernel) {
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
  return {code, tree.front().name};
}

/// The function that people call.
std::string entry(const Kernel& kernel, const std::string& idiom, std::string_view type) {
  const OperationRow& what = row(kernel.operation);
  return fmt::format(
      "constexpr Operation computed = Operation::{1};\n"
      "constexpr Convention agreed = Convention::{2};\n"
      "static_assert({0}::applies(computed, question(computed, agreed)),\n"
      "              \"this compiler's code for it is wrong; take another kernel\");\n\n"
      "/// {1}, {2}, of `n` elements. At 0 and for NaN:\n{3}"
      "/// `out` may be exactly an input or must overlap none. Nothing is checked.\n"
      "inline void {1}(const {4}* x,{5} {4}* out, std::size_t n{6}) noexcept {{\n"
      "  kernel<{0}, computed, agreed, {4}>(x, {7}, out, n, {8});\n}}\n\n",
      idiom, what.name, name(*kernel.convention),
      [&] {
        std::string lines;
        std::istringstream all(at_the_kink(kernel.operation, *kernel.convention));
        for (std::string line; std::getline(all, line);) lines += "///   " + line + "\n";
        return lines;
      }(),
      type, what.backward ? fmt::format(" const {}* upstream,", type) : "",
      what.leaky ? fmt::format(",\n    {0} slope = {0}({1})", type, default_slope) : "",
      what.backward ? "upstream" : "nullptr", what.leaky ? "slope" : fmt::format("{}()", type));
}

/// Bits in, bits out, and the function that compares.
template <class T>
std::string vectors_and_verify(const Kernel& kernel, const std::string& idiom,
                               std::string_view type) {
  const OperationRow& what = row(kernel.operation);
  const std::vector<T> values = bench::special_values<T>();
  std::string rows;
  for (const double slope :
       what.leaky ? std::vector<double>{default_slope, -0.5} : std::vector<double>{0}) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      const T x = values[i], factor = static_cast<T>(slope);
      const T upstream = what.backward ? values[(7 * i + 3) % values.size()] : T();
      const T expected =
          definition::evaluate(kernel.operation, *kernel.convention, x, upstream, factor);
      const bool any_nan =
          bench::is_product(kernel.operation, *kernel.convention, x) && expected != expected;
      rows += fmt::format("    {{{:#x}, {:#x}, {:#x}, {:#x}, {}}},\n", bits(x), bits(upstream),
                          bits(factor), bits(expected), any_nan);
    }
  }
  return fmt::format(
      R"code(/// Bits in, bits out. A NaN that a product made has no bits of its own: any will do.
struct TestVector {{
  std::uint{0}_t x, upstream, slope, out;
  bool any_nan;
}};
constexpr TestVector test_vectors[] = {{
{1}}};

/// Whether it answers as it should here: every row in every place of every length, out of place
/// and in place.
inline bool verify() noexcept {{
  constexpr std::size_t count = std::size(test_vectors);
  for (std::size_t first = 0; first < count; ++first)
    for (std::size_t n = 1; first + n <= count; ++n) {{
      const TestVector* const rows = test_vectors + first;
      if (rows[n - 1].slope != rows->slope) break;
      for (const bool in_place : {{false, true}}) {{
        {2} x[count], upstream[count], out[count];
        for (std::size_t i = 0; i < n; ++i) {{
          std::memcpy(x + i, &rows[i].x, sizeof *x);
          std::memcpy(upstream + i, &rows[i].upstream, sizeof *x);
        }}
        {2}* const written = in_place ? x : out;
        kernel<{3}, computed, agreed, {2}>(x, upstream, written, n,
                                           std::bit_cast<{2}>(rows->slope));
        for (std::size_t i = 0; i < n; ++i) {{
          std::uint{0}_t got = 0;
          std::memcpy(&got, written + i, sizeof got);
          if (got != rows[i].out && !(rows[i].any_nan && written[i] != written[i])) return false;
        }}
      }}
    }}
  return true;
}}
)code",
      8 * sizeof(T), rows, type, idiom);
}

}  // namespace

std::string export_header(const Kernel& kernel) {
  // No structured binding: clang 14 can't take one into the lambda.
  const auto parts = library_code(kernel);
  const auto &library = parts.first, &idiom = parts.second;
  std::string vectors, type;
  bench::with_type(kernel.type, [&]<class T>(T) {
    type = cpp_name(kernel.type);
    vectors = vectors_and_verify<T>(kernel, idiom, type);
  });
  const std::string code = library + entry(kernel, idiom, type) + vectors;
  std::string space = kernel.id;
  std::replace_if(
      space.begin(), space.end(), [](char c) { return c == '/' || c == '.'; }, '_');
  space = "rectifier_" + space;
  const OperationRow& what = row(kernel.operation);
  const std::string_view cxx20 = embedded::cxx20_hpp;
  // g++ takes what its own AVX-512 header leaves undefined on purpose for a mistake (as in
  // src/CMakeLists.txt).
  const bool muted = code.find("xsimd::") != code.npos;
  return fmt::format(
      "// {0}\n// Written by `rectifier export` {1}; C++20, one header, beside others of its "
      "kind.\n//\n"
      "//   {2}::{3}({4});\n"
      "// and {2}::verify()\n// says whether it answers its test vectors. In the library it is "
      "compiled with\n//   {5}\n//\n{6}"
      "#pragma once\n\n{7}\n{8}\n"
      "{10}namespace {2} {{\n"
      "namespace rectifier = {2};\n"
      "namespace {{  // each file gets a copy of its own, compiled with the file's flags\n\n"
      "{9}\n}}  // namespace\n}}  // namespace {2}\n{11}",
      kernel.id, version(), space, what.name,
      std::string("x, ") + (what.backward ? "upstream, " : "") + "out, n" +
          (what.leaky ? ", slope" : ""),
      flags_of(kernel).flags, as_comment(embedded::LICENSE), includes_for(code),
      std::string(cxx20.substr(cxx20.find("\n#if") + 1)) + requirements(kernel), code,
      muted ? "#pragma GCC diagnostic push\n"
              "#pragma GCC diagnostic ignored \"-Wuninitialized\"\n"
              "#if !defined(__clang__)\n"
              "#pragma GCC diagnostic ignored \"-Wmaybe-uninitialized\"\n#endif\n\n"
            : "",
      muted ? "#pragma GCC diagnostic pop\n" : "");
}

}  // namespace rectifier::reports
