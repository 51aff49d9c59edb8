#include <fmt/format.h>

#include <algorithm>

#include "reports/page/document.hpp"
#include "reports/page/render.hpp"

namespace rectifier::reports {
namespace {

/// Free text that can be neither HTML nor Markdown, on one line.
std::string markdown_text(std::string_view text) {
  std::string safe;
  for (char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
      safe += ' ';
    else if (std::string_view("&<>|`*_[]\\~#!").find(c) != std::string_view::npos)
      safe += fmt::format("&#{};", static_cast<int>(c));
    else
      safe += c;
  }
  return safe;
}

/// Between backticks, where nothing in it could end them or the cell of a table.
std::string code(const std::string& text) {
  const bool safe = !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) >= 0x20 && c != '`' && c != '|' && c != 0x7f;
  });
  return safe ? "`" + text + "`" : markdown_text(text);
}

std::string line(const Text& text, Kind kind = Kind::words) {
  std::string made;
  for (const Span& span : text.spans) {
    if (!span.folder.empty())
      made += fmt::format("[{}]({}/report.md)", markdown_text(span.text), span.folder);
    else if ((span.code || kind == Kind::code) && span.text != "-")
      made += code(span.text);
    else
      made += markdown_text(span.text);
  }
  return made;
}

std::string of(const Paragraph& paragraph) { return line(paragraph.text) + "\n"; }

std::string of(const List& list) {
  std::string made;
  for (const Text& item : list.items) made += "- " + line(item) + "\n";
  return made;
}

std::string of(const Code& code) { return fmt::format("```{}\n{}```\n", code.language, code.text); }

std::string of(const Heading& heading) { return "### " + line(heading.text) + "\n"; }

std::string of(const Figures& figures) {
  std::string made;
  for (const Chart& chart : figures.charts)
    made += fmt::format("{}![{}](charts/{}.svg)\n\n{}\n", made.empty() ? "" : "\n",
                        markdown_text(chart.title), chart.name, markdown_text(chart.alternative));
  return made;
}

std::string of(const Table& table) {
  if (table.rows.empty()) return {};
  std::string head = "|", rule = "|", rows;
  for (const Column& column : table.columns) {
    head += fmt::format(" {} |", markdown_text(column.name));
    rule += column.kind == Kind::number ? "--:|" : "---|";
  }
  std::size_t left_out = 0;
  for (const Row& row : table.rows) {
    left_out += row.html_alone;
    if (row.html_alone) continue;
    for (std::size_t i = 0; i < row.cells.size(); ++i)
      rows += fmt::format("| {} ", line(row.cells[i].text, table.columns[i].kind));
    rows += "|\n";
  }
  std::string made = table.caption.empty() ? "" : markdown_text(table.caption) + ":\n\n";
  if (!rows.empty()) made += head + "\n" + rule + "\n" + rows;
  if (left_out > 0)
    made += fmt::format("{}{} more in `index.html`.\n", rows.empty() ? "" : "\n", left_out);
  return made;
}

std::string of(const Details& details) {
  const std::string table = of(details.table);
  return "### " + line(details.summary) + (table.empty() ? "\n" : "\n\n") + table;
}

/// Blocks, each with an empty line before it.
std::string of(const std::vector<Block>& blocks) {
  std::string made;
  for (const Block& block : blocks) {
    if (block.html_alone) continue;
    const std::string text =
        std::visit([](const auto& content) { return of(content); }, block.content);
    if (!text.empty()) made += "\n" + text;
  }
  return made;
}

}  // namespace

std::string markdown_of(const Document& document) {
  std::string made = "# " + markdown_text(document.title) + "\n" + of(document.introduction);
  for (std::size_t i = 0; i < document.sections.size(); ++i)
    made += fmt::format("\n## {}. {}\n{}", i + 1, document.sections[i].title,
                        of(document.sections[i].blocks));
  return made;
}

std::string render_markdown(const Report& report) { return markdown_of(document_of(report)); }

}  // namespace rectifier::reports
