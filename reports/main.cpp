// The `rectifier` tool. A command is one file that adds itself; `commands` lists them.
#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <stdexcept>

#include "command.hpp"
#include "text.hpp"
#include "words.hpp"

namespace rectifier::reports {

namespace {

constexpr void (*commands[])(CLI::App&) = {add_list,   add_measure, add_report,
                                           add_choose, add_compare, add_export};

/// Help in lines of at most 80 columns.
struct Help : CLI::Formatter {
  static constexpr std::size_t text_column = 28;

  std::string make_option(const CLI::Option* option, bool positional) const override {
    return paragraph("  " + make_option_name(option, positional) + make_option_opts(option),
                     text_column, make_option_desc(option));
  }
  std::string make_subcommand(const CLI::App* command) const override {
    return paragraph("  " + command->get_name(), text_column, command->get_description());
  }
};

/// One line on stderr, whatever was given.
int complain(Status status, const CLI::App& app, std::string_view what) {
  if (what.empty()) return status;
  std::string command = "rectifier";
  for (const CLI::App* given : app.get_subcommands()) command += " " + given->get_name();
  fmt::print(stderr, "{}: {}\n", command, bench::printable(what, what.size()));
  return status;
}

/// What CLI11 found wrong with the arguments, and what is accepted.
int complain(const CLI::App& app, const CLI::ParseError& error) {
  if (!app.get_subcommands().empty())
    return complain(bad_input, app,
                    fmt::format("{}; see rectifier {} --help", error.what(),
                                app.get_subcommands().front()->get_name()));
  std::vector<std::string> known;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; }))
    known.push_back(command->get_name());
  const auto words = app.remaining();
  return complain(bad_input, app,
                  fmt::format("{}; commands are {}; see rectifier --help",
                              words.empty() ? "a command is missing"
                                            : fmt::format("\"{}\" is unknown", words.front()),
                              fmt::join(known, ", ")));
}

int run(int argc, const char* const* argv) {
  CLI::App app("rectifier: which ReLU kernels there are, and what to make of their timings",
               "rectifier");
  app.formatter(std::make_shared<Help>());  // commands take it over
  app.require_subcommand(1);
  finish_command(app,
                 "rectifier measure --profile quick --out m.json\n"
                 "  rectifier report m.json");
  for (const auto add : commands) add(app);
  try {
    int status = done;
    try {
      app.parse(argc, argv);
    } catch (const Outcome& outcome) {
      status = outcome.status;
    }
    if (std::fflush(stdout) != 0) throw std::runtime_error("can't write to standard output");
    return status;
  } catch (const CLI::Success& help_or_version) {
    return app.exit(help_or_version);
  } catch (const CLI::ParseError& error) {
    return complain(app, error);
  } catch (const std::invalid_argument& error) {
    return complain(bad_input, app, error.what());
  } catch (const std::exception& error) {
    return complain(failed, app, error.what());
  }
}

}  // namespace
}  // namespace rectifier::reports

int main(int argc, char** argv) { return rectifier::reports::run(argc, argv); }
