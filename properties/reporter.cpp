#include "reporter.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <string_view>

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
    const auto now = Clock::now();
    if (!terminal_ || now - shown_ < std::chrono::milliseconds(100)) return;
    shown_ = now;
    const double seconds = std::chrono::duration<double>(now - start_).count();
    fmt::print("\r{} of {} properties, {:.0f} s left\033[K", done_, total_,
               seconds / done_ * (total_ - done_));
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
      fmt::print("{} properties held on {} drawn inputs{}\n", run_.held, run_.cases,
                 run_.exhaustive_inputs == 0
                     ? ""
                     : fmt::format(" and {} exhaustive ones", run_.exhaustive_inputs));
    std::fflush(stdout);
  }

 private:
  using Clock = std::chrono::steady_clock;

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

void report_calmly(const PropertyRun& run) {
  if (testing::GTEST_FLAG(list_tests)) return;
  auto& listeners = testing::UnitTest::GetInstance()->listeners();
  delete listeners.Release(listeners.default_result_printer());
  listeners.Append(new Reporter(run));
}

}  // namespace rectifier
