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
std::string heading(const bench::Case& key) {
  return fmt::format("`{}`, `{}`, {}", name(key.operation), name(key.convention),
                     name(key.workload.type));
}

std::string_view verdict_of(const JudgedCase& one) {
  return name(one.verdict().value_or(Verdict::undecided));
}

/// "1.04 (1.01 to 1.08)"
std::string interval_text(const Standing& standing) {
  if (!standing.ratio_to_best) return "-";
  return fmt::format("{:.2f} ({} to {})", *standing.ratio_to_best,
                     standing.ratio_low ? fmt::format("{:.2f}", *standing.ratio_low) : "?",
                     standing.ratio_high ? fmt::format("{:.2f}", *standing.ratio_high) : "?");
}

/// The best per size, for the plain functions out of place on random signs.
void add_sentences(Page& page, const Report& report) {
  const bench::Case* begun = nullptr;
  for (const JudgedCase& one : report.cases) {
    const Workload& workload = one.key.workload;
    const OperationRow& operation = row(one.key.operation);
    if (operation.gradient || operation.backward || one.kernels.empty() ||
        workload.placement != Placement::out_of_place || workload.signs != Signs::random)
      continue;
    const Standing& best = one.kernels.front();
    if (begun != nullptr && differ_in_size_alone(*begun, one.key))
      page.add(";\n  ");
    else
      page.add("{}- {}:\n  ", begun == nullptr ? "" : ".\n", heading(one.key));
    begun = &one.key;
    page.add("`{}` at n = {} ({}", best.implementation, count_text(workload.n), verdict_of(one));
    if (best.median_ns) page.add(", {}", time_text(*best.median_ns));
    if (best.share_of_copy) page.add(", {} of a copy's speed", percent_text(best.share_of_copy));
    page.add(")");
  }
  page.add("{}", begun == nullptr ? "" : ".\n");
}

void add_verdict(Page& page, const Report& report) {
  std::map<Verdict, std::size_t> verdicts;
  std::size_t repeated = 0, found_different = 0;
  for (const JudgedCase& one : report.cases) {
    if (one.verdict()) ++verdicts[*one.verdict()];
    repeated += one.repeated.has_value();
    found_different +=
        one.repeated_verdict == Verdict::win || one.repeated_verdict == Verdict::slower;
  }
  page.add("## Verdict\n\n");
  page.add(
      "Of {} cases {} have a winner, in {} several kernels tie, and {} are undecided: there\n"
      "the rounds did not suffice to tell the fastest apart. A kernel wins if it is faster\n"
      "than every other one, surely and by at least {}, depending on n; smaller differences count "
      "for\n"
      "nothing in these measurements. A kernel entered twice was found to differ from itself\n"
      "in {} of {} cases. Every kernel that wins, ties or loses here was compared with the\n"
      "definition before it was timed; `./run test` checks it far more thoroughly.\n\n",
      report.cases.size(), verdicts[Verdict::win], verdicts[Verdict::tie],
      verdicts[Verdict::undecided], delta_text(report), found_different, repeated);
  page.add("The fastest, out of place and with random signs:\n\n");
  add_sentences(page, report);
  page.add("\n");
}

void add_tables(Page& page, const Report& report) {
  page.add("## The fastest of each case, beside a copy\n\n");
  page.add(
      "*runner-up* is how many times as long the second fastest takes, and between which bounds\n"
      "that lies. *near* is how many kernels tie with the fastest or could not be told from it.\n"
      "*share of copy* is the time of the fastest copy of the same number of bytes divided by the\n"
      "kernel's: 100 % is as fast as this machine moves memory. *GB/s* counts each input read and\n"
      "the output written once. *public call* is the time of the public function divided by the\n"
      "fastest kernel's. Times are medians of a call; in place, the `{}` before each call is\n"
      "subtracted round by round (on large arrays the clock stands still meanwhile). All kernels "
      "are in `summary.csv`.\n",
      bench::restore);
  std::string latest;
  for (const JudgedCase& one : report.cases) {
    const Workload& workload = one.key.workload;
    if (one.kernels.empty()) continue;
    if (const std::string now = heading(one.key); now != latest) {
      page.add("\n### {}\n\n", now);
      page.add(
          "| placement | signs | n | fastest | verdict | runner-up | near | time | GB/s "
          "| copy GB/s | share of copy | public call |\n"
          "|---|---|--:|---|---|---|--:|--:|--:|--:|--:|--:|\n");
      latest = now;
    }
    const Standing& best = one.kernels.front();
    const auto call = one.public_call ? one.public_call->ratio_to_best : std::nullopt;
    const double copy = one.copy ? one.copy->gb_per_s.value_or(0) : 0;
    page.add("| {} | {} | {} | `{}` | {} | {} | {} | {} | {} | {} | {} | {} |\n",
             placement_text(workload.placement), bench::row(workload.signs).name,
             count_text(workload.n), best.implementation, verdict_of(one), interval_text(best),
             count_near(one), best.median_ns ? time_text(*best.median_ns) : "-",
             best.gb_per_s ? rate_text(*best.gb_per_s) : "-", copy > 0 ? rate_text(copy) : "-",
             percent_text(best.share_of_copy), ratio_text(call));
  }
}

/// Kernels of other libraries: shown beside the best, never recommended.
void add_peers(Page& page, const Report& report) {
  bool begun = false;
  for (const JudgedCase& one : report.cases)
    for (const Standing& peer : one.peers) {
      if (!begun)
        page.add(
            "\n## Peers\n\nKernels that declare no convention. They were not checked.\n\n"
            "| case | peer | time over the fastest kernel's |\n|---|---|---|\n");
      begun = true;
      page.add("| {} | `{}` | {} |\n", escape(bench::case_name(one.key)), peer.implementation,
               interval_text(peer));
    }
}

void add_environment(Page& page, const Report& report) {
  page.add("\n## Environment\n\n| what | value |\n|---|---|\n");
  for (const auto& [what, value] : report.facts)
    page.add("| {} | {} |\n", escape(what), escape(value));
  std::string knees;
  for (const double bytes : report.knees)
    knees += fmt::format("{}{:.0f} KiB", knees.empty() ? "" : ", ", bytes / 1024);
  page.add("| a copy is markedly slower beyond | {} |\n", knees.empty() ? "-" : knees);
}

}  // namespace

std::string render_markdown(const Report& report) {
  Page page;
  page.add("# ReLU and Leaky ReLU kernels: the fastest on this machine\n\n");
  add_verdict(page, report);
  if (!report.warnings.empty()) {
    page.add("## Warnings\n\n");
    for (const std::string& warning : report.warnings) page.add("- {}\n", escape(warning));
    page.add("\n");
  }
  add_tables(page, report);
  add_peers(page, report);
  add_environment(page, report);
  page.add(
      "\n## How to reproduce\n\n"
      "With the command of the environment table, or the quick profile:\n\n"
      "```sh\n"
      "rectifier measure --profile quick --out measurements.json\n"
      "rectifier report measurements.json\n"
      "```\n");
  return page.text;
}

}  // namespace rectifier::reports
