#include "properties/reporter.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <sstream>

#include "properties/semantics/semantics.hpp"
#include "support/progress.hpp"
#include "support/text.hpp"

namespace rectifier {
namespace {

class Reporter : public testing::EmptyTestEventListener {
 public:
  explicit Reporter(const PropertyRun& run) : run_(run) {}

  void OnTestProgramStart(const testing::UnitTest& unit) override {
    total_ = static_cast<std::size_t>(unit.test_to_run_count());
    progress_.emplace("properties", total_);
  }

  void OnTestEnd(const testing::TestInfo& test) override {
    progress_->clear();
    if (test.result()->Failed())
      fmt::print("{}\n[  FAILED  ] {}.{}\n\n", in_words(run_.found.failures.back()),
                 test.test_suite_name(), test.name());
    for (int i = 0; i < test.result()->test_property_count(); ++i)
      fmt::print("{}\n", test.result()->GetTestProperty(i).value());
    std::fflush(stdout);
    ++done_;
    show_progress(0);
  }

  /// `share` of the test that runs now is done.
  void show_progress(double share) {
    if (Progress::on_terminal()) progress_->report(done_, {}, share);
  }

  void OnTestProgramEnd(const testing::UnitTest& unit) override {
    progress_->clear();
    for (const auto& [why, count] : run_.found.skipped) fmt::print("{} skipped: {}\n", count, why);
    if (unit.failed_test_count() != 0)
      fmt::print("{} of {} properties FAILED\n", unit.failed_test_count(), total_);
    else if (run_.found.held == 0)
      fmt::print("{}\n", total_ == 0 ? "No test has such a name"
                                     : "No property was tried: every test was skipped");
    else
      fmt::print("{}\n", sentence());
    std::fflush(stdout);
  }

 private:
  /// What held, for people to quote.
  std::string sentence() const {
    const Summary& found = run_.found;
    std::string text =
        fmt::format("{} properties of {} kernels held", found.held, found.kernels.size());
    if (found.cases != 0)
      text += fmt::format(" on {} drawn inputs (seed {})", with_commas(found.cases),
                          rc::detail::configuration().testParams.seed);
    if (found.exhaustive_inputs != 0)
      text += fmt::format("{}{} inputs one by one", found.cases == 0 ? " on " : "\nand on ",
                          with_commas(found.exhaustive_inputs));
    return text;
  }

  const PropertyRun& run_;
  std::size_t total_ = 0, done_ = 0;
  std::optional<Progress> progress_;
};

}  // namespace

std::string in_words(const Outcome& one) {
  if (one.how == How::not_judged) return one.test() + ": " + one.wrong;
  if (one.how == How::failed && one.input.empty())
    return fmt::format("kernel   {}\nwrong    {}", one.kernel, one.wrong);
  if (one.how == How::failed)
    return fmt::format("kernel   {}\nproperty {}\nwrong    {}\ninput    {}\nrepeat with: {}",
                       one.kernel, one.property, one.wrong, one.input, one.repeat);
  std::string how(name(one.how));
  std::transform(how.begin(), how.end(), how.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return fmt::format("\n{} {}\nrepeat with: {}\n{}", how, one.test(), one.repeat,
                     one.wrong.empty() ? "" : "wrong    " + one.wrong + "\n");
}

void report_calmly(PropertyRun& run) {
  if (testing::GTEST_FLAG(list_tests)) return;
  auto& listeners = testing::UnitTest::GetInstance()->listeners();
  delete listeners.Release(listeners.default_result_printer());
  auto* reporter = new Reporter(run);
  listeners.Append(reporter);
  run.progress = [reporter](double share) { reporter->show_progress(share); };
}

void print_strangers(const PropertyRun& run) {
  for (const Kernel& kernel : run.kernels) {
    if (kernel.convention || !run.found.kernels.contains(kernel.id)) continue;
    const Semantics semantics = classify(kernel);
    fmt::print("\n{}\n  {}\n", kernel.id, in_words(semantics));
    std::istringstream lines(departures_in_words(semantics));
    for (std::string line; std::getline(lines, line);) fmt::print("  {}\n", line);
    std::fflush(stdout);
  }
}

}  // namespace rectifier
