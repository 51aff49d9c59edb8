// The times of a case as they are compared: stage by stage, twins as one.
#pragma once

#include <array>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "bench/judge/claims.hpp"
#include "bench/measure/measurements.hpp"

namespace rectifier::bench {

/// One entrant, or kernels with the same code.
struct Entry {
  std::vector<std::size_t> members;              ///< entrants; the one that speaks for all first
  bool rival = false;                            ///< a kernel that may be the best
  std::array<Times, std::size(stages)> times{};  ///< without the restoring memcpy
};

/// All that took part in a case.
class CaseTimes {
 public:
  /// @param failed  the ids of kernels that failed a property
  CaseTimes(const MeasuredCase& one, const std::set<std::string>& failed);

  const std::vector<Entry>& entries() const { return entries_; }
  std::size_t deciding_rounds() const { return units(Stage::deciding).size(); }
  std::size_t processes() const { return processes_; }

  /// Whether one was in a stage.
  bool was_in(const Entry& one, Stage stage) const;
  /// The latest stage that one was in; empty: none.
  std::optional<Stage> latest(const Entry& one) const;

  /// The ratio of two in the latest stage that both were in.
  Against compare(const Entry& a, const Entry& b) const;

  /// The ratio of two entrants, twins or not, in the rounds that decide.
  std::optional<PairedRatio> compare_entrants(std::size_t a, std::size_t b) const;

  /// The times of an entrant in a stage, where it was in it.
  std::vector<double> net(std::size_t entrant, Stage stage) const;
  /// The same with the restoring memcpy.
  std::vector<double> whole(std::size_t entrant, Stage stage) const;
  /// Those of the restoring memcpy in the same rounds; empty: there is none.
  std::vector<double> restoring(std::size_t entrant, Stage stage) const;

 private:
  const Units& units(Stage stage) const { return units_[static_cast<std::size_t>(stage)]; }
  void find_units();
  void make_entries(const MeasuredCase& one, const std::set<std::string>& failed);

  std::vector<Role> roles_;
  std::vector<Round> rounds_;  // process by process
  std::size_t processes_ = 0;
  std::vector<Entry> entries_;
  std::array<Units, std::size(stages)> units_;
  std::array<std::optional<Spread>, std::size(stages)> spread_;
};

}  // namespace rectifier::bench
