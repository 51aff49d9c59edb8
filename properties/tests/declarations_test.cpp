// The declarations that people read are written out, operation by operation and type by type: here
// they are held to the rows. RECTIFIER_HEADERS is the folder that they stand in.
#include <gtest/gtest.h>

#include <filesystem>

#include "support/atomic_file.hpp"
#include "support/types.hpp"

namespace {

using namespace rectifier;

/// A header with one blank between words.
std::string header(const char* name) {
  std::string text;
  for (const char c : contents(std::filesystem::path(RECTIFIER_HEADERS) / name))
    if (!std::isspace(static_cast<unsigned char>(c)))
      text += c;
    else if (!text.ends_with(' '))
      text += ' ';
  return text;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != text.npos; at += part.size()) ++found;
  return found;
}

TEST(Declarations, OfCAreOneForEachOperationAndType) {
  const std::string text = header("rectifier.h");
  for (const OperationRow& what : operations)
    for (std::size_t t = 0; t < types.size(); ++t) {
      const std::string_view number = cpp_name(Type(t));
      const std::string declared = fmt::format(
          "RECTIFIER_API int32_t rectifier_{}_{}(const {}* x, {}{}* out, size_t n, {}int32_t "
          "convention);",
          what.name, types[t].name, number,
          what.has_upstream ? fmt::format("const {}* upstream, ", number) : "", number,
          what.leaky ? "double slope, " : "");
      EXPECT_EQ(count(text, declared), 1u) << declared;
    }
  EXPECT_EQ(count(text, "RECTIFIER_API int32_t rectifier_"), std::size(operations) * types.size());
}

TEST(Declarations, OfCppAreOneForEachOperation) {
  const std::string text = header("rectifier.hpp");
  for (const OperationRow& what : operations) {
    const std::string declared =
        fmt::format("inline constexpr detail::ForEveryType<detail::{}{}, Operation::{}> {};",
                    what.leaky ? "Leaky" : "", what.has_upstream ? "Backward" : "Elementwise",
                    what.name, what.name);
    EXPECT_EQ(count(text, declared), 1u) << declared;
  }
  EXPECT_EQ(count(text, "inline constexpr detail::ForEveryType<"), std::size(operations));
}

TEST(Declarations, NameEveryOperationTypeAndConvention) {
  const std::string plugin = header("plugin.h"), explained = header("detail/wrong_calls.hpp");
  for (const OperationRow& what : operations)
    EXPECT_NE(plugin.find(fmt::format("\"{}\"", what.name)), plugin.npos) << what.name;
  for (const ConventionRow& convention : conventions)
    EXPECT_NE(plugin.find(fmt::format("\"{}\"", convention.name)), plugin.npos) << convention.name;
  for (std::size_t t = 0; t < types.size(); ++t) {
    EXPECT_NE(plugin.find(fmt::format("\"{}\"", types[t].name)), plugin.npos) << types[t].name;
    for (const char* sentence : {"numbers must be", "the elements of an array must be"}) {
      const auto at = explained.find(sentence);
      EXPECT_NE(explained.substr(at, explained.find(");", at) - at).find(cpp_name(Type(t))),
                explained.npos)
          << sentence << ": " << cpp_name(Type(t));
    }
  }
}

}  // namespace
