// The part of index.html about the machine code of the kernels.
#pragma once

#include <kainjow/mustache.hpp>

#include "reports/page/model.hpp"

namespace rectifier::reports {

/// What was read from the machine code, and what bounds the kernels' speed.
void add_audit(kainjow::mustache::data& page, const Report& report);

}  // namespace rectifier::reports
