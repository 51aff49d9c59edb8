// The sections of a report's page that take more than a few lines.
#pragma once

#include "reports/page/document.hpp"

namespace rectifier::reports {

Section verdict_section(const Report& report);
Section winners_section(const Report& report);
Section table_section(const Report& report);
Section machine_code_section(const Report& report);
Section external_section(const Report& report);

/// What the public call costs beside the fastest kernel: its checks, and what it chooses. Where it
/// is slower with 95 % confidence and by at least the tolerance, those cases in which the most time
/// is lost. Nothing if it was not measured.
std::vector<Block> public_call(const Report& report);

}  // namespace rectifier::reports
