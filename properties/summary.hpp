// What a run of the properties checked, for other tools to read.
#pragma once

#include <string>

#include "property_test.hpp"

namespace rectifier {

/// Writes a JSON object, replacing the file only once all of it is written:
/// `schema` (1), `version`, `rc_params`, `seed`, `held`, `failed`, `cases`, `exhaustive_inputs`,
/// `skipped` ({reason: count}) and `kernels` ({id: {held, failed}}).
/// @throws std::runtime_error if it can't be written.
void write_summary(const PropertyRun& run, const std::string& file);

}  // namespace rectifier
