// The contents of index.html, for its template.
#pragma once

#include <kainjow/mustache.hpp>

#include "model.hpp"

namespace rectifier::reports {

/// All that templates/report.html asks for. Whatever is of unknown origin is plain text there: the
/// template escapes it.
kainjow::mustache::data page_of(const Report& report);

}  // namespace rectifier::reports
