#include "bench/measure/resume.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <stdexcept>

#include "bench/measure/machine_and_build.hpp"
#include "support/accepted_words.hpp"

namespace rectifier::bench {
namespace {

bool exists(const std::string& file) {
  std::error_code ignored;
  return std::filesystem::exists(file, ignored);
}

/// Refuses to go on with what was begun otherwise.
void compare(const std::string& file, const Facts& there, const Facts& here, const char* what) {
  if (there == here) return;
  std::set<std::string> names;
  for (const Facts* facts : {&there, &here})
    for (const auto& [name, value] : *facts) names.insert(name);
  for (const std::string& name : names)
    if (fact(there, name) != fact(here, name))
      throw std::invalid_argument(fmt::format(
          "{} can't be resumed: the {} differs: {} was {} and is {}; give another --out", file,
          what, name, printable(fact(there, name), 60), printable(fact(here, name), 60)));
}

}  // namespace

std::optional<Measurements> to_resume(const OutputFile& output, bool resume,
                                      const Measurements& here) {
  const std::string& partial = output.partial();
  if (!resume) {
    if (exists(partial) && !read_measurements(partial).cases.empty())
      throw std::invalid_argument(
          fmt::format("{} is there, of a run that was not finished: --resume with the same "
                      "arguments goes on with it; else remove it, or give another --out",
                      partial));
    return std::nullopt;
  }
  const std::string& file = exists(partial) ? partial : output.name();
  if (!exists(file))
    throw std::invalid_argument(fmt::format(
        "there is nothing to resume: neither {} nor {} is there", partial, output.name()));
  Measurements before = read_measurements(file);
  compare(file, before.machine, here.machine, "machine");
  if (!same_machine(before.machine, here.machine))
    throw std::invalid_argument(fmt::format(
        "{} can't be resumed: what this CPU is, the system does not say; give another --out",
        file));
  compare(file, before.build, here.build, "build");
  compare(file, before.arguments, here.arguments, "argument");
  return before;
}

std::string shell_command(const std::vector<std::string>& arguments) {
  std::string text;
  for (const std::string& argument : arguments) {
    const bool plain = std::all_of(argument.begin(), argument.end(), [](unsigned char c) {
      return std::isalnum(c) != 0 ||
             std::string_view("-_./,=:+%@").find(char(c)) != std::string::npos;
    });
    text += (text.empty() ? "" : " ") + (plain ? argument : "'" + argument + "'");
  }
  return text;
}

}  // namespace rectifier::bench
