// What became of each property of each kernel, and what was checked in all, as one JSON file for
// other tools to read:
//
//   schema              1
//   version             the library's
//   rc_params, seed     what RapidCheck was set to
//   held, failed        properties
//   cases               drawn inputs, over all properties
//   exhaustive_inputs   elements computed and compared one by one
//   skipped             {reason: how many}
//   kernels             {id: {held, failed}}
//   failures            [{property, kernel, ended, wrong, input, repeat, cases, inputs}]
//   mutants             {zoo: {killed, of, …}, mechanical: {killed, of, …}}
//
// rectifier-properties --summary=FILE begins a file; rectifier-zoo and rectifier-mutate add their
// scores to it.
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace rectifier {

/// How a property of a kernel ended.
enum class How { running, held, skipped, not_judged, failed, crashed, hung, left, killed };
/// "failed", "crashed", "ended the process", …
std::string_view name(How how);

/// What became of one property of one kernel.
struct Outcome {
  std::string property, kernel;
  How how = How::running;
  std::string wrong = {};    ///< what is, in one sentence; or why it was skipped or not judged
  std::string input = {};    ///< that shows it
  std::string repeat = {};   ///< a shell command that does it again
  std::size_t cases = 0;     ///< drawn inputs
  std::uint64_t inputs = 0;  ///< tried one by one

  std::string test() const { return property + "." + kernel; }
  bool bad() const { return how >= How::not_judged; }
};
nlohmann::ordered_json to_json(const Outcome& outcome);
Outcome outcome_of(const nlohmann::ordered_json& json);

/// What was found of one kernel.
struct Tally {
  std::size_t held = 0, failed = 0;
};

/// What a run has found so far.
struct Summary {
  std::size_t held = 0, cases = 0;
  std::uint64_t exhaustive_inputs = 0;
  std::map<std::string, std::size_t> skipped;  ///< how many for each reason
  std::map<std::string, Tally> kernels;        ///< by id
  std::vector<Outcome> failures;

  void add(const Outcome& outcome);
};

/// Writes a summary, replacing an older file only once all of it is written.
/// @param settings  rc_params and seed
/// @throws std::runtime_error if it can't be written.
void write_summary(const std::string& file, const nlohmann::ordered_json& settings,
                   const Summary& summary);

/// The failures of a summary; none where there is no such file.
std::vector<Outcome> failures_in(const std::string& file);

/// Puts `mutants[kind]` into a summary, which begins with it if there is none.
/// @throws std::runtime_error also if the file is something else, or of another version.
void add_mutants_to_summary(const std::string& file, const std::string& kind,
                            const nlohmann::ordered_json& score);

}  // namespace rectifier
