#include "properties/runner.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/detail/TestListenerAdapter.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <sstream>

#include "properties/coverage.hpp"
#include "properties/reporter.hpp"

namespace rectifier {
namespace {

/// FNV-1a: fixed, so that a seed means the same on every machine.
std::uint64_t hash(std::string_view text) {
  std::uint64_t value = 0xcbf29ce484222325u;
  for (unsigned char c : text) value = (value ^ c) * 0x100000001b3u;
  return value;
}

/// A shell command that runs one test again.
std::string repeat_command(const PropertyRun& run, const std::string& test,
                           const std::string& rc_params, const std::string& arguments) {
  std::string command;
  if (const char* target = std::getenv("RECTIFIER_TARGET"); target != nullptr && *target != '\0')
    command += fmt::format("RECTIFIER_TARGET={} ", target);
  if (!rc_params.empty()) command += fmt::format("RC_PARAMS='{}' ", rc_params);
  command += run.program;
  for (const std::string& arg : run.plugin_args) command += " " + arg;
  if (!arguments.empty()) command += " " + arguments;
  return command + fmt::format(" --gtest_filter='{}'", test);
}

constexpr std::size_t longest_drawn = 140;

template <class T>
void check(const Property& property, const Kernel& kernel, PropertyRun& run, Outcome& outcome) {
  const auto& configuration = rc::detail::configuration();
  const std::string test = outcome.test();
  rc::detail::TestParams params = configuration.testParams;
  run.begin(outcome, fmt::format("seed={} max_success={}", params.seed, params.maxSuccess), "");
  params.seed ^= hash(test);
  if (params.maxSuccess > 0)
    params.maxSuccess = std::max(1, params.maxSuccess / property.one_case_in);
  const auto holds =
      std::get<Complaint (*)(const Kernel&, KernelList, const Input<T>&)>(property.checks);

  Coverage coverage;
  std::vector<std::string> complaints;
  const auto body = [&]() -> std::string {
    const Input<T> input = *any_input<T>(longest_drawn);
    coverage.count(input);
    const Complaint complaint = holds(kernel, run.kernels, input);
    if (complaint) complaints.push_back(*complaint);
    return complaint.value_or("");
  };
  rc::detail::TestMetadata metadata;
  metadata.id = test;
  // A listener of our own: RapidCheck's would print all failures once more at the end.
  rc::detail::TestListenerAdapter silent;
  const auto result =
      rc::detail::checkTestable(body, metadata, params, silent, configuration.reproduce);

  rc::detail::SuccessResult success;
  rc::detail::FailureResult failure;
  if (result.template match<rc::detail::SuccessResult>(success)) {
    outcome.cases = static_cast<std::size_t>(success.numSuccess);
    if (success.numSuccess == 0)
      outcome.wrong = "no case was tried";
    else if (success.numSuccess >= Coverage::judged_from && !coverage.missing().empty())
      outcome.wrong = "its inputs show too little: " + coverage.missing();
    if (!outcome.wrong.empty()) outcome.how = How::not_judged;
  } else if (result.template match<rc::detail::FailureResult>(failure)) {
    rc::detail::Configuration one;
    one.reproduce[test] = failure.reproduce;
    outcome.wrong = failure.description;
    // Shrinking tries the input again; a race, or a state, may answer rightly then.
    if (!complaints.empty() && std::ranges::count(complaints, outcome.wrong) == 0)
      outcome.wrong = complaints.front() + "; seen once, not again on the same input";
    for (const auto& [type, example] : failure.counterExample) outcome.input += example;
    outcome.repeat = repeat_command(run, test, rc::detail::configToMinimalString(one), "");
  } else {
    std::ostringstream text;
    rc::detail::printResultMessage(result, text);
    outcome.how = How::not_judged;
    outcome.wrong = text.str();
  }
}

void check(const Property& property, const Kernel& kernel, PropertyRun& run, Outcome& outcome) {
  const auto& wanted = rc::detail::configuration().reproduce;
  outcome.wrong = property.impossible;
  if (outcome.wrong.empty() && !wanted.empty() && !wanted.contains(outcome.test()))
    outcome.wrong = "RC_PARAMS reproduces another test";
  if (outcome.wrong.empty())
    with_type(kernel.type, [&]<class T>(T) { check<T>(property, kernel, run, outcome); });
  else
    outcome.how = How::skipped;
}

/// A test with one outcome.
class RecordedTest : public testing::Test {
 public:
  RecordedTest(PropertyRun& run, const char* property, const Kernel& kernel,
               const std::function<void(Outcome&)>& work)
      : run_(run), kernel_(kernel), work_(work), outcome_{property, kernel.id} {}

  void TestBody() override {
    if (kernel_.supported()) {
      try {
        work_(outcome_);
      } catch (const std::exception& error) {
        outcome_.how = How::not_judged;
        outcome_.wrong = std::string("threw an exception: ") + error.what();
      } catch (...) {
        outcome_.how = How::not_judged;
        outcome_.wrong = "threw an exception";
      }
      alarm(0);
    } else {
      outcome_.how = How::skipped;
      outcome_.wrong = kernel_.unsupported;
    }
    if (outcome_.how == How::running)
      outcome_.how = outcome_.wrong.empty() ? How::held : How::failed;
    run_.found.add(outcome_);
    run_.tell(outcome_);
    if (outcome_.how == How::skipped) GTEST_SKIP() << outcome_.wrong;
    if (outcome_.bad()) ADD_FAILURE() << in_words(outcome_);
  }

 private:
  PropertyRun& run_;
  const Kernel& kernel_;
  const std::function<void(Outcome&)> work_;
  Outcome outcome_;
};

}  // namespace

void PropertyRun::begin(Outcome& outcome, const std::string& rc_params,
                        const std::string& arguments) {
  outcome.repeat = repeat_command(*this, outcome.test(), rc_params, arguments);
  tell(outcome);
  alarm(timeout_s);
}

void register_test(PropertyRun& run, const char* property, const Kernel& kernel,
                   const std::function<void(Outcome& outcome)>& work) {
  testing::RegisterTest(property, kernel.id.c_str(), nullptr, nullptr, __FILE__, __LINE__,
                        [&run, property, &kernel, work]() -> testing::Test* {
                          return new RecordedTest(run, property, kernel, work);
                        });
}

void register_property_tests(PropertyRun& run) {
  for (const Property& property : properties())
    for (const Kernel& kernel : run.kernels)
      if (property.applies(kernel, run.kernels))
        register_test(run, property.name, kernel,
                      [&](Outcome& outcome) { check(property, kernel, run, outcome); });
}

}  // namespace rectifier
