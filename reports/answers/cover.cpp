#include "reports/answers/cover.hpp"

#include <algorithm>
#include <set>

namespace rectifier::reports {
namespace {

using Things = std::vector<std::size_t>;
using Cost = std::tuple<std::size_t, std::size_t, std::size_t>;  // how many, then the prices

bool has(const Things& things, std::size_t thing) {
  return std::binary_search(things.begin(), things.end(), thing);
}

/// Wishes that are granted whenever another one is tell nothing.
std::vector<Things> strictest(std::vector<Things> wishes) {
  std::sort(wishes.begin(), wishes.end(), [](const Things& a, const Things& b) {
    return std::pair(a.size(), a) < std::pair(b.size(), b);
  });
  std::vector<Things> kept;
  for (Things& wish : wishes)
    if (std::none_of(kept.begin(), kept.end(), [&](const Things& smaller) {
          return std::includes(wish.begin(), wish.end(), smaller.begin(), smaller.end());
        }))
      kept.push_back(std::move(wish));
  return kept;
}

class Search {
 public:
  Search(std::vector<Things> wishes, const std::vector<Price>& prices)
      : wishes_(std::move(wishes)), prices_(prices), granted_(wishes_.size(), 0) {
    for (const Things& wish : wishes_)
      for (const std::size_t thing : wish) things_.insert(thing);
  }

  Things run() {
    best_ = greedy();
    best_cost_ = cost_of(best_);
    descend({0, 0, 0});
    std::sort(best_.begin(), best_.end());
    return best_;
  }

 private:
  Cost plus(const Cost& cost, std::size_t thing) const {
    const auto& [rank, bytes] = prices_[thing];
    return {std::get<0>(cost) + 1, std::get<1>(cost) + rank, std::get<2>(cost) + bytes};
  }

  Cost cost_of(const Things& things) const {
    Cost cost{0, 0, 0};
    for (const std::size_t thing : things) cost = plus(cost, thing);
    return cost;
  }

  std::size_t use_of(std::size_t thing) const {
    std::size_t use = 0;
    for (std::size_t w = 0; w < wishes_.size(); ++w)
      use += granted_[w] == 0 && has(wishes_[w], thing);
    return use;
  }

  void take(std::size_t thing, bool back = false) {
    for (std::size_t w = 0; w < wishes_.size(); ++w)
      if (has(wishes_[w], thing)) granted_[w] += back ? std::size_t(-1) : 1;
  }

  Things greedy() {
    Things taken;
    while (std::find(granted_.begin(), granted_.end(), 0) != granted_.end()) {
      const auto rank = [&](std::size_t thing) {
        return std::tuple(wishes_.size() - use_of(thing), prices_[thing], thing);
      };
      taken.push_back(
          *std::min_element(things_.begin(), things_.end(),
                            [&](std::size_t a, std::size_t b) { return rank(a) < rank(b); }));
      take(taken.back());
    }
    for (const std::size_t thing : taken) take(thing, true);
    return taken;
  }

  /// At least this is still to pay: wishes without a thing in common need one each.
  Cost least_rest(Cost cost) const {
    std::set<std::size_t> seen;
    for (std::size_t w = 0; w < wishes_.size(); ++w) {
      if (granted_[w] > 0 || std::any_of(wishes_[w].begin(), wishes_[w].end(),
                                         [&](std::size_t thing) { return seen.contains(thing); }))
        continue;
      seen.insert(wishes_[w].begin(), wishes_[w].end());
      cost = plus(cost, *std::min_element(
                            wishes_[w].begin(), wishes_[w].end(),
                            [&](std::size_t a, std::size_t b) { return prices_[a] < prices_[b]; }));
    }
    return cost;
  }

  void descend(const Cost& cost) {
    if (steps_ == 0) return;
    --steps_;
    // The wishes are in the order of their sizes: the first open one leaves the least choice.
    const auto open = std::find(granted_.begin(), granted_.end(), 0);
    if (open == granted_.end()) {
      if (cost < best_cost_) {
        best_ = taken_;
        best_cost_ = cost;
      }
      return;
    }
    if (least_rest(cost) >= best_cost_) return;
    Things choice = wishes_[static_cast<std::size_t>(open - granted_.begin())];
    std::stable_sort(choice.begin(), choice.end(), [&](std::size_t a, std::size_t b) {
      return std::pair(use_of(b), prices_[a]) < std::pair(use_of(a), prices_[b]);
    });
    for (const std::size_t thing : choice) {
      taken_.push_back(thing);
      take(thing);
      descend(plus(cost, thing));
      take(thing, true);
      taken_.pop_back();
    }
  }

  std::vector<Things> wishes_;
  const std::vector<Price>& prices_;
  std::vector<std::size_t> granted_;  // by how many of those taken
  std::set<std::size_t> things_;
  Things taken_, best_;
  Cost best_cost_;
  std::size_t steps_ = 20'000;
};

}  // namespace

std::vector<std::size_t> fewest(std::vector<std::vector<std::size_t>> wishes,
                                const std::vector<Price>& prices) {
  std::sort(wishes.begin(), wishes.end());
  wishes.erase(std::unique(wishes.begin(), wishes.end()), wishes.end());
  return Search(strictest(std::move(wishes)), prices).run();
}

}  // namespace rectifier::reports
