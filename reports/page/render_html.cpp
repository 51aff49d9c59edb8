#include <kainjow/mustache.hpp>
#include <set>
#include <stdexcept>

#include "reports/page/document.hpp"
#include "reports/page/render.hpp"
#include "templates.hpp"

namespace rectifier::reports {
namespace {

using kainjow::mustache::data;

data object(std::initializer_list<std::pair<const char*, data>> fields) {
  data made{data::type::object};
  for (const auto& [name, value] : fields) made.set(name, value);
  return made;
}

template <class Items, class Make>
data list_of(const Items& items, Make make) {
  data list{data::type::list};
  for (const auto& item : items) list.push_back(make(item));
  return list;
}

/// What is empty is false, or a name of the page around it would be taken.
data text_or_false(const std::string& text) { return text.empty() ? data(false) : data(text); }

data spans_of(const Text& text) {
  return list_of(text.spans, [](const Span& span) {
    return object({{"text", span.text},
                   {"code", data(span.code)},
                   {"look", text_or_false(span.look)},
                   {"folder", text_or_false(span.folder)}});
  });
}

/// Nearly every cell is a word or a number, which the template takes as it is.
data cell_of(const Cell& cell, const std::string& label) {
  const std::vector<Span>& spans = cell.text.spans;
  if (label.empty() && cell.look.empty() && cell.csv.empty() && cell.details.empty() &&
      spans.size() == 1 && !spans[0].code)
    return spans[0].text;
  return object({{"rich", object({{"look", text_or_false(cell.look)},
                                  {"details", text_or_false(cell.details)},
                                  {"csv", text_or_false(cell.csv)},
                                  {"label", text_or_false(label)},
                                  {"spans", spans_of(cell.text)}})}});
}

std::string plain(const Text& text) {
  std::string plain;
  for (const Span& span : text.spans) plain += span.text;
  return plain;
}

/// From a document to what templates/page.html asks for: values, no tags.
class Page {
 public:
  /// @param label  what a table without a caption is about
  data blocks(const std::vector<Block>& blocks, const std::string& label) {
    return list_of(blocks, [&](const Block& block) {
      data made{data::type::object};
      std::visit([&](const auto& content) { add(made, content, label); }, block.content);
      return made;
    });
  }

  /// How columns are aligned: by the letters of their kinds, the class of their table.
  data shapes() const {
    return list_of(shapes_, [](const std::string& shape) {
      data numbers{data::type::list}, codes{data::type::list};
      for (std::size_t i = 0; i < shape.size(); ++i) {
        if (shape[i] == static_cast<char>(Kind::number)) numbers.push_back(std::to_string(i + 1));
        if (shape[i] == static_cast<char>(Kind::code)) codes.push_back(std::to_string(i + 1));
      }
      return object({{"shape", shape}, {"numbers", numbers}, {"codes", codes}});
    });
  }

  bool scripted() const { return scripted_; }

 private:
  void add(data& made, const Paragraph& paragraph, const std::string&) {
    made.set("paragraph", object({{"spans", spans_of(paragraph.text)},
                                  {"look", text_or_false(paragraph.look)}}));
  }

  void add(data& made, const List& list, const std::string&) {
    made.set("list", object({{"items", list_of(list.items, [](const Text& item) {
                                return object({{"spans", spans_of(item)}});
                              })}}));
  }

  void add(data& made, const Code& code, const std::string&) { made.set("copied", code.text); }

  void add(data& made, const Heading& heading, const std::string&) {
    made.set("heading", object({{"spans", spans_of(heading.text)}}));
  }

  void add(data& made, const Figures& figures, const std::string&) {
    made.set("figures", object({{"charts", list_of(figures.charts, [](const Chart& chart) {
                                   return object({{"name", chart.name},
                                                  {"title", chart.title},
                                                  {"svg", chart.svg},
                                                  {"alternative", chart.alternative}});
                                 })}}));
  }

  void add(data& made, const Details& details, const std::string&) {
    data inner = object({{"spans", spans_of(details.summary)}, {"table", data(false)}});
    add(inner, details.table, plain(details.summary));
    made.set("details", inner);
  }

  void add(data& made, const Table& table, const std::string& label) {
    if (table.rows.empty()) return;
    std::string shape;
    for (const Column& column : table.columns) shape += static_cast<char>(column.kind);
    shapes_.insert(shape);
    scripted_ = scripted_ || !table.targets.empty();
    const bool stacked = table.look == "stacked";
    const auto row = [&](const Row& of) {
      data made{data::type::object}, cells{data::type::list};
      for (std::size_t i = 0; i < of.cells.size(); ++i)
        if (i == 0 && table.targets.empty())
          made.set("head", object({{"spans", spans_of(of.cells[i].text)}}));
        else
          cells.push_back(cell_of(of.cells[i], stacked ? table.columns[i].name : ""));
      made.set("cells", cells);
      return made;
    };
    made.set("table", object({{"label", table.caption.empty() ? label : table.caption},
                              {"caption", text_or_false(table.caption)},
                              {"shape", shape},
                              {"look", text_or_false(table.look)},
                              {"id", text_or_false(table.id)},
                              {"targets", text_or_false(table.targets)},
                              {"columns", list_of(table.columns,
                                                  [](const Column& column) {
                                                    return object({{"name", column.name},
                                                                   {"number", data(column.kind ==
                                                                                   Kind::number)}});
                                                  })},
                              {"rows", list_of(table.rows, row)}}));
  }

  std::set<std::string> shapes_;
  bool scripted_ = false;
};

data partial(const char* text) {
  return data(kainjow::mustache::partial([text] { return std::string(text); }));
}

}  // namespace

std::string html_of(const Document& document) {
  kainjow::mustache::mustache html(templates::page_html);
  if (!html.is_valid()) throw std::logic_error("templates/page.html: " + html.error_message());
  Page page;
  data contents =
      object({{"title", document.title},
              {"style", templates::style_css},
              {"text", partial(templates::text_html)},
              {"table_of", partial(templates::table_html)},
              {"blocks_of", partial(templates::blocks_html)},
              {"blocks", page.blocks(document.introduction, document.title)},
              {"sections", list_of(document.sections, [&](const Section& section) {
                 return object({{"id", section.id},
                                {"title", section.title},
                                {"number", std::to_string(&section - document.sections.data() + 1)},
                                {"blocks", page.blocks(section.blocks, section.title)}});
               })}});
  contents.set("shapes", page.shapes());
  contents.set("scripted", data(page.scripted()));
  return html.render(contents);
}

std::string render_html(const Report& report) { return html_of(document_of(report)); }

}  // namespace rectifier::reports
