// The fewest things, held to trying every choice.
#include "reports/answers/cover.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <bit>
#include <optional>

namespace rectifier::reports {
namespace {

using Things = std::vector<std::size_t>;

RC_GTEST_PROP(Fewest, are_no_more_and_no_dearer_than_any_other_choice, ()) {
  const std::size_t things = *rc::gen::inRange<std::size_t>(1, 10);
  std::vector<Price> prices;
  for (std::size_t i = 0; i < things; ++i)
    prices.emplace_back(*rc::gen::inRange<std::size_t>(0, 3), *rc::gen::inRange<std::size_t>(0, 9));
  std::vector<unsigned> masks;
  // Few to choose from for each of many wishes: that is where the first best is not the best.
  for (std::size_t w = *rc::gen::inRange<std::size_t>(0, 16); w > 0; --w)
    masks.push_back(1u << *rc::gen::inRange<std::size_t>(0, things) |
                    1u << *rc::gen::inRange<std::size_t>(0, things));
  std::vector<Things> wishes;
  for (const unsigned mask : masks) {
    Things& wish = wishes.emplace_back();
    for (std::size_t i = 0; i < things; ++i)
      if ((mask >> i & 1) != 0) wish.push_back(i);
  }
  using Cost = std::tuple<int, std::size_t, std::size_t>;
  const auto cost_of = [&](unsigned taken) {
    Cost cost{std::popcount(taken), 0, 0};
    for (std::size_t i = 0; i < things; ++i)
      if ((taken >> i & 1) != 0) {
        std::get<1>(cost) += std::get<0>(prices[i]);
        std::get<2>(cost) += std::get<1>(prices[i]);
      }
    return cost;
  };
  const auto grants = [&](unsigned taken) {
    return std::all_of(masks.begin(), masks.end(),
                       [&](unsigned mask) { return (mask & taken) != 0; });
  };
  std::optional<Cost> least;
  for (unsigned taken = 0; taken < 1u << things; ++taken)
    if (grants(taken) && (!least || cost_of(taken) < *least)) least = cost_of(taken);
  unsigned found = 0;
  for (const std::size_t thing : fewest(wishes, prices)) found |= 1u << thing;
  RC_ASSERT(grants(found));
  RC_ASSERT(cost_of(found) == *least);
}

TEST(Fewest, are_found_where_the_most_useful_thing_leads_astray) {
  // 2 grants as many as 0 and 1 do, and is the cheapest, but they do together.
  const std::vector<Things> wishes = {{0, 2}, {0, 3}, {1, 2}, {1, 4}};
  EXPECT_EQ(fewest(wishes, {{1, 1}, {1, 1}, {0, 0}, {0, 0}, {0, 0}}), (Things{0, 1}));
}

TEST(Fewest, of_very_many_wishes_are_found_in_a_moment) {
  std::vector<Price> prices(60, Price{1, 1});
  std::vector<Things> wishes;
  for (std::size_t w = 0; w < 2000; ++w) wishes.push_back({w % 59, 59});
  for (Things& wish : wishes) wish.erase(std::unique(wish.begin(), wish.end()), wish.end());
  EXPECT_EQ(fewest(wishes, prices), Things{59});
  // Pairs that form a ring need every second one; the search gives up long before it has seen all.
  wishes.clear();
  for (std::size_t w = 0; w < 60; ++w)
    wishes.push_back({std::min(w, (w + 1) % 60), std::max(w, (w + 1) % 60)});
  EXPECT_EQ(fewest(wishes, prices).size(), 30u);
}

}  // namespace
}  // namespace rectifier::reports
