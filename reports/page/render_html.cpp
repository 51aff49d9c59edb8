#include <stdexcept>

#include "reports/page/page.hpp"
#include "reports/page/render.hpp"
#include "templates.hpp"

namespace rectifier::reports {

std::string fill(const char* name, const char* text, kainjow::mustache::data contents) {
  kainjow::mustache::mustache page(text);
  if (!page.is_valid())
    throw std::logic_error(std::string("templates/") + name + ": " + page.error_message());
  contents.set("head", kainjow::mustache::data(kainjow::mustache::partial(
                           [] { return std::string(templates::head_html); })));
  contents.set("style", templates::style_css);
  return page.render(contents);
}

std::string render_html(const Report& report) {
  return fill("report.html", templates::report_html, page_of(report));
}

}  // namespace rectifier::reports
