// Decisions as a C++ header.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "bench/measure/machine_and_build.hpp"
#include "reports/answers/advice.hpp"
#include "support/accepted_words.hpp"

namespace rectifier::reports {

std::string thresholds_header(const Decisions& decisions,
                              const std::optional<std::string>& max_target) {
  std::set<Setting> read_later;  // as they are without it
  for (const Decision& row : decisions.rows)
    if (Setting setting = row.setting; row.checked && setting.then != bench::Then::nothing) {
      setting.then = bench::Then::nothing;
      read_later.insert(setting);
    }
  std::string rows;
  for (const Decision& row : decisions.rows) {
    const auto ranges = ranges_of(decisions, row.setting, max_target);
    // A plug-in is not part of the library that the header is for. A result is made to be read:
    // what holds for nothing after the call is left out where the other is known.
    if (std::find(ranges.begin(), ranges.end(), &row) == ranges.end() ||
        row.setting.signs != Signs::random || bench::is_from_outside(row.implementation) ||
        (row.setting.then == bench::Then::nothing && read_later.contains(row.setting)))
      continue;
    fmt::format_to(std::back_inserter(rows),
                   "    {{Operation::{}, Convention::{}, Type::{},\n"
                   "     {}, {}, \"{}\"}},\n",
                   name(row.setting.operation), name(row.setting.convention),
                   name(row.setting.type), row.setting.placement == Placement::in_place,
                   row.n_max ? std::to_string(*row.n_max) : std::string("SIZE_MAX"),
                   row.implementation);
  }
  std::string machine = printable(bench::fact(decisions.machine, "CPU"), 60);
  // A backslash at its end would join the next line to the comment.
  for (char& c : machine)
    if (c == '\\') c = '/';
  return fmt::format(
      R"(// Which kernel to take for how many elements, with random signs.
// Made by `rectifier choose --header` from measurements on:
// {}
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <rectifier/thresholds.hpp>

namespace rectifier::thresholds {{

inline constexpr std::array<Row, {}> rows{{{{
{}}}}};

/// The implementation to take; empty where nothing was measured.
constexpr std::string_view choose(Operation operation, Convention convention, Type type,
                                  std::size_t n, bool in_place = false) {{
  for (const Row& row : rows)
    if (row.operation == operation && row.convention == convention && row.type == type &&
        row.in_place == in_place && n <= row.n_max)
      return row.implementation;
  return {{}};
}}

}}  // namespace rectifier::thresholds
)",
      machine, static_cast<std::size_t>(std::count(rows.begin(), rows.end(), '{')), rows);
}

}  // namespace rectifier::reports
