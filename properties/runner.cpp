#include "properties/runner.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/detail/TestListenerAdapter.h>
#include <sys/mman.h>
#if __has_include(<sys/prctl.h>)
#include <sys/prctl.h>
#endif
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <sstream>
#include <system_error>

#include "properties/coverage.hpp"

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
                           const std::string& rc_params, const std::string& arguments = "") {
  std::string command;
  if (const char* target = std::getenv("RECTIFIER_TARGET"); target != nullptr && *target != '\0')
    command += fmt::format("RECTIFIER_TARGET={} ", target);
  if (!rc_params.empty()) command += fmt::format("RC_PARAMS='{}' ", rc_params);
  command += run.program;
  for (const std::string& arg : run.plugin_args) command += " " + arg;
  if (!arguments.empty()) command += " " + arguments;
  return command + fmt::format(" --gtest_filter='{}'", test);
}

// What a signal handler may read: prepared before each test, in plain memory.
struct Watched {
  char report[4096];
  bool running;   ///< a test is
  bool reported;  ///< how it ended
  bool finished;  ///< the work came to its end
};
Watched unsupervised{};
/// In memory that the supervisor sees too.
Watched* watched = &unsupervised;
struct sigaction previous_action[NSIG];

void say(const char* text) {
  [[maybe_unused]] const auto written = write(STDERR_FILENO, text, std::strlen(text));
}

void say(std::size_t number) {
  char digits[24];
  char* first = digits + sizeof digits;
  *--first = '\0';
  do {
    *--first = static_cast<char>('0' + number % 10);
    number /= 10;
  } while (number != 0);
  say(first);
}

void report_end(const char* how, const char* why = "") {
  say("\n");
  say(how);
  say(watched->report);
  watched->reported = true;
  if (!current_call.running) return;
  say("wrong    ");
  say(why);
  say("during the call with n = ");
  say(current_call.n);
  say(current_call.writes == Writes::out ? ", out of place" : ", in place");
  if (current_call.where.at_end) {
    say(", flush with the inaccessible page after\n");
  } else {
    say(", at element ");
    say(current_call.where.offset);
    say(" of a page\n");
  }
}

extern "C" void report_crash(int signal) {
  report_end(signal == SIGALRM ? "HUNG" : "CRASHED",
             signal == SIGSEGV  ? "touched memory that is not its own, "
             : signal == SIGILL ? "executed what this CPU has no instruction for, "
                                : "");
  const struct sigaction& previous = previous_action[signal];
  if (previous.sa_handler == SIG_DFL) _exit(1);
  sigaction(signal, &previous, nullptr);  // a sanitizer's own report follows
}

/// A kernel that ends the process would end it with status 0.
void report_exit() {
  if (!watched->running) return;
  report_end("ENDED THE PROCESS");
  _exit(1);
}

void report_crashes_with(const std::string& test, const std::string& repeat, unsigned timeout_s) {
  [[maybe_unused]] static const bool installed = [] {
    for (int signal : {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGALRM}) {
      struct sigaction action = {};
      action.sa_handler = report_crash;
      sigaction(signal, &action, &previous_action[signal]);
    }
    return std::atexit(report_exit) == 0;
  }();
  const std::string report = fmt::format(" {}\nrepeat with: {}\n", test, repeat);
  std::strncpy(watched->report, report.c_str(), sizeof watched->report - 1);
  watched->running = true;
  alarm(timeout_s);
}

class PropertyTest : public testing::Test {
 public:
  PropertyTest(const Property& property, const Kernel& kernel, PropertyRun& run)
      : property_(property), kernel_(kernel), run_(run) {}

  void TestBody() override {
    const std::string test = std::string(property_.name) + "." + kernel_.id;
    const auto& configuration = rc::detail::configuration();
    if (!kernel_.supported()) return skip(kernel_.unsupported);
    if (*property_.impossible != '\0') return skip(property_.impossible);
    if (!configuration.reproduce.empty() && !configuration.reproduce.contains(test))
      return skip("RC_PARAMS reproduces another test");
    check_type(test, Types{});
    Tally& tally = run_.tallies[kernel_.id];
    ++(HasFailure() ? tally.failed : tally.held);
  }

 private:
  void skip(const std::string& why) {
    ++run_.skipped[why];
    GTEST_SKIP() << why;
  }

  template <class... T>
  void check_type(const std::string& test, TypeList<T...>) {
    ((kernel_.type == TypeTraits<T>::type ? check<T>(test) : void()), ...);
  }

  template <class T>
  void check(const std::string& test) {
    const auto& configuration = rc::detail::configuration();
    rc::detail::TestParams params = configuration.testParams;
    report_crashes_with(
        test,
        repeat_command(run_, test,
                       fmt::format("seed={} max_success={}", params.seed, params.maxSuccess)),
        run_.timeout_s);
    params.seed ^= hash(test);
    if (params.maxSuccess > 0)
      params.maxSuccess = std::max(1, params.maxSuccess / property_.one_case_in);
    const auto holds =
        std::get<Complaint (*)(const Kernel&, KernelList, const Input<T>&)>(property_.checks);

    Coverage coverage;
    std::string first_complaint;
    const auto body = [&] {
      const Input<T> input = *any_input<T>(longest_drawn);
      coverage.count(input);
      const Complaint complaint = holds(kernel_, run_.kernels, input);
      if (!complaint) return;
      if (first_complaint.empty()) first_complaint = *complaint;
      RC_FAIL(*complaint);
    };
    rc::detail::TestMetadata metadata;
    metadata.id = test;
    // A listener of our own: RapidCheck's would print all failures once more at the end.
    rc::detail::TestListenerAdapter silent;
    const auto result =
        rc::detail::checkTestable(body, metadata, params, silent, configuration.reproduce);
    unwatch();

    rc::detail::SuccessResult success;
    if (result.template match<rc::detail::SuccessResult>(success)) {
      run_.cases += static_cast<std::size_t>(success.numSuccess);
      if (success.numSuccess == 0) FAIL() << test << ": no case was tried";
      if (success.numSuccess >= Coverage::judged_from && !coverage.missing().empty())
        FAIL() << test << ": its inputs show too little: " << coverage.missing();
      ++run_.held;
      return;
    }
    rc::detail::FailureResult failure;
    std::ostringstream text;
    text << "kernel   " << kernel_.id << "\nproperty " << property_.name << "\n";
    if (result.template match<rc::detail::FailureResult>(failure)) {
      rc::detail::Configuration one;
      one.reproduce[test] = failure.reproduce;
      const std::string complaint = complaint_of(failure.description);
      // Shrinking tries the input again; a race, or a state, may answer rightly then.
      text << "wrong    "
           << (complaint.empty() ? first_complaint + "; seen once, not again on the same input"
                                 : complaint)
           << "\n";
      for (const auto& [type, example] : failure.counterExample) text << "input    " << example;
      text << "\nrepeat with: "
           << repeat_command(run_, test, rc::detail::configToMinimalString(one));
    } else {
      rc::detail::printResultMessage(result, text);
    }
    ADD_FAILURE() << text.str();
  }

  /// RapidCheck puts the place in this file before what RC_FAIL was given; empty if the input
  /// that was left after shrinking did not fail.
  static std::string complaint_of(const std::string& description) {
    if (description.find(__FILE__) == std::string::npos) return {};
    const auto last = description.find_last_not_of('\n');
    const auto line = description.rfind('\n', last);
    return description.substr(line == std::string::npos ? 0 : line + 1);
  }

  static constexpr std::size_t longest_drawn = 140;

  const Property& property_;
  const Kernel& kernel_;
  PropertyRun& run_;
};

}  // namespace

void watch(const PropertyRun& run, const std::string& test, const std::string& arguments) {
  report_crashes_with(test, repeat_command(run, test, "", arguments), run.timeout_s);
}

void unwatch() {
  alarm(0);
  watched->running = false;
}

int supervised(const std::function<int()>& work) {
  void* memory =
      mmap(nullptr, sizeof(Watched), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) throw std::system_error(errno, std::system_category(), "mmap");
  watched = new (memory) Watched{};
  const pid_t supervisor = getpid();
  const pid_t child = fork();
  if (child < 0) throw std::system_error(errno, std::system_category(), "can't start a process");
  if (child == 0) {
    // Nobody would read what it says once the supervisor is gone; elsewhere than on Linux it ends
    // by its own time-outs.
#if defined(PR_SET_PDEATHSIG)
    prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
    if (getppid() != supervisor) _exit(1);
    const int status = work();
    watched->finished = true;
    return status;
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (watched->finished && WIFEXITED(status)) return WEXITSTATUS(status);
  if (watched->running && !watched->reported)
    report_end(WIFSIGNALED(status) ? "KILLED" : "ENDED THE PROCESS");
  return 1;
}

void register_property_tests(PropertyRun& run) {
  for (const Property& property : properties())
    for (const Kernel& kernel : run.kernels)
      if (property.applies(kernel, run.kernels))
        testing::RegisterTest(property.name, kernel.id.c_str(), nullptr, nullptr, __FILE__,
                              __LINE__, [&property, &kernel, &run]() -> testing::Test* {
                                return new PropertyTest(property, kernel, run);
                              });
}

}  // namespace rectifier
