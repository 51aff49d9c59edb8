#include "reports/page/machine_code.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "bench/measure/machine_and_build.hpp"
#include "bench/workloads.hpp"
#include "rectifier/kernel.hpp"
#include "support/accepted_words.hpp"
#include "support/child_program.hpp"
#include "support/symbols.hpp"

namespace rectifier::reports {
namespace {

/// Elements that an iteration of the main loop stores; 0: every such loop holds another jump.
double elements_of(const CodeFacts& facts, Type type) {
  if (facts.straight_loop.empty()) return 0;
  const double bits_of_one = 8 * static_cast<double>(row(type).size);
  double elements = 0;
  for (const std::size_t bits : facts.loop_stores)
    elements += bits == 0 ? 1 : static_cast<double>(bits) / bits_of_one;
  return elements;
}

/// The loop as llvm-mca takes it; where it jumps to is of no interest.
std::string assembly(const std::string& id, const Code& loop) {
  std::string text = fmt::format("# LLVM-MCA-BEGIN {}\n", id);
  for (const Instruction& instruction : loop)
    text += fmt::format("{} {}\n", instruction.mnemonic,
                        &instruction == &loop.back()
                            ? "again"
                            : fmt::format("{}", fmt::join(instruction.operands, ", ")));
  return text + "# LLVM-MCA-END\n";
}

/// Its name and what it prints. Debian has several versions beside each other; the newest knows the
/// most machines.
std::pair<std::string, std::string> run_llvm_mca(const std::string& folder) {
  std::vector<std::string> programs;
  for (int version = 30; version > 13; --version)
    programs.push_back(fmt::format("llvm-mca-{}", version));
  programs.emplace_back("llvm-mca");
  for (const std::string& program : programs)
    if (const auto output = output_of(
            {.arguments = {program, "-mcpu=native", "-json", "-iterations=1",
                           "-instruction-info=false", "-resource-pressure=false", "loops.s"},
             .folder = folder}))
      return {program, *output};
  throw std::runtime_error("llvm-mca is not installed (Debian: llvm, or llvm-16)");
}

/// Asks llvm-mca about the loops of one target. One instruction that it does not know spoils all.
void model(Audit& made, const std::string& target,
           const std::map<std::string, std::string>& loops) {
  const TemporaryFolder folder;
  std::ofstream file(folder.path / "loops.s");
  for (const auto& [id, text] : loops) file << text;
  file.close();
  try {
    const auto [program, output] = run_llvm_mca(folder.path);
    const auto json = nlohmann::json::parse(output);
    made.model =
        fmt::format("{} for {}", program, json.at("TargetInfo").at("CPUName").get<std::string>());
    for (const auto& region : json.at("CodeRegions"))
      made.kernels.at(region.at("Name")).cycles =
          region.at("SummaryView").at("BlockRThroughput").get<double>();
  } catch (const std::exception& error) {
    made.unmodelled.push_back(fmt::format("No cycles for {}: {}.", target, error.what()));
  }
}

}  // namespace

Audit audit(const std::set<std::string>& kernels, const bench::Facts& build, bool here) {
  Audit made;
  for (const auto& [what, value] : bench::build_facts())
    if (bench::fact(build, what) != value) {
      made.missing = fmt::format(
          "what was measured is of another build ({}: {}) than the program that made this report",
          what, printable(bench::fact(build, what), 60));
      return made;
    }
  std::map<std::string, std::map<std::string, std::string>> loops;  // by target and id
  std::map<std::string, double> elements;
  try {
    const Disassembly disassembly;
    for (const std::string& id : kernels) {
      const Kernel* kernel = find(id);
      if (kernel == nullptr || address_of(*kernel) == nullptr) continue;
      const Code code = disassembly.function(address_of(*kernel));
      if (code.empty()) continue;
      AuditedKernel& found = made.kernels[id] = {facts_of(code), {}};
      elements[id] = elements_of(found.facts, kernel->type);
      if (elements[id] > 0)
        loops[std::string(kernel->target)][id] = assembly(id, found.facts.straight_loop);
    }
  } catch (const std::runtime_error& error) {
    made.missing = error.what();
    return made;
  }
  if (!here) {
    made.unmodelled = {"No cycles: measured on another machine than that of this report."};
    return made;
  }
  for (const auto& [target, of_target] : loops) model(made, target, of_target);
  for (auto& [id, kernel] : made.kernels)
    if (kernel.cycles) *kernel.cycles /= elements[id];
  return made;
}

}  // namespace rectifier::reports
