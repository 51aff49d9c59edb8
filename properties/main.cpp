// rectifier-properties: every property of every kernel, ours and those of plug-ins.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <sstream>
#include <stdexcept>

#include "exhaustive.hpp"
#include "large.hpp"
#include "property_test.hpp"
#include "reporter.hpp"
#include "strangers.hpp"
#include "summary.hpp"

namespace {

constexpr int bad_input = 2;

int complain(const std::string& what) {
  std::cerr << "rectifier-properties: " << what << '\n';
  return bad_input;
}

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

nlohmann::ordered_json summary_of(const rectifier::PropertyRun& run) {
  auto kernels = nlohmann::ordered_json::object();
  std::size_t failed = 0;
  for (const auto& [id, tally] : run.tallies) {
    kernels[id] = {{"held", tally.held}, {"failed", tally.failed}};
    failed += tally.failed;
  }
  const char* params = std::getenv("RC_PARAMS");
  return {{"rc_params", params == nullptr ? "" : params},
          {"seed", rc::detail::configuration().testParams.seed},
          {"held", run.held},
          {"failed", failed},
          {"cases", run.cases},
          {"exhaustive_inputs", run.exhaustive_inputs},
          {"skipped", run.skipped},
          {"kernels", kernels}};
}

int run(int argc, char** argv) {
  // GoogleTest's own arguments are its own business; the rest is ours.
  std::vector<char*> for_gtest = {argv[0]};
  std::vector<std::string> ours;
  for (int i = 1; i < argc; ++i) {
    if (std::string_view(argv[i]).starts_with("--gtest_"))
      for_gtest.push_back(argv[i]);
    else
      ours.insert(ours.begin(), argv[i]);
  }

  rectifier::PropertyRun properties;
  properties.program = argv[0];
  std::vector<std::string> plugins;
  CLI::App app("Checks every property of every kernel, bit for bit.", "rectifier-properties");
  app.add_option("--plugin", plugins, "Check the kernels of this plug-in too (repeatable)")
      ->type_name("FILE");
  app.add_option("--timeout", properties.timeout_s, "Seconds that one test may take")
      ->type_name("SECONDS")
      ->check(CLI::Range(1, 86400))
      ->capture_default_str();
  std::string summary;
  app.add_option("--summary", summary, "Write what was checked as JSON")->type_name("FILE");
  bool exhaustive = false;
  app.add_flag("--exhaustive", exhaustive,
               "Add the tests Exhaustive.kernel id: every f32 input\nthere is");
  app.add_flag("--first-pass", properties.first_pass_only,
               "Exhaustive tests: at one slope and one fixed\nargument, for slow machines");
  bool large = false;
  app.add_flag("--large", large,
               "Add the tests Large.kernel id: more than 2^31\nelements, 9 GiB of memory");
  app.set_version_flag("--version", std::string(rectifier::version()));
  app.footer(
      "All of GoogleTest's --gtest_… arguments work; a test is named Property.kernel\n"
      "id.\n"
      "RapidCheck is set by the environment: RC_PARAMS='seed=1 max_success=1000'.\n\n"
      "Example: rectifier-properties --gtest_filter='*.relu/*/xsimd_max_avx2'");
  try {
    app.parse(ours);
  } catch (const CLI::Success& asked) {
    return app.exit(asked);
  } catch (const CLI::ParseError& error) {
    return complain(std::string(error.what()) + "; --help says what is accepted");
  }

  if (const char* params = std::getenv("RC_PARAMS"))
    if (const std::string wrong = wrong_in_rc_params(params); !wrong.empty())
      return complain("RC_PARAMS='" + std::string(params) + "': " + wrong);

  for (const std::string& file : plugins) properties.plugin_args.push_back("--plugin=" + file);
  try {
    properties.kernels = rectifier::kernels_with(plugins);
  } catch (const std::invalid_argument& error) {
    return complain(error.what());
  }

  int gtest_argc = static_cast<int>(for_gtest.size());
  for_gtest.push_back(nullptr);
  testing::InitGoogleTest(&gtest_argc, for_gtest.data());
  if (gtest_argc > 1) return complain(std::string("unknown argument ") + for_gtest[1]);
  rectifier::register_property_tests(properties);
  if (exhaustive) rectifier::register_exhaustive_tests(properties);
  if (large) rectifier::register_large_tests(properties);
  rectifier::report_calmly(properties);
  const int status = RUN_ALL_TESTS();
  if (testing::GTEST_FLAG(list_tests)) return status;
  rectifier::print_strangers(properties);
  if (!summary.empty()) rectifier::write_summary(summary, summary_of(properties));
  // A run that tried nothing has shown nothing, and one that nobody can read neither.
  return properties.held == 0 || std::fflush(stdout) != 0 ? 1 : status;
}

}  // namespace

int main(int argc, char** argv) {
  const auto guarded = [&] {
    try {
      return run(argc, argv);
    } catch (const std::exception& error) {
      std::cerr << "rectifier-properties: " << error.what() << '\n';
      return 1;
    }
  };
  try {
    return rectifier::supervised(guarded);
  } catch (const std::exception& error) {
    std::cerr << "rectifier-properties: " << error.what() << '\n';
    return 1;
  }
}
