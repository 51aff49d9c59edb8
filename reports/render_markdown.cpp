#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>

#include "render.hpp"
#include "text.hpp"

namespace rectifier::reports {
namespace {

/// Free text that can be neither HTML nor Markdown, on one line.
std::string escape(std::string_view text) {
  std::string safe;
  for (char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
      safe += ' ';
    else if (std::string_view("&<>|`*_[]\\~#!").find(c) != std::string_view::npos)
      safe += fmt::format("&#{};", static_cast<int>(c));
    else
      safe += c;
  }
  return safe;
}

struct Page {
  std::string text;

  template <class... Part>
  void add(fmt::format_string<Part...> format, Part&&... part) {
    fmt::format_to(std::back_inserter(text), format, std::forward<Part>(part)...);
  }
};

/// What the cases of one sentence or table have in common.
std::string heading(const CaseKey& key) {
  return fmt::format("`{}`, `{}`, {}", name(key.operation), convention_name(key),
                     name(key.workload.type));
}

bool same_sentence(const CaseKey& a, const CaseKey& b) {
  CaseKey with_n_of_b = a;
  with_n_of_b.workload.n = b.workload.n;
  return with_n_of_b == b;
}

/// The fastest seen per size, for the plain functions out of place on random signs.
void add_sentences(Page& page, const Report& report) {
  const CaseKey* begun = nullptr;
  for (const Case& one : report.cases) {
    const Workload& workload = one.key.workload;
    const OperationRow& operation = row(one.key.operation);
    if (operation.gradient || operation.backward || one.kernels.empty() || !one.key.convention ||
        workload.placement != Placement::out_of_place || workload.signs != Signs::random)
      continue;
    const Entrant& best = one.kernels.front();
    if (begun != nullptr && same_sentence(*begun, one.key))
      page.add(";\n  ");
    else
      page.add("{}- {}: the fastest seen was\n  ", begun == nullptr ? "" : ".\n", heading(one.key));
    begun = &one.key;
    page.add("`{}` at n = {} ({}", best.implementation, count_text(workload.n),
             time_text(best.min_ns));
    if (best.share_of_copy) page.add(", {} of a copy's speed", percent_text(best.share_of_copy));
    page.add(")");
  }
  page.add("{}", begun == nullptr ? "" : ".\n");
}

void add_verdict(Page& page, const Report& report) {
  std::size_t compared = 0;
  std::size_t with_near = 0;
  std::map<std::string, std::size_t> wins;
  for (const Case& one : report.cases) {
    if (one.kernels.empty() || !one.key.convention) continue;
    ++compared;
    with_near += count_near(one) > 0;
    ++wins[one.kernels.front().implementation];
  }
  std::vector<std::pair<std::size_t, std::string>> order;
  for (const auto& [implementation, count] : wins) order.emplace_back(count, implementation);
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });

  page.add("## Verdict\n\n");
  page.add(
      "**Nothing here is decided.** The kernels were timed one after another, not in paired\n"
      "rounds, so a difference of some percent may be the machine's and not the kernel's. What\n"
      "follows is the *fastest seen*. Whether a kernel is right is a question for the properties\n"
      "(`./run test`), not for this report.\n\n");
  add_sentences(page, report);
  if (compared == 0) return;
  page.add(
      "\nIn {} of {} cases another kernel came within {:.0f} % of the fastest. "
      "Fastest seen most often:\n",
      with_near, compared, 100 * (near - 1));
  constexpr std::size_t most = 5;
  for (std::size_t i = 0; i < std::min(most, order.size()); ++i)
    page.add("{}`{}` ({} {})", i == 0 ? "" : ", ", order[i].second, order[i].first,
             order[i].first == 1 ? "case" : "cases");
  page.add(".\n\n");
}

void add_tables(Page& page, const Report& report) {
  page.add("## Fastest seen, beside a copy\n\n");
  page.add(
      "*share of copy* is the time of the fastest copy of the same number of bytes divided by\n"
      "the kernel's: 100 % is as fast as this machine moves memory, and what is above was timed "
      "at\n"
      "a luckier moment. *GB/s* counts each input read and the output written once. *near* is how "
      "many other kernels came within {:.0f} %. "
      "*public\n"
      "call* is the time of the public function divided by that of the fastest kernel. Times are\n"
      "the shortest of the repetitions, a call, as other work on the machine only ever adds time;\n"
      "in place, the time of the `{}` before each call is already subtracted. All kernels, with\n"
      "their medians, are in `summary.csv`.\n",
      100 * (near - 1), bench::restore);
  std::string latest;
  for (const Case& one : report.cases) {
    const Workload& workload = one.key.workload;
    if (one.kernels.empty()) continue;
    if (const std::string now = heading(one.key); now != latest) {
      page.add("\n### {}\n\n", now);
      page.add(
          "| placement | signs | n | fastest seen | time | GB/s | copy GB/s | share of copy "
          "| near | public call |\n|---|---|--:|---|--:|--:|--:|--:|--:|--:|\n");
      latest = now;
    }
    const Entrant& best = one.kernels.front();
    const auto call = one.public_call ? one.public_call->ratio_to_best : std::nullopt;
    page.add("| {} | {} | {} | `{}` | {} | {} | {} | {} | {} | {} |\n",
             placement_text(workload.placement), bench::row(workload.signs).name,
             count_text(workload.n), best.implementation, time_text(best.min_ns),
             rate_text(best.gb_per_s), one.copy ? rate_text(one.copy->gb_per_s) : "-",
             percent_text(best.share_of_copy), count_near(one), ratio_text(call));
  }
}

}  // namespace

std::string render_markdown(const Report& report) {
  Page page;
  page.add("# ReLU and Leaky ReLU kernels: the fastest seen\n\n");
  add_verdict(page, report);
  if (!report.warnings.empty()) {
    page.add("## Warnings\n\n");
    for (const std::string& warning : report.warnings) page.add("- {}\n", warning);
    page.add("\n");
  }
  add_tables(page, report);
  page.add("\n## Environment\n\n| what | value |\n|---|---|\n");
  for (const auto& [what, value] : report.facts)
    page.add("| {} | {} |\n", escape(what), escape(value));
  page.add(
      "\n## How to reproduce\n\n"
      "With the arguments of the environment table, or the quick selection:\n\n"
      "```sh\n"
      "rectifier-bench --quick --benchmark_out=bench.json\n"
      "rectifier report bench.json\n"
      "```\n");
  return page.text;
}

}  // namespace rectifier::reports
