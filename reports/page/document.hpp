// What a page says, whatever its format: sections of paragraphs, lists, tables and drawings.
#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "reports/page/report_contents.hpp"

namespace rectifier::reports {

/// A piece of a line.
struct Span {
  std::string text;
  bool code = false;        ///< a name or a command, as it is typed
  std::string look = {};    ///< a class of style.css
  std::string folder = {};  ///< it leads to the report in this folder
};

/// A line. Plain text stands for itself, whatever is in it.
struct Text {
  std::vector<Span> spans;

  Text() = default;
  Text(std::vector<Span> of) : spans(std::move(of)) {}
  template <std::convertible_to<std::string_view> Plain>
  Text(const Plain& plain) : spans{{std::string(std::string_view(plain))}} {}
};

/// Our own words, in which `code` stands between backticks.
Text marked(std::string_view words);

/// A cell of a table.
struct Cell {
  Text text;
  std::string look = {};     ///< classes of style.css
  std::string details = {};  ///< shown where the pointer rests on it
  std::string csv = {};      ///< the figures of summary.csv that it is made of

  Cell(Text of, std::string look = {}, std::string details = {}, std::string csv = {})
      : text(std::move(of)),
        look(std::move(look)),
        details(std::move(details)),
        csv(std::move(csv)) {}
  template <std::convertible_to<std::string_view> Plain>
  Cell(const Plain& plain) : text(plain) {}
};

/// What a column holds, as the letter that style.css knows it by.
enum class Kind : char { words = 'w', code = 'c', number = 'n' };

struct Column {
  std::string name;
  Kind kind = Kind::words;
};

/// Columns from "`kernel`|n #|verdict": code stands between backticks, numbers end with " #".
std::vector<Column> columns(std::string_view names);

/// A line of a table.
struct Row {
  std::vector<Cell> cells;
  bool html_alone = false;  ///< the Markdown has a hint instead
};

/// A table; the first cell of a row is its name. One without rows is not shown.
struct Table {
  std::string caption;  ///< empty: what is above it says what it shows
  std::vector<Column> columns;
  std::vector<Row> rows;
  std::string id = {};       ///< what style.css and browsers know it by
  std::string look = {};     ///< a class of style.css
  std::string targets = {};  ///< lowest first; where given, rows can be filtered and sorted
};

struct Paragraph {
  Text text;
  std::string look = {};  ///< a class of style.css
};

struct List {
  std::vector<Text> items;
};

/// Lines to copy.
struct Code {
  std::string text, language;
};

/// Of what follows, within a section.
struct Heading {
  Text text;
};

struct Figures {
  std::vector<Chart> charts;
};

/// A table that is shown on demand, in Markdown at once.
struct Details {
  Text summary;
  Table table;
};

/// A part of a section.
struct Block {
  std::variant<Paragraph, List, Code, Heading, Table, Figures, Details> content;
  bool html_alone = false;
};

/// A chapter of a page.
struct Section {
  std::string id, title;
  std::vector<Block> blocks;
  /// Not inline: g++ 14 sees something uninitialized in blocks of other kinds that it moves.
  void add(Block block);
};

/// A page.
struct Document {
  std::string title;
  std::vector<Block> introduction;
  std::vector<Section> sections;
};

/// As one file without any other: templates/page.html. Whatever is of unknown origin is plain text
/// there.
std::string html_of(const Document& document);

/// The same in Markdown, but for what is in HTML alone.
std::string markdown_of(const Document& document);

/// The page of a report.
Document document_of(const Report& report);

}  // namespace rectifier::reports
