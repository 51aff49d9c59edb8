// What was checked, as one JSON file for other tools to read:
//
//   schema              1
//   version             the library's
//   rc_params, seed     what RapidCheck was set to
//   held, failed        properties
//   cases               drawn inputs, over all properties
//   exhaustive_inputs   elements computed and compared one by one
//   skipped             {reason: how many}
//   kernels             {id: {held, failed}}
//   mutants             {zoo: {killed, of, …}, mechanical: {killed, of, …}}
//
// rectifier-properties --summary=FILE begins a file; rectifier-zoo and rectifier-mutate add their
// scores to it.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace rectifier {

/// Writes a summary, replacing an older file only once all of it is written.
/// @throws std::runtime_error if it can't be written.
void write_summary(const std::string& file, nlohmann::ordered_json summary);

/// Puts `mutants[kind]` into a summary, which begins with it if there is none.
/// @throws std::runtime_error also if the file is something else, or of another version.
void add_mutants_to_summary(const std::string& file, const std::string& kind,
                            const nlohmann::ordered_json& score);

}  // namespace rectifier
