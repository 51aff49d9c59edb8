// From decisions to the answer to one question: which kernel do I take?
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reports/answers/decisions.hpp"

namespace rectifier::reports {

/// What a person asks.
struct Question {
  Setting setting;                        ///< without what follows
  std::size_t low, high;                  ///< how many elements: from, to
  std::optional<std::string> max_target;  ///< empty: whatever was measured
  /// Empty: that the result is read, if that is known of the setting, else nothing.
  std::optional<bench::Then> then = {};
};

/// What can be said.
struct Advice {
  Question question;
  /// The setting that the answer rests on; empty: nothing of the operation and type was measured.
  std::optional<Setting> used;
  /// What to take. Of the sizes of its row those alone that stand for the ones asked for; over
  /// several rows, the kernel with the least worst bound at these.
  Decision decision;
  bool own_sizes = false;          ///< they are the ones asked for, or right around them
  std::string id;                  ///< the kernel to use, of the convention asked for
  bool elsewhere = false;          ///< measured on another machine
  std::vector<std::string> notes;  ///< sentences: how what was used differs from what was asked

  /// The exit status that says so: 0, 3 or 4.
  int status() const;
};

/// The kernel to take: of the row of the size, of the setting asked for or the nearest one. Where
/// nothing suits, what the public call uses.
Advice advise(const Decisions& decisions, const Question& question);

/// Whether measurements are of this machine: the same CPU and architecture.
bool is_here(const Facts& machine);

/// What an operation answers at zero and for NaN: "relu(+0) = +0, relu(-0) = +0, relu(NaN) = +0".
std::string at_the_kink(Operation operation, Convention convention);

/// For CMakeLists.txt.
std::string cmake_to_paste();

/// A C++ function that calls the kernel, and the public call where that can't run.
std::string code_to_paste(const Advice& advice);

/// The whole answer, in lines of at most 80 columns. @param source  where the decisions are from
std::string advice_text(const Advice& advice, const Decisions& decisions,
                        const std::string& source);

/// The same for programs.
std::string advice_json(const Advice& advice, const Decisions& decisions,
                        const std::string& source);

/// A C++ header of constexpr thresholds, for out of place and random signs.
std::string thresholds_header(const Decisions& decisions,
                              const std::optional<std::string>& max_target);

}  // namespace rectifier::reports
