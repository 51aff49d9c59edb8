// The `rectifier` tool. A command is one file that adds itself; `commands` lists them.
#include "reports/commands/command.hpp"

int main(int argc, char** argv) {
  using namespace rectifier::reports;
  constexpr void (*commands[])(CLI::App&) = {add_list,   add_measure, add_report,
                                             add_choose, add_compare, add_export};
  CLI::App app("rectifier: which ReLU kernels there are, and what to make of their timings",
               "rectifier");
  app.require_subcommand(1);
  rectifier::finish_command(app,
                            "rectifier measure --profile quick --out m.json\n"
                            "  rectifier report m.json");
  for (const auto add : commands) add(app);
  return rectifier::run_program(app, argc, argv, [] { return rectifier::done; });
}
