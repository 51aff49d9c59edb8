// What `rectifier measure` found, and the file that holds it (measurements.md).
#pragma once

#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bench/entrants.hpp"
#include "bench/judge/statistics.hpp"

namespace rectifier::bench {

/// The version of the file's form.
inline constexpr std::string_view schema = "rectifier-measurements/1";

/// A name and a value, both free text.
using Fact = std::pair<std::string, std::string>;
using Facts = std::vector<Fact>;

/// What a round was for.
enum class Stage : std::uint8_t {
  pilot,      ///< to plan, and to leave out what is far from the best
  screening,  ///< to leave out some more
  deciding,   ///< to decide, on nothing else
};
struct StageRow {
  std::string_view name;
};
/// One row a stage, in the order of the enumerators.
inline constexpr StageRow stages[] = {{"pilot"}, {"screening"}, {"deciding"}};
constexpr std::string_view name(Stage stage) {
  return stages[static_cast<std::size_t>(stage)].name;
}

/// In the place of a time: the entrant was not in the round.
inline constexpr double not_timed = std::numeric_limits<double>::quiet_NaN();

/// One epoch of every entrant that was still in.
struct Round {
  Stage stage = Stage::deciding;
  std::size_t launch = 0;      ///< which process
  std::size_t iterations = 0;  ///< calls of each entrant
  std::size_t further = 0;     ///< bytes after the usual place, where the output began
  double seconds = 0;          ///< that the round took
  double steal_ms = 0;         ///< taken from the machine meanwhile, by its hypervisor
  std::size_t switches = 0;    ///< times that another process took the core
  std::vector<double> ns;      ///< a call, one an entrant, or `not_timed`; in place with the memcpy
};

/// One that took part in a case.
struct MeasuredEntrant {
  Role role;
  std::string implementation;
  std::string target;
  bool checked = false;           ///< compared with the definition before this run
  std::string same_code_as = {};  ///< its twin of the lowest target; empty: none, or itself

  bool operator==(const MeasuredEntrant&) const = default;
};

/// All rounds of a case.
struct MeasuredCase {
  Case key;
  std::vector<MeasuredEntrant> entrants;
  std::vector<Round> rounds;
};

/// One start of the program that added to the file.
struct Session {
  Facts facts;
  double seconds = 0;
  double steal_ms = 0;
  double swapped_pages = 0;
  std::size_t throttled = 0;  ///< times that a CPU quota held the run back
  double throttled_ms = 0;    ///< for so long
};

/// The contents of a file.
struct Measurements {
  bool complete = false;  ///< all that was asked for
  Facts machine;          ///< what must agree if a run is resumed
  Facts build;            ///< likewise
  Facts arguments;        ///< likewise: what was asked for
  std::vector<Session> sessions;
  std::vector<CopySpeed> copy_curve;
  std::vector<std::string> notes;  ///< sentences: what was left out, and why
  std::vector<MeasuredCase> cases;
};

/// One round, as every file and every worker has it; times keep six digits.
JsonReader::Json round_json(const Round& round);

/// The lines of a file while a run goes on: all but the cases, then each case with the rounds of
/// its trial, then each case and process once more, with the rounds of that process and no
/// entrants.
std::string header_line(const Measurements& header);
std::string case_line(const MeasuredCase& one);
std::string rounds_line(const Case& one, const std::vector<Round>& rounds);

/// A whole file.
std::string file_json(const Measurements& measurements);

/// Reads a round of so many entrants. @throws std::invalid_argument as `parse_measurements` does.
Round read_round(const JsonReader& reader, const JsonReader::Json& json, std::size_t entrants);

/// The contents of a file, that of a run that goes on too: a line that was not written to its end
/// is left out. `file` is its name, for messages.
/// @throws std::invalid_argument in one line that says what is wrong with it.
Measurements parse_measurements(const std::string& file, std::string_view json);

/// Reads a file. @throws std::invalid_argument also where it can't be read.
Measurements read_measurements(const std::string& file);

/// Every round of every entrant as Google Benchmark would write it, for its compare.py.
std::string google_benchmark_json(const Measurements& measurements);

}  // namespace rectifier::bench
