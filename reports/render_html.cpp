#include <stdexcept>

#include "page.hpp"
#include "render.hpp"
#include "templates.hpp"

namespace rectifier::reports {

std::string render_html(const Report& report) {
  kainjow::mustache::mustache page(templates::report_html);
  if (!page.is_valid()) throw std::logic_error("templates/report.html: " + page.error_message());
  kainjow::mustache::data contents = page_of(report);
  contents.set("style", templates::style_css);
  return page.render(contents);
}

}  // namespace rectifier::reports
