#include "bench/measure/selection.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <stdexcept>

#include "bench/data.hpp"
#include "bench/measure/both_builds.hpp"
#include "bench/measure/machine_and_build.hpp"
#include "support/accepted_words.hpp"

namespace rectifier::bench {
namespace {

/// The enumerators that a list names, in the order of the rows and once each; all if it is empty.
template <class Enum>
std::vector<Enum> chosen(const char* what, const std::string& list,
                         const std::vector<std::string>& accepted) {
  std::set<std::size_t> indices;
  if (!list.empty())
    for (const std::string& word : split_list(what, list))
      indices.insert(index_of(what, word, accepted));
  std::vector<Enum> found;
  for (std::size_t i = 0; i < accepted.size(); ++i)
    if (list.empty() || indices.contains(i)) found.push_back(Enum(i));
  return found;
}

bool fits_any(const std::vector<std::string>& patterns, const Kernel& kernel) {
  return std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
    return fits(pattern, kernel.id) || fits(pattern, kernel.implementation);
  });
}

/// The bytes of a case.
double bytes_of(const Case& one, bool backward) {
  double bytes = 0;
  with_type(one.type, [&]<class T>(T) { bytes = Data<T>::bytes(one, backward); });
  return bytes;
}

/// Makes a case smaller until its arrays fit, whichever operation it is for.
Case fitting(Case one, double bytes) {
  while (bytes_of(one, true) > bytes && one.n > 1) one.n /= 2;
  return one;
}

}  // namespace

Selection understand(const GivenOptions& given) {
  const auto& profile = profiles[index_of("profile", given.profile, words(profiles))];
  const auto positive = [](const char* what, double value, const char* unit) {
    if (!(value > 0) || !std::isfinite(value))
      throw std::invalid_argument(
          fmt::format("{} is {}; it must be a number of {} above zero", what, value, unit));
  };
  if (given.time_budget) positive("--time-budget", *given.time_budget, "seconds");
  positive("--max-memory", given.max_memory, "MiB");
  if (std::find(std::begin(alignments), std::end(alignments), given.alignment) ==
      std::end(alignments))
    throw std::invalid_argument(fmt::format("--alignment is {}; accepted are {}", given.alignment,
                                            fmt::join(alignments, ", ")));
  Selection made{};
  made.profile = &profile;
  made.operations = chosen<Operation>("operation", given.operation, words(operations));
  made.conventions = chosen<Convention>("convention", given.convention, words(conventions));
  if (given.convention.empty())
    std::erase_if(made.conventions, [&](Convention c) { return !has(profile, c); });
  made.types = chosen<Type>("type", given.type, words(types));
  made.placements = chosen<Placement>("placement", given.placement, words(placements));
  if (!given.signs.empty()) made.signs = chosen<Signs>("signs", given.signs, words(signs));
  made.then = chosen<Then>("then", given.then, words(thens));
  if (!given.n.empty())
    for (const std::string& n : split_list("n", given.n)) made.n.push_back(parse_count(n));
  std::sort(made.n.begin(), made.n.end());
  made.kernel = given.kernel;
  made.own_budget = given.time_budget.has_value();
  made.seconds = given.time_budget.value_or(profile.seconds);
  made.most_bytes = given.max_memory * 0x1p20;
  made.near_bytes = second_level_bytes();
  made.against = given.against;
  made.conditions = {given.seed, given.alignment, given.huge_pages, given.cold};
  return made;
}

Facts arguments_of(const GivenOptions& given) {
  Facts facts{{"--profile", given.profile}};
  const auto add = [&](const char* option, const std::string& value) {
    if (!value.empty()) facts.emplace_back(option, value);
  };
  add("--operation", given.operation);
  add("--type", given.type);
  add("--convention", given.convention);
  add("--placement", given.placement);
  add("--signs", given.signs);
  add("--then", given.then);
  add("--n", given.n);
  add("--kernel", fmt::format("{}", fmt::join(given.kernel, " ")));
  add("--plugin", fmt::format("{}", fmt::join(given.plugins, " ")));
  add("--against", given.against);
  if (given.time_budget) add("--time-budget", fmt::format("{}", *given.time_budget));
  add("--seed", std::to_string(given.seed));
  add("--alignment", std::to_string(given.alignment));
  add("--huge-pages", given.huge_pages ? "yes" : "");
  add("--cold", given.cold ? "yes" : "");
  return facts;
}

std::vector<Case> cases_of(const Selection& selection, double bytes,
                           std::vector<std::string>& notes, const std::string& because) {
  notes.insert(notes.end(), selection.notes.begin(), selection.notes.end());
  std::set<std::string> said;
  const auto note = [&](std::string sentence) {
    if (said.insert(sentence).second) notes.push_back(std::move(sentence));
  };
  std::vector<Case> cases;
  std::set<Case> seen;
  // Of every operation, convention and placement.
  const auto add = [&](const Case& asked) {
    const Case fits = fitting(asked, bytes);
    if (fits.n != asked.n)
      note(
          fmt::format("n = {} ({}) needs {:.0f} MiB of memory, {:.0f} MiB may be used{}: "
                      "measured with n = {} instead.",
                      asked.n, name(asked.type), bytes_of(asked, true) / 0x1p20, bytes / 0x1p20,
                      because.empty() ? "" : " (" + because + ")", fits.n));
    for (const Placement placement : selection.placements)
      for (const Operation operation : selection.operations)
        for (const Convention convention : selection.conventions) {
          const Case one{{operation, convention, fits.type, placement, fits.signs}, fits.n};
          if (selection.n.empty() && !has(*selection.profile, one)) continue;
          if (row(one.signs).leaky_alone && !row(operation).leaky) continue;
          if (selection.conditions.cold && row(placement).in_place) {
            note("Cold data are measured out of place alone: in place, restoring them warms them.");
            continue;
          }
          for (const Then then : selection.then) {
            Case with = one;
            with.then = then;
            const bool far = logical_bytes(one) > selection.near_bytes;
            if (row(then).reads && (!far || row(placement).in_place)) continue;
            if (seen.insert(with).second) cases.push_back(with);
          }
        }
  };
  for (const Type type : selection.types)
    for (std::size_t s = 0; s < std::size(signs); ++s) {
      const auto which = Signs(s);
      if (selection.signs.empty() ? !has(*selection.profile, which)
                                  : std::find(selection.signs.begin(), selection.signs.end(),
                                              which) == selection.signs.end())
        continue;
      const Setting asked{{}, {}, type, Placement::out_of_place, which};
      for (const std::size_t n : selection.n) add({asked, n});
      if (!selection.n.empty()) continue;
      for (const SizeRow& size : sizes)
        if (has(*selection.profile, size, which)) add({asked, size.n});
    }
  return cases;
}

std::vector<Kernel> selected_kernels(Selection& selection,
                                     const std::vector<std::string>& plugins) {
  std::vector<Kernel> all = kernels_with(plugins);
  std::erase_if(all, [&](const Kernel& kernel) {
    return !selection.kernel.empty() && !fits_any(selection.kernel, kernel);
  });
  if (all.empty())
    throw std::invalid_argument(
        fmt::format("--kernel {} fits no kernel; rectifier list shows their ids",
                    printable(fmt::format("{}", fmt::join(selection.kernel, " ")))));
  if (selection.against.empty()) return all;
  return kernels_of_both_builds(std::move(all), selection.against, selection.notes);
}

}  // namespace rectifier::bench
