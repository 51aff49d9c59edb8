// Text for people, and for a terminal of 80 columns.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "printable.hpp"

namespace rectifier {

/// What every program's output fits in.
constexpr std::size_t screen = 80;

/// "4294967296" -> "4,294,967,296"
inline std::string with_commas(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, ",");
  return digits;
}

/// "Label       words", the words broken into lines of at most 80 columns, below each other from
/// column `indent` on; the first begins at `column`. A word that fits no line begins at 2 and stays
/// whole.
inline std::string filled(const std::string& label, std::size_t column, std::size_t indent,
                          std::string_view text) {
  std::string made = label;
  made.resize(std::max(label.size(), column), ' ');
  bool first = true;  // in its line
  const auto new_line = [&](std::size_t begin) {
    made.append("\n").append(begin, ' ');
    column = begin;
    first = true;
  };
  if (label.size() >= column && !label.empty() && !text.empty()) new_line(indent);
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = std::min(text.find_first_of(" \n", from), text.size());
    const std::string_view word = text.substr(from, end - from);
    if (indent + word.size() > screen && column + word.size() > screen) {
      if (!first || column > 2) new_line(2);
    } else if (!first && column + 1 + word.size() > screen) {
      new_line(indent);
    } else if (!first) {
      made += ' ', ++column;
    }
    made += word;
    column += word.size();
    first = false;
    if (end < text.size() && text[end] == '\n') new_line(indent);
    from = end + 1;
  }
  return made + '\n';
}

/// The same with all words below each other, or below the label where that is longer.
inline std::string paragraph(const std::string& label, std::size_t indent, std::string_view text) {
  return filled(label, indent, indent, text);
}

/// A sentence in lines of at most 80 columns, each with its end, all but the first indented.
inline std::string wrap(std::string_view sentence) { return filled("", 0, 2, sentence); }

/// The same where any word, a long path say, may be cut in its middle to fit a line.
inline std::string wrap_and_cut(std::string_view sentence) {
  constexpr std::size_t longest = screen - 2;
  const auto splits_a_character = [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
  };
  std::string text;
  for (std::size_t from = 0; from <= sentence.size();) {
    const std::size_t end = std::min(sentence.find(' ', from), sentence.size());
    const std::string_view word = sentence.substr(from, end - from);
    if (from > 0) text += ' ';
    if (word.size() <= longest) {
      text += word;
    } else {
      std::size_t head = (longest - 3) / 2, tail = word.size() - (longest - 3 - head);
      while (head > 0 && splits_a_character(word[head])) --head;
      while (tail < word.size() && splits_a_character(word[tail])) ++tail;
      text.append(word.substr(0, head)).append("...").append(word.substr(tail));
    }
    from = end + 1;
  }
  return wrap(text);
}

}  // namespace rectifier
