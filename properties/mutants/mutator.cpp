#include "properties/mutants/mutator.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "rectifier/kernel.hpp"
#include "support/json_reader.hpp"

namespace rectifier::mutants {
namespace {

namespace fs = std::filesystem;

constexpr const char* tables_library = "librectifier-mutable-tables.so";

void write(const fs::path& file, const std::string& text) {
  std::ofstream out(file, std::ios::binary);
  if (!(out << text)) throw std::runtime_error("can't write " + file.string());
}

void run_well(const std::vector<std::string>& command) {
  if (const Finished made = run_to_end({command}); !made.well())
    throw std::runtime_error(made.output + made.errors);
}

/// One target with vectors shows every idiom that the scalar one does not; the survivors were
/// reviewed for those of 256 bits.
std::string vector_target() {
  std::string found;
  for (const Target& target : targets())
    if (target.unsupported.empty() && target.vector_bits > 0 && target.vector_bits <= 256)
      found = target.name;
  if (found.empty()) throw std::runtime_error("no target with vectors runs here");
  return found;
}

}  // namespace

Mutator::Mutator(Build build, unsigned jobs) : build_(std::move(build)) {
  fs::remove_all(build_.scratch);
  for (const std::string& target : {std::string("scalar"), vector_target()})
    tables_.push_back(table_of(target));
  for (unsigned job = 0; job < jobs; ++job) {
    fs::create_directories(folder(job));
    fs::copy(build_.source / "src", folder(job) / "src", fs::copy_options::recursive);
  }
  for (Table& table : tables_) prepare(table);
}

Verdict Mutator::judge(const Mutation& mutation, const std::string& text, unsigned job) const {
  const fs::path mutant =
      folder(job) / "src/kernels" / mutation.file.substr(0, mutation.file.find(' '));
  write(mutant, mutate(text, mutation));
  Verdict verdict = judge_sources(mutation.file.starts_with("loops.hpp"), job);
  write(mutant, text);
  return verdict;
}

fs::path Mutator::folder(unsigned job) const { return build_.scratch / std::to_string(job); }

fs::path Mutator::precompiled(const Table& table) const {
  return build_.scratch / table.target / "vectors.hpp";
}

fs::path Mutator::object(const Table& table, unsigned job) const {
  return folder(job) / (table.target + ".o");
}

Mutator::Table Mutator::table_of(const std::string& target) const {
  const std::string part = "mutable-tables_" + target + ".dir/", ending = "/table.cpp.o";
  for (const auto& entry :
       nlohmann::json::parse(file_contents(build_.commands, "expected what CMake writes"))) {
    std::string command = entry.at("command");
    // A mutant that leaves a parameter unused is still one.
    if (const auto werror = command.find(" -Werror"); werror != std::string::npos)
      command.erase(werror, 8);
    const std::size_t output = command.find(" -o "), source = command.find(" -c ");
    if (output == std::string::npos || source == std::string::npos || source < output) continue;
    const std::string object = command.substr(output + 4, source - output - 4);
    if (object.find(part) == std::string::npos || !object.ends_with(ending)) continue;
    const fs::path directory = entry.at("directory").get<std::string>();
    const fs::path made = (directory / object).lexically_normal();
    return {target, directory, made, command.substr(0, output), {}};
  }
  throw std::runtime_error(build_.commands.string() + " does not say how the table of " + target +
                           " is made");
}

/// The headers that are never changed are compiled once. That they, and the other folder, make no
/// difference is checked on the unchanged sources.
void Mutator::prepare(Table& table) const {
  const fs::path header = precompiled(table);
  fs::create_directories(header.parent_path());
  write(header, "#include <xsimd/xsimd.hpp>\n");
  const std::string command =
      fmt::format("cd '{}' && {} -x c++-header '{}' -o '{}.gch'", table.directory.string(),
                  table.command, header.string(), header.string());
  run_well({"sh", "-c", command});

  const fs::path own = header.parent_path() / "own.o";
  fs::copy_file(table.object, own);
  table.code = code_of(own);
  if (!compile(table, 0) || code_of(object(table, 0)) != table.code)
    throw std::runtime_error("the unchanged sources of " + table.target +
                             " compile to other code than the build's; is it up to date?");
}

bool Mutator::compile(const Table& table, unsigned job) const {
  std::string command = table.command;
  const std::string from = (build_.source / "src").string();
  const std::string to = (folder(job) / "src").string();
  for (std::size_t at = 0; (at = command.find(from, at)) != std::string::npos; at += to.size())
    command.replace(at, from.size(), to);
  return run_to_end({{"sh", "-c",
                      fmt::format("cd '{}' && {} -include '{}' -o '{}' -c '{}/kernels/table.cpp'",
                                  table.directory.string(), command, precompiled(table).string(),
                                  object(table, job).string(), to)}})
      .well();
}

std::string Mutator::code_of(const fs::path& object) const {
  run_well({build_.strip, "--strip-debug", object.string()});
  return file_contents(object, "expected what the compiler writes");
}

/// Target by target, so that what the first one shows needs no other: the cheaper one, but for the
/// loops, most of which only vectors take.
Verdict Mutator::judge_sources(bool vectors_first, unsigned job) const {
  std::vector<const Table*> tables;
  for (const Table& table : tables_) tables.push_back(&table);
  if (vectors_first) std::reverse(tables.begin(), tables.end());
  Verdict verdict{Fate::equivalent, {}};
  for (const Table* table : tables) {
    if (!compile(*table, job)) return {Fate::stillborn, {}};
    if (code_of(object(*table, job)) == table->code) continue;
    verdict = {Fate::survived, kill_of(*table, job)};
    if (!verdict.kill.test.empty()) return {Fate::killed, verdict.kill};
  }
  return verdict;
}

/// What the properties say of the kernels of one target, compiled anew.
Kill Mutator::kill_of(const Table& table, unsigned job) const {
  std::vector<std::string> link = {build_.compiler, "-shared", "-o",
                                   (folder(job) / tables_library).string()};
  for (const std::string& one : build_.objects)
    link.push_back(fs::path(one).lexically_normal() == table.object ? object(table, job).string()
                                                                    : one);
  run_well(link);
  const auto [run, kill] = rectifier::mutants::judge(
      {{build_.program.string(), "--gtest_fail_fast", "--timeout=20",
        table.target == "scalar" ? "--gtest_filter=*/branch*"
                                 : fmt::format("--gtest_filter=*_{0}:*_{0}_*", table.target)},
       {"LD_LIBRARY_PATH=" + folder(job).string(), "RC_PARAMS=seed=1 max_success=100"}},
      folder(job) / "summary.json");
  if (run.well() || !kill.test.empty()) return kill;
  return {"no property", run.output + run.errors};
}

}  // namespace rectifier::mutants
