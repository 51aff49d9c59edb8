#include "reports/page/report_contents.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>

#include "bench/measure/machine_and_build.hpp"
#include "reports/answers/code_bytes.hpp"

namespace rectifier::reports {
namespace {

/// Kernels whose machine code is the same but for addresses, each group once.
std::vector<std::string> twins_of(const std::vector<bench::MeasuredCase>& cases) {
  std::map<std::string, std::set<std::string>>
      groups;                                // a case's, by the twin of the lowest target
  std::map<std::string, std::size_t> lines;  // in how many cases
  for (const bench::MeasuredCase& one : cases) {
    groups.clear();
    for (const bench::MeasuredEntrant& entrant : one.entrants)
      if (!entrant.same_code_as.empty())
        groups[entrant.same_code_as].insert(entrant.implementation);
    for (const auto& [lowest, others] : groups)
      ++lines[fmt::format("{} = {}", lowest, fmt::join(others, " = "))];
  }
  std::vector<std::string> made;
  for (const auto& [line, count] : lines)
    made.push_back(fmt::format("{} (cases: {})", line, count));
  return made;
}

}  // namespace

Report make_report(const std::vector<Measurements>& measurements, std::optional<Verified> verified,
                   double tolerance) {
  Measurements all = measurements.front();
  std::set<bench::Case> seen;
  for (const bench::MeasuredCase& one : all.cases) seen.insert(one.key);
  for (std::size_t i = 1; i < measurements.size(); ++i) {
    const Measurements& more = measurements[i];
    if (!bench::same_machine(more.machine, all.machine) || more.build != all.build)
      throw std::invalid_argument(
          "the files are of different machines or builds; give one report the files of one");
    for (const bench::MeasuredCase& one : more.cases) {
      if (!seen.insert(one.key).second)
        throw std::invalid_argument(bench::case_name(one.key) + " is in two of the files");
      all.cases.push_back(one);
    }
    all.complete = all.complete && more.complete;
    all.sessions.insert(all.sessions.end(), more.sessions.begin(), more.sessions.end());
    all.notes.insert(all.notes.end(), more.notes.begin(), more.notes.end());
  }

  Report report;
  for (const Facts* facts : {&all.machine, &all.build, &all.arguments})
    report.facts.insert(report.facts.end(), facts->begin(), facts->end());
  for (const bench::Session& session : all.sessions)
    report.facts.insert(report.facts.end(), session.facts.begin(), session.facts.end());
  const auto failed = verified ? verified->failed_kernels() : std::set<std::string>{};
  report.cases = bench::judge(all, tolerance, failed);
  report.twins = twins_of(all.cases);
  report.knees = bench::knees(all.copy_curve);
  report.warnings = bench::warnings_of(all, report.cases);
  report.verified = std::move(verified);
  report.decisions = decide(all, report.cases, code_bytes, failed);
  return report;
}

Setting main_setting(const Report& report) {
  const Setting plain{};
  for (const JudgedCase& one : report.cases) {
    Setting setting = one.key;
    setting.operation = plain.operation;
    setting.type = plain.type;
    if (setting == plain) return plain;
  }
  return report.cases.empty() ? plain : Setting(report.cases.front().key);
}

std::string tolerance_text(const Report& report) {
  return report.cases.empty() ? "-" : fmt::format("{:.3g} %", 100 * report.cases.front().tolerance);
}

std::size_t count_near(const JudgedCase& one) {
  return static_cast<std::size_t>(
      std::count_if(one.kernels.begin(), one.kernels.end(), [&](const Standing& kernel) {
        return &kernel != &one.kernels.front() && kernel.verdict != Verdict::slower;
      }));
}

}  // namespace rectifier::reports
