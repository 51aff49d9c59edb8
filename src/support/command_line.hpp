// What the programs' command lines have in common: --help and errors in 80 columns, --version, and
// exit statuses. No part of the library.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "rectifier/kernel.hpp"
#include "support/text.hpp"

namespace rectifier {

/// Exit statuses of every program.
enum Status : int { done = 0, failed = 1, bad_input = 2 };

/// Help in lines of at most 80 columns.
struct HelpText : CLI::Formatter {
  static constexpr std::size_t text_column = 28;

  std::string make_option(const CLI::Option* option, bool positional) const override {
    return paragraph("  " + make_option_name(option, positional) + make_option_opts(option),
                     text_column, make_option_desc(option));
  }
  std::string make_subcommand(const CLI::App* command) const override {
    return paragraph("  " + command->get_name(), text_column, command->get_description());
  }
};

/// Gives a program, or a command of one, --help that ends with an example, and --version.
inline void finish_command(CLI::App& app, const std::string& example) {
  const CLI::App* program = &app;
  while (program->get_parent() != nullptr) program = program->get_parent();
  app.formatter(std::make_shared<HelpText>());
  app.set_version_flag("--version", program->get_name() + " " + std::string(version()));
  app.footer("Example:\n  " + example);
}

/// Says on stderr what went wrong: a line, or more where it is longer than 80 columns. Text that is
/// empty has been said already. Returns `status`.
inline int complain(int status, const std::string& program, std::string_view what) {
  if (!what.empty())
    std::fputs(wrap_and_cut(program + ": " + printable(what, what.size())).c_str(), stderr);
  return status;
}

/// A program and the command of it that was given.
inline std::string called(const CLI::App& app) {
  std::string name = app.get_name();
  for (const CLI::App* given : app.get_subcommands()) name += " " + given->get_name();
  return name;
}

/// What was wrong with the arguments, and what is accepted.
inline std::string explained(const CLI::App& app, std::string what) {
  const auto any = [](const CLI::App*) { return true; };
  const std::vector<std::string> words = app.remaining(true);
  if (app.get_subcommands().empty() && !app.get_subcommands(any).empty()) {
    what = words.empty() ? "a command is missing" : "\"" + words.front() + "\" is unknown";
    const char* before = "; commands are ";
    for (const CLI::App* command : app.get_subcommands(any)) {
      what += before + command->get_name();
      before = ", ";
    }
  } else if (!words.empty() && !app.get_allow_extras()) {
    // What is missing is said when nothing is too much.
    what = "unknown argument " + words.front();
  }
  return what + "; see --help";
}

/// Parses the arguments and does the work: the exit status. What a person gave wrongly, which is
/// std::invalid_argument, has status 2, whatever else goes wrong 1. A callback that did the work
/// in a way that has a status of its own throws CLI::RuntimeError.
template <class Work>
int run_program(CLI::App& app, int argc, const char* const* argv, const Work& work) {
  try {
    int status = done;
    try {
      app.parse(argc, argv);
      status = work();
    } catch (const CLI::RuntimeError& outcome) {
      status = outcome.get_exit_code();
    }
    if (std::fflush(stdout) != 0) throw std::runtime_error("can't write to standard output");
    return status;
  } catch (const CLI::Success& help_or_version) {
    return app.exit(help_or_version);
  } catch (const CLI::ParseError& error) {
    return complain(bad_input, called(app), explained(app, error.what()));
  } catch (const std::invalid_argument& error) {
    return complain(bad_input, called(app), error.what());
  } catch (const std::exception& error) {
    return complain(failed, called(app), error.what());
  }
}

/// The arguments that a program of `allow_extras` leaves to a library with a command line of its
/// own, which takes its own out of them.
class Extras {
 public:
  /// @param path  of the program, as it was called
  Extras(const CLI::App& app, std::string path) : words_{std::move(path)} {
    put_first(app.remaining());
  }
  /// Puts more of them before those that were given.
  void put_first(const std::vector<std::string>& words) {
    words_.insert(words_.begin() + 1, words.begin(), words.end());
  }
  /// Calls `take(int*, char**)`, the library's function.
  template <class Take>
  void give_to(const Take& take) {
    std::vector<char*> pointers;
    for (std::string& word : words_) pointers.push_back(word.data());
    int count = static_cast<int>(pointers.size());
    pointers.push_back(nullptr);
    take(&count, pointers.data());
    if (count > 1)
      throw std::invalid_argument("unknown argument " + printable(pointers[1]) + "; see --help");
  }

 private:
  std::vector<std::string> words_;
};

}  // namespace rectifier
