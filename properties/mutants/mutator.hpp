// Compiles the kernels from changed sources, exactly as the build does, and lets the properties
// judge them.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "properties/mutants/mutations.hpp"
#include "properties/mutants/trial.hpp"

namespace rectifier::mutants {

/// The build that is to be changed.
struct Build {
  std::filesystem::path source;      ///< the project's folder
  std::filesystem::path commands;    ///< compile_commands.json
  std::filesystem::path program;     ///< the properties, with the tables in a shared library
  std::filesystem::path scratch;     ///< is emptied and filled
  std::vector<std::string> objects;  ///< of all targets' tables
  std::string compiler;              ///< links a shared library
  std::string strip;                 ///< removes debugging information
};

/// What became of a change. One that leaves the machine code as it was is `equivalent`, and one
/// that does not compile `stillborn`; neither is a mutant.
enum class Fate { stillborn, equivalent, killed, survived };

struct Verdict {
  Fate fate;
  Kill kill;  ///< test "no property": the program failed otherwise
};

/// Judges changes of src/, several at a time in a folder each.
class Mutator {
 public:
  /// @throws std::runtime_error if the unchanged sources do not compile to the build's own code.
  Mutator(Build build, unsigned jobs);

  /// `text` is what the changed file holds without the change.
  Verdict judge(const Mutation& mutation, const std::string& text, unsigned job) const;

 private:
  /// How the build compiles the kernels of one target.
  struct Table {
    std::string target;
    std::filesystem::path directory, object;
    std::string command;  // up to its last arguments, which name the files
    std::string code;     // the object as the build made it, without debugging information
  };

  Table table_of(const std::string& target) const;
  void prepare(Table& table) const;
  bool compile(const Table& table, unsigned job) const;
  std::string code_of(const std::filesystem::path& object) const;
  Verdict judge_sources(bool vectors_first, unsigned job) const;
  Kill kill_of(const Table& table, unsigned job) const;
  std::filesystem::path folder(unsigned job) const;
  std::filesystem::path precompiled(const Table& table) const;
  std::filesystem::path object(const Table& table, unsigned job) const;

  Build build_;
  std::vector<Table> tables_;
};

}  // namespace rectifier::mutants
