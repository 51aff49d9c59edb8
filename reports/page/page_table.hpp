// The large table of index.html.
#pragma once

#include <kainjow/mustache.hpp>

#include "reports/page/model.hpp"

namespace rectifier::reports {

/// Adds `rows`, the best three of each case, the best of branching and autovec and the best peer,
/// and `targets`, all of them, lowest first.
void add_table(kainjow::mustache::data& page, const Report& report);

}  // namespace rectifier::reports
