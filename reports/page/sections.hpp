// The sections of a report's page that take more than a few lines.
#pragma once

#include "reports/page/document.hpp"

namespace rectifier::reports {

Section verdict_section(const Report& report);
Section winners_section(const Report& report);
Section table_section(const Report& report);
Section machine_code_section(const Report& report);
Section external_section(const Report& report);

}  // namespace rectifier::reports
