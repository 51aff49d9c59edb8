// The contents of index.html, for its template.
#pragma once

#include <kainjow/mustache.hpp>

#include "reports/page/model.hpp"

namespace rectifier::reports {

/// All that templates/report.html asks for. Whatever is of unknown origin is plain text there: the
/// template escapes it.
kainjow::mustache::data page_of(const Report& report);

/// A page: a template of templates/, with the head that all of them share.
std::string fill(const char* name, const char* text, kainjow::mustache::data contents);

}  // namespace rectifier::reports
