#include "properties/mutants/trial.hpp"

#include "properties/parallel.hpp"
#include "support/progress.hpp"

namespace rectifier::mutants {

Judgement judge(Program properties, const std::filesystem::path& summary) {
  std::filesystem::remove(summary);
  properties.arguments.push_back("--summary=" + summary.string());
  Judgement made{run_to_end(properties), {}};
  for (const Outcome& outcome : failures_in(summary.string())) {
    if (outcome.how == How::not_judged) continue;
    const bool has_answer = outcome.how == How::failed;
    made.kill = {outcome.test(), has_answer ? outcome.wrong : std::string(name(outcome.how))};
    break;
  }
  return made;
}

void add_options(CLI::App& app, JudgeOptions& options, const std::string& only) {
  app.add_option("--only", options.only, only)->type_name("TEXT");
  app.add_option("--summary", options.summary, "Add the score to this JSON file")
      ->type_name("FILE");
  app.add_option("--jobs", options.jobs, "How many at a time")
      ->check(CLI::Range(1, 1024))
      ->capture_default_str();
}

void for_each_of(std::size_t count, const JudgeOptions& options, const char* things,
                 const std::function<void(std::size_t i, unsigned job)>& work) {
  Progress progress(things, count);
  on_threads(
      count, options.jobs, [&](std::size_t done) { progress.report(done); },
      [&](unsigned job) {
        return [&, job](std::size_t i) {
          work(i, job);
          return true;
        };
      });
}

}  // namespace rectifier::mutants
