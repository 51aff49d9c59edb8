#include "reports/page/page_audit.hpp"

#include <map>

#include "reports/page/bounds.hpp"
#include "reports/page/text.hpp"
#include "reports/page/verdict_section.hpp"

namespace rectifier::reports {
namespace {

using kainjow::mustache::data;

/// A row's cells: the first heads it, the second is its kernel, numbers follow.
data row_of(std::vector<std::string> cells) {
  data row{data::type::object}, numbers{data::type::list};
  row.set("what", cells[0]);
  row.set("kernel", cells[1]);
  for (std::size_t i = 2; i < cells.size(); ++i) numbers.push_back(data(cells[i]));
  row.set("numbers", numbers);
  return row;
}

}  // namespace

void add_audit(data& page, const Report& report) {
  page.set("not_audited", not_audited_text(report.audit));
  std::map<std::string, std::vector<data>> by_operation;
  for (const auto& cells : audit_cells(report.audit))
    by_operation[cells[0]].push_back(row_of(cells));
  data operations{data::type::list};
  for (const auto& [operation, rows] : by_operation) {
    data one{data::type::object}, list{data::type::list};
    for (const data& row : rows) list.push_back(row);
    one.set("operation", operation);
    one.set("count", std::to_string(rows.size()));
    one.set("rows", list);
    operations.push_back(one);
  }
  page.set("audited", operations);
  data notes{data::type::list}, bounded{data::type::list};
  for (const std::string& note : bounds_notes(report)) notes.push_back(data(note));
  for (const Bound& bound : bounds(report)) bounded.push_back(row_of(bound_cells(bound)));
  page.set("bounds_notes", notes);
  page.set("bounds", bounded);
}

}  // namespace rectifier::reports
