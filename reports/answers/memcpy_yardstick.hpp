// What the times of two runs are multiples of, so that they can be compared: memcpy of the same
// bytes in the same process, which no build of ours changes.
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "reports/answers/process_estimate.hpp"

namespace rectifier::reports {

/// Memcpy itself, in one case of both runs.
struct CopyChange {
  bench::Case key;
  double ratio;  ///< new over old time
};

/// The cases of two runs, which must outlive it, and the memcpy that goes with each.
class MemcpyYardstick {
 public:
  MemcpyYardstick(const bench::Measurements& before, const bench::Measurements& after);

  /// The old run's case, or null.
  const bench::MeasuredCase* before(const bench::Case& key) const;

  /// The new run's case whose memcpy goes with a case: its own, or one of the same bytes and signs;
  /// null if both runs have none.
  const bench::MeasuredCase* source(const bench::Case& key) const;

  /// New over old time of memcpy in such a case.
  double change(const bench::MeasuredCase& source) const;

  /// The same of every case that has one.
  std::vector<CopyChange> changes() const;

 private:
  using BytesAndSigns = std::pair<std::size_t, bench::Signs>;
  static BytesAndSigns bytes_and_signs(const bench::Case& key);

  std::map<bench::Case, const bench::MeasuredCase*> before_, sources_;
  std::map<BytesAndSigns, const bench::MeasuredCase*> by_bytes_;
};

/// An entrant's times as multiples of memcpy's in another case, or in its own; as they are if that
/// is null. Logarithms.
PerProcess in_memcpys(const bench::MeasuredCase& one, std::size_t entrant,
                      const bench::MeasuredCase* source);

}  // namespace rectifier::reports
