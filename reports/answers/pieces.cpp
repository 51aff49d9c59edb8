#include "reports/answers/pieces.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace rectifier::reports {
namespace {

/// How much a kernel may lose at some sizes: whether that is not bounded, the larger bound, and
/// where there is none the larger ratio.
using Loss = std::tuple<bool, double, double>;

Loss loss_of(const std::string& implementation, const std::vector<const Options*>& sizes) {
  Loss loss{false, 0, 1};
  auto& [unknown, bound, ratio] = loss;
  for (const Options* options : sizes) {
    const auto found = options->find(implementation);
    const bool there = found != options->end();
    unknown = unknown || !there || !found->second.bound;
    bound = std::max(bound, there ? found->second.bound.value_or(0) : 0);
    ratio = std::max(ratio, there ? found->second.ratio : HUGE_VAL);
  }
  return unknown ? Loss{true, 0, ratio} : Loss{false, bound, 1};
}

/// Those within the tolerance; where there are none, those within it of the one that loses least.
std::set<std::string> best_of(const std::set<std::string>& from,
                              const std::vector<const Options*>& sizes, double tolerance) {
  Loss least{true, HUGE_VAL, HUGE_VAL};
  for (const std::string& implementation : from)
    least = std::min(least, loss_of(implementation, sizes));
  const auto& [unknown, bound, ratio] = least;
  const Loss most{unknown, bound <= tolerance ? tolerance : bound + tolerance,
                  ratio * (1 + tolerance)};
  std::set<std::string> found;
  for (const std::string& implementation : from) {
    const auto [is_unknown, its_bound, its_ratio] = loss_of(implementation, sizes);
    if (is_unknown == unknown &&
        (unknown ? its_ratio <= std::get<2>(most) : its_bound <= std::get<1>(most)))
      found.insert(implementation);
  }
  return found;
}

}  // namespace

std::vector<SizePiece> pieces_of(const std::vector<std::size_t>& n,
                                 const std::vector<Options>& options, double tolerance) {
  std::vector<SizePiece> pieces;
  for (std::size_t i = 0; i < n.size(); ++i) {
    std::set<std::string> all;
    for (const auto& [implementation, option] : options[i]) all.insert(implementation);
    SizePiece here{i == 0 ? 1 : n[i], n[i], {i}, best_of(all, {&options[i]}, tolerance)};
    if (i > 0 && n[i - 1] + 1 < n[i]) {
      std::set<std::string> either = pieces.back().will_do;
      either.insert(here.will_do.begin(), here.will_do.end());
      pieces.push_back({n[i - 1] + 1,
                        n[i] - 1,
                        {i - 1, i},
                        best_of(either, {&options[i - 1], &options[i]}, tolerance)});
    }
    pieces.push_back(std::move(here));
  }
  if (!pieces.empty()) pieces.back().n_max.reset();
  return pieces;
}

}  // namespace rectifier::reports
