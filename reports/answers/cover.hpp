// The fewest things that do for everything.
#pragma once

#include <cstddef>
#include <tuple>
#include <vector>

namespace rectifier::reports {

/// What one thing costs; the first figure decides, then the next.
using Price = std::tuple<std::size_t, std::size_t>;

/// The fewest things such that each wish has one of those that it names; of equally few the
/// cheapest. Exact, unless that would take too long: then it is what taking the most useful thing
/// again and again leads to, bettered as far as the time went.
/// @param wishes  indices of things, each in order and none empty
/// @param prices  one a thing
std::vector<std::size_t> fewest(std::vector<std::vector<std::size_t>> wishes,
                                const std::vector<Price>& prices);

}  // namespace rectifier::reports
