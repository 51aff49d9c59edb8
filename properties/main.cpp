// rectifier-properties: every property of every kernel, ours and those of plug-ins.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <sstream>
#include <stdexcept>

#include "properties/exhaustive/exhaustive.hpp"
#include "properties/reporter.hpp"
#include "properties/runner.hpp"
#include "properties/supervisor.hpp"
#include "support/command_line.hpp"

namespace {

/// RapidCheck ignores a key that it does not know; a person who mistyped one should hear of it.
std::string wrong_in_rc_params(const std::string& params) {
  static constexpr std::string_view keys[] = {
      "seed",     "max_success",      "max_size",          "max_discard_ratio",
      "noshrink", "verbose_progress", "verbose_shrinking", "reproduce"};
  std::istringstream words(params);
  for (std::string word; words >> word;) {
    const std::string key = word.substr(0, word.find('='));
    if (std::find(std::begin(keys), std::end(keys), key) == std::end(keys)) {
      std::string known;
      for (std::string_view k : keys) known.append(known.empty() ? "" : ", ").append(k);
      return "unknown key " + key + "; known are " + known;
    }
  }
  try {
    rc::detail::configFromString(params);
  } catch (const std::exception& error) {
    return error.what();
  }
  return {};
}

struct Options {
  std::vector<std::string> plugins;
  std::string summary;
  bool exhaustive = false, large = false;
};

int run(const Options& options, rectifier::PropertyRun& properties, rectifier::Extras extras,
        const rectifier::Tell& tell) {
  const char* given = std::getenv("RC_PARAMS");
  const std::string params = given == nullptr ? "" : given;
  if (const std::string wrong = wrong_in_rc_params(params); !wrong.empty())
    throw std::invalid_argument("RC_PARAMS='" + params + "': " + wrong);

  for (const std::string& file : options.plugins)
    properties.plugin_args.push_back("--plugin=" + file);
  properties.kernels = rectifier::kernels_with(options.plugins);

  extras.give_to([](int* argc, char** argv) { testing::InitGoogleTest(argc, argv); });
  rectifier::register_property_tests(properties);
  if (options.exhaustive) rectifier::register_exhaustive_tests(properties);
  if (options.large) rectifier::register_large_tests(properties);
  rectifier::report_calmly(properties);
  const bool lists = testing::GTEST_FLAG(list_tests);
  properties.tell = [&](const rectifier::Outcome& outcome) { tell(to_json(outcome)); };
  if (!options.summary.empty() && !lists) {
    const auto seed = rc::detail::configuration().testParams.seed;
    tell({{"summary", options.summary}, {"settings", {{"rc_params", params}, {"seed", seed}}}});
  }
  const int status = RUN_ALL_TESTS();
  if (lists) return status;
  rectifier::print_strangers(properties);
  // A run that tried nothing has shown nothing.
  return properties.found.held == 0 ? 1 : status;
}

int run(int argc, char** argv, const rectifier::Tell& tell) {
  Options options;
  rectifier::PropertyRun properties;
  properties.program = argv[0];
  CLI::App app("Checks every property of every kernel, bit for bit.", "rectifier-properties");
  app.allow_extras();
  app.add_option("--plugin", options.plugins, "Check the kernels of this plug-in too (repeatable)")
      ->type_name("FILE")
      ->allow_extra_args(false);
  app.add_option("--timeout", properties.timeout_s, "Seconds that one test may take")
      ->type_name("SECONDS")
      ->check(CLI::Range(1, 86400))
      ->capture_default_str();
  app.add_option("--summary", options.summary, "Write what was checked as JSON")->type_name("FILE");
  app.add_flag("--exhaustive", options.exhaustive,
               "Add the tests Exhaustive.kernel id: every f32 input there is");
  app.add_flag("--first-pass", properties.first_pass_only,
               "Exhaustive tests: at one slope and one fixed argument, for slow machines");
  app.add_flag("--large", options.large,
               "Add the tests Large.kernel id: more than 2^31 elements, 9 GiB of memory");
  rectifier::finish_command(
      app,
      "rectifier-properties --gtest_filter='*.relu/*/xsimd_max_avx2'\n\n"
      "All of GoogleTest's --gtest_… arguments work; a test is named Property.kernel\n"
      "id.\n"
      "RapidCheck is set by the environment: RC_PARAMS='seed=1 max_success=1000'.");
  return rectifier::run_program(app, argc, argv, [&] {
    return run(options, properties, rectifier::Extras(app, argv[0]), tell);
  });
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return rectifier::supervised(
        [&](const rectifier::Tell& tell) { return run(argc, argv, tell); });
  } catch (const std::exception& error) {
    return rectifier::complain(rectifier::failed, "rectifier-properties", error.what());
  }
}
