#include "bench/measure/both_builds.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <stdexcept>
#include <system_error>

#include "bench/entrants.hpp"
#include "support/beside_program.hpp"

namespace rectifier::bench {
namespace {

constexpr char accepted[] = "--against takes the lib/rectifier-kernels.so of another build";

/// A build's kernels by the ids that they have in its own library.
using ByName = std::map<std::string, Kernel>;

ByName by_name(std::vector<Kernel> offered) {
  ByName found;
  for (Kernel& kernel : offered) {
    Kernel own = kernel;
    own.implementation.erase(0, own.implementation.find('/') + 1);
    found.emplace(kernel_id(own), std::move(kernel));
  }
  return found;
}

/// It belongs to the program wherever that was moved.
std::string own_plugin() {
  const auto file = beside_program({RECTIFIER_KERNELS, RECTIFIER_KERNELS_BUILT});
  if (!file.empty()) return file.string();
  throw std::runtime_error(
      "--against needs this build's own kernels as a plug-in too, and rectifier-kernels.so is not "
      "beside this program, in ../lib");
}

ByName others(const std::string& file) {
  try {
    return by_name(load_plugin(file));
  } catch (const std::system_error&) {
    throw;  // of this machine, not of the file
  } catch (const std::runtime_error& error) {
    throw std::invalid_argument(fmt::format("{}; {}", error.what(), accepted));
  }
}

std::string kernels_in(std::size_t count, std::string_view where) {
  return fmt::format("{} {} in {} alone", count, count == 1 ? "kernel is" : "kernels are", where);
}

}  // namespace

std::vector<Kernel> kernels_of_both_builds(std::vector<Kernel> all, const std::string& against,
                                           std::vector<std::string>& notes) {
  ByName before = others(against);
  ByName after = by_name(load_plugin(own_plugin()));
  std::vector<Kernel> made, pairs;
  std::size_t here_alone = 0;
  for (Kernel& kernel : all) {
    const auto here = after.find(kernel.id);
    if (here == after.end()) {
      // A row of another architecture is in neither.
      if (kernel.family == "plugin") made.push_back(std::move(kernel));
      continue;
    }
    const auto there = before.find(kernel.id);
    if (there == before.end()) {
      ++here_alone;
      continue;
    }
    // All that is known of this build's one holds for the other's too.
    Kernel other = kernel;
    other.id = there->second.id;
    other.family = family_before;
    other.function = there->second.function;
    if (other.unsupported.empty()) other.unsupported = there->second.unsupported;
    kernel.function = here->second.function;
    pairs.push_back(std::move(kernel));
    pairs.push_back(std::move(other));
    before.erase(there);
  }
  if (pairs.empty())
    throw std::invalid_argument(
        fmt::format("plug-in {}: it has no kernel that this build has too; {}", against, accepted));
  // Others may have been left out because nobody asked for them.
  std::erase_if(before, [](const auto& row) { return find(row.first) != nullptr; });
  if (here_alone + before.size() > 0)
    notes.push_back(fmt::format("Not compared: {}, {}.", kernels_in(here_alone, "this build"),
                                kernels_in(before.size(), against)));
  // First this build's, so that whoever looks for a name finds them.
  std::stable_partition(pairs.begin(), pairs.end(),
                        [](const Kernel& kernel) { return kernel.family != family_before; });
  made.insert(made.begin(), std::make_move_iterator(pairs.begin()),
              std::make_move_iterator(pairs.end()));
  return made;
}

}  // namespace rectifier::bench
