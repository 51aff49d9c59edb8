#include "reports/answers/memcpy_yardstick.hpp"

#include <cmath>

#include "bench/judge/statistics.hpp"

namespace rectifier::reports {
namespace {

using bench::MeasuredCase;

std::optional<std::size_t> find_memcpy(const MeasuredCase& one) {
  return find_entrant(one, bench::Role::yardstick, "copy/memcpy");
}

std::vector<double> memcpy_logs(const MeasuredCase& one) { return logs_of(one, *find_memcpy(one)); }

bool has_memcpy(const MeasuredCase& one) {
  return find_memcpy(one) && !middles(one, memcpy_logs(one)).empty();
}

/// Over processes.
double middle(const MeasuredCase& one) {
  std::vector<double> values;
  for (const auto& [process, value] : middles(one, memcpy_logs(one))) values.push_back(value);
  return bench::median(values);
}

}  // namespace

MemcpyYardstick::MemcpyYardstick(const bench::Measurements& before,
                                 const bench::Measurements& after) {
  for (const MeasuredCase& one : before.cases) before_.emplace(one.key, &one);
  for (const MeasuredCase& one : after.cases) {
    const MeasuredCase* const old = this->before(one.key);
    if (old == nullptr || !has_memcpy(one) || !has_memcpy(*old)) continue;
    sources_.emplace(one.key, &one);
    by_bytes_.emplace(bytes_and_signs(one.key), &one);
  }
}

MemcpyYardstick::BytesAndSigns MemcpyYardstick::bytes_and_signs(const bench::Case& key) {
  return {key.n * row(key.type).size, key.signs};
}

const MeasuredCase* MemcpyYardstick::before(const bench::Case& key) const {
  const auto found = before_.find(key);
  return found == before_.end() ? nullptr : found->second;
}

const MeasuredCase* MemcpyYardstick::source(const bench::Case& key) const {
  if (const auto own = sources_.find(key); own != sources_.end()) return own->second;
  const auto like = by_bytes_.find(bytes_and_signs(key));
  return like == by_bytes_.end() ? nullptr : like->second;
}

double MemcpyYardstick::change(const MeasuredCase& source) const {
  return std::exp(middle(source) - middle(*before_.at(source.key)));
}

std::vector<CopyChange> MemcpyYardstick::changes() const {
  std::vector<CopyChange> made;
  for (const auto& [key, one] : sources_) made.push_back({key, change(*one)});
  return made;
}

PerProcess in_memcpys(const MeasuredCase& one, std::size_t entrant, const MeasuredCase* source) {
  if (source == nullptr) return middles(one, logs_of(one, entrant));
  // Of the same round where it ran in the same case, else of the same process.
  if (&one == source) return middles(one, difference(logs_of(one, entrant), memcpy_logs(one)));
  const PerProcess copies = middles(*source, memcpy_logs(*source));
  PerProcess made;
  for (const auto& [process, log] : middles(one, logs_of(one, entrant)))
    if (const auto copy = copies.find(process); copy != copies.end())
      made[process] = log - copy->second;
  return made;
}

}  // namespace rectifier::reports
