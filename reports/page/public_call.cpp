#include <fmt/format.h>

#include <algorithm>

#include "reports/page/sections.hpp"
#include "reports/page/text.hpp"

namespace rectifier::reports {
namespace {

constexpr std::size_t most_shown = 8;

double lost_ns(const JudgedCase* one) {
  return *one->public_call->median_ns - *one->kernels.front().median_ns;
}

}  // namespace

std::vector<Block> public_call(const Report& report) {
  std::size_t measured = 0;
  std::vector<const JudgedCase*> slow;
  for (const JudgedCase& one : report.cases) {
    if (one.kernels.empty() || !one.public_call || !one.public_call->median_ns ||
        !one.kernels.front().median_ns)
      continue;
    ++measured;
    if (one.public_call->ratio_low.value_or(0) >= 1 + one.delta) slow.push_back(&one);
  }
  if (measured == 0) return {};
  std::stable_sort(slow.begin(), slow.end(), [](const JudgedCase* a, const JudgedCase* b) {
    return lost_ns(a) > lost_ns(b);
  });
  std::vector<Block> blocks{{Paragraph{{fmt::format(
      "The public call, with its checks and its choice by size and placement, is slower than the "
      "fastest kernel by at least the tolerance (95 % confidence) in {} of {} cases.{}",
      slow.size(), measured, slow.empty() ? "" : " Most time is lost in these:")}}}};
  List list;
  for (std::size_t i = 0; i < std::min(slow.size(), most_shown); ++i) {
    const bench::Case& key = slow[i]->key;
    list.items.push_back(marked(fmt::format(
        "{}, n = {}: {} times the time of `{}`, {} more", setting_text(key), count_text(key.n),
        ratio_text(slow[i]->public_call->ratio_to_best), slow[i]->kernels.front().implementation,
        time_text(std::max(lost_ns(slow[i]), 0.0)))));
  }
  if (!slow.empty()) blocks.push_back({std::move(list)});
  return blocks;
}

}  // namespace rectifier::reports
