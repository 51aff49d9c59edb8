// The gate on what a property was tried on: a property that holds only because its inputs never
// met a NaN, a -0 or a slope above 1 has shown nothing.
#pragma once

#include <array>
#include <string>

#include "properties/generators.hpp"

namespace rectifier {

/// The class that a number's bits belong to; "ordinary" and "uniform bits" can't be told apart
/// and both count as the former.
template <class T>
NumberClass classify(T value) {
  using L = Layout<T>;
  const auto b = bits(value) & ~L::sign;
  const auto fraction = b & L::mantissa;
  if (b == 0) return NumberClass::zero;
  if (b == 1) return NumberClass::smallest_subnormal;
  if (b == L::mantissa) return NumberClass::largest_subnormal;
  if (b < L::mantissa) return NumberClass::subnormal;
  if (b == L::mantissa + 1) return NumberClass::smallest_normal;
  if (b == L::infinity - 1) return NumberClass::largest_finite;
  if (b == L::infinity) return NumberClass::infinity;
  if (b == L::infinity + 1) return NumberClass::smallest_nan;
  if (b == (L::infinity | L::mantissa)) return NumberClass::largest_nan;
  if (b > L::infinity)
    return (fraction & L::quiet) != 0 ? NumberClass::quiet_nan : NumberClass::signalling_nan;
  return fraction == 0 ? NumberClass::power_of_two : NumberClass::ordinary;
}

/// Counts the inputs of one property and one kernel.
class Coverage {
 public:
  /// Fewer cases than this are no sample to judge.
  static constexpr int judged_from = 100;

  template <class T>
  void count(const Input<T>& input) {
    slopes_seen_[slope_kind(factor<T>(input.slope))] = true;
    for (std::size_t i = 0; i < input.elements.size(); ++i) {
      const T x = input.elements[i].x;
      const auto kind = static_cast<std::size_t>(classify(x));
      ++seen_[kind][is_negative(x)][i % lanes];
      ++total_;
    }
  }

  /// What the inputs lacked; empty: nothing.
  std::string missing() const {
    std::size_t negatives = 0, nans = 0;
    for (std::size_t kind = 0; kind + 1 < number_classes; ++kind)
      for (std::size_t lane = 0; lane < lanes; ++lane) {
        if (seen_[kind][0][lane] + seen_[kind][1][lane] == 0)
          return fmt::format("no {} in lane {}", number_class_names[kind], lane);
        negatives += seen_[kind][1][lane];
        if (kind >= std::size_t(NumberClass::quiet_nan) &&
            kind <= std::size_t(NumberClass::largest_nan))
          nans += seen_[kind][0][lane] + seen_[kind][1][lane];
      }
    if (20 * negatives < total_) return "fewer than 5 % negative numbers";
    if (100 * nans < total_) return "fewer than 1 % NaN";
    for (std::size_t kind = 0; kind < slope_kinds.size(); ++kind)
      if (!slopes_seen_[kind]) return fmt::format("no slope {}", slope_kinds[kind]);
    return {};
  }

 private:
  static constexpr std::size_t lanes = 16;
  static constexpr std::array<const char*, 5> slope_kinds = {"0", "between 0 and 1", "1", "above 1",
                                                             "below 0"};
  template <class T>
  static std::size_t slope_kind(T slope) {
    if (slope == 0) return 0;
    if (slope < 0) return 4;
    return slope < 1 ? 1 : slope == 1 ? 2 : 3;
  }

  std::size_t seen_[number_classes][2][lanes] = {};
  std::size_t total_ = 0;
  std::array<bool, slope_kinds.size()> slopes_seen_{};
};

}  // namespace rectifier
