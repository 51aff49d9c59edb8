#include "properties/reporter.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <string_view>

#include "properties/parallel.hpp"

namespace rectifier {
namespace {

class Reporter : public testing::EmptyTestEventListener {
 public:
  explicit Reporter(const PropertyRun& run) : run_(run) {}

  void OnTestProgramStart(const testing::UnitTest& unit) override {
    total_ = unit.test_to_run_count();
    start_ = Clock::now();
  }

  void OnTestPartResult(const testing::TestPartResult& result) override {
    if (!result.failed()) return;
    clear_line();
    std::string_view message = result.message();
    if (message.starts_with("Failed\n")) message.remove_prefix(7);
    fmt::print("{}\n", message);
  }

  void OnTestEnd(const testing::TestInfo& test) override {
    if (test.result()->Failed()) {
      clear_line();
      fmt::print("[  FAILED  ] {}.{}\n\n", test.test_suite_name(), test.name());
    }
    for (int i = 0; i < test.result()->test_property_count(); ++i) {
      clear_line();
      fmt::print("{}\n", test.result()->GetTestProperty(i).value());
    }
    std::fflush(stdout);
    ++done_;
    show_progress(0);
  }

  /// `share` of the test that runs now is done.
  void show_progress(double share) {
    const auto now = Clock::now();
    const double done = done_ + share;
    if (!terminal_ || done == 0 || now - shown_ < std::chrono::milliseconds(100)) return;
    shown_ = now;
    const double seconds = std::chrono::duration<double>(now - start_).count();
    fmt::print("\r{} of {} properties{}, about {:.0f} s left\033[K", done_, total_,
               share == 0 ? "" : fmt::format(", {:.0f} % of the next", 100 * share),
               seconds / done * (total_ - done));
    std::fflush(stdout);
  }

  void OnTestProgramEnd(const testing::UnitTest& unit) override {
    clear_line();
    for (const auto& [why, count] : run_.skipped) fmt::print("{} skipped: {}\n", count, why);
    if (unit.failed_test_count() != 0)
      fmt::print("{} of {} properties FAILED\n", unit.failed_test_count(), total_);
    else if (run_.held == 0)
      fmt::print("{}\n", total_ == 0 ? "No test has such a name"
                                     : "No property was tried: every test was skipped");
    else
      fmt::print("{}\n", sentence());
    std::fflush(stdout);
  }

 private:
  using Clock = std::chrono::steady_clock;

  /// What held, for people to quote.
  std::string sentence() const {
    std::string text =
        fmt::format("{} properties of {} kernels held", run_.held, run_.tallies.size());
    if (run_.cases != 0)
      text += fmt::format(" on {} drawn inputs (seed {})", with_commas(run_.cases),
                          rc::detail::configuration().testParams.seed);
    if (run_.exhaustive_inputs != 0)
      text += fmt::format("{}{} inputs one by one", run_.cases == 0 ? " on " : "\nand on ",
                          with_commas(run_.exhaustive_inputs));
    return text;
  }

  void clear_line() const {
    if (terminal_) fmt::print("\r\033[K");
  }

  const PropertyRun& run_;
  const bool terminal_ = isatty(STDOUT_FILENO) != 0;
  int total_ = 0;
  int done_ = 0;
  Clock::time_point start_, shown_;
};

}  // namespace

void report_calmly(PropertyRun& run) {
  if (testing::GTEST_FLAG(list_tests)) return;
  auto& listeners = testing::UnitTest::GetInstance()->listeners();
  delete listeners.Release(listeners.default_result_printer());
  auto* reporter = new Reporter(run);
  listeners.Append(reporter);
  run.progress = [reporter](double share) { reporter->show_progress(share); };
}

}  // namespace rectifier
