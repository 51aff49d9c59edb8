// `rectifier export`: one kernel as one header, for who wants the code and no dependency.
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <numeric>
#include <stdexcept>

#include "reports/commands/command.hpp"
#include "reports/export/export_header.hpp"
#include "support/accepted_words.hpp"
#include "support/atomic_file.hpp"

namespace rectifier::reports {
namespace {

/// How many letters must be put in, taken out or changed to make one of the other.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t changed = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({changed, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row[b.size()];
}

const Kernel& kernel_of(const std::string& id) {
  if (const Kernel* kernel = find(id)) return *kernel;
  if (std::count(id.begin(), id.end(), '/') == 4)
    throw std::invalid_argument(
        fmt::format("{} is a kernel of a plug-in, whose code is its author's; only the library's "
                    "own can be exported",
                    printable(id)));
  // An id is short; what is longer is near to none.
  const std::string_view given = std::string_view(id).substr(0, 100);
  std::vector<const Kernel*> nearest;
  for (const Kernel& kernel : kernels()) nearest.push_back(&kernel);
  std::stable_sort(nearest.begin(), nearest.end(), [&](const Kernel* a, const Kernel* b) {
    return distance(given, a->id) < distance(given, b->id);
  });
  throw std::invalid_argument(fmt::format(
      "no kernel is called \"{}\"; the nearest are {}, {}, {}; `rectifier list` names all",
      printable(id), nearest[0]->id, nearest[1]->id, nearest[2]->id));
}

struct Options {
  std::string kernel, out;
};

}  // namespace

void add_export(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  CLI::App* command =
      app.add_subcommand("export", "Writes one kernel as one header that needs nothing else");
  command->add_option("--kernel", options->kernel, "its id, as `rectifier list` names it")
      ->required()
      ->type_name("ID");
  command->add_option("--out", options->out, "where to; standard output unless given")
      ->type_name("FILE");
  command->callback([options] {
    const std::string header = export_header(kernel_of(options->kernel));
    if (options->out.empty()) {
      fmt::print("{}", header);
      return;
    }
    OutputFile file(options->out);  // which refuses folders and devices
    Draft(file.name(), header).replace_target();
  });
  finish_command(*command,
                 "rectifier export --kernel relu/textbook/f32/xsimd_max_avx2 --out relu.hpp");
}

}  // namespace rectifier::reports
