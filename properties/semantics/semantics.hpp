// What a kernel answers at zero, for NaN, infinities and subnormals, and at unusual slopes: found
// by running it, named in words, and held against every convention.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rectifier/kernel.hpp"

namespace rectifier {

/// One kind of input that a kernel answers otherwise than a convention, with the plainest input
/// that shows it. Numbers read "0x80000000 (-0)".
struct Departure {
  std::string kind;          ///< "-0", "signalling NaN", "x < 0 with upstream NaN"
  std::string x;             ///< the input
  std::string upstream;      ///< empty unless the operation is a backward one
  std::string slope;         ///< empty unless the operation is a leaky one
  std::string got;           ///< what the kernel answered
  std::string expected;      ///< what the convention answers
  std::size_t n = 1;         ///< in an array of so many elements
  std::size_t position = 0;  ///< at this index
};

/// One question put to a kernel.
struct Answer {
  std::string question;  ///< a table's head: "NaN", "f'(0)"
  std::string answer;    ///< a table's cell: "kept", "0"
  std::string sentence;  ///< "keeps NaN", "f'(0) = 0"
};

/// How a kernel behaves.
struct Semantics {
  std::string failure;          ///< how it ended the process it ran in; the rest is empty then
  std::vector<Answer> answers;  ///< the questions depend on the operation alone
  /// The first input whose answer changed with the array's length or the place in it; empty:
  /// none of all lengths up to 67 and all places in them.
  std::string varies;
  std::vector<std::vector<Departure>> departures;  ///< one list a convention, in their order
  std::vector<std::size_t> departing;  ///< how many of all answers depart from each convention
};

/// Runs a kernel on every kind of input, in a child process, so that one that crashes or hangs is
/// a `failure`. The kernel must be supported here.
/// @throws std::system_error if no process can be started.
Semantics classify(const Kernel& kernel);

/// The convention that the fewest answers depart from, the first of those alike; empty if it
/// failed.
std::optional<Convention> nearest(const Semantics& semantics);

/// "pytorch"; where it departs "near pytorch (2)", with the number of kinds of input; "" if it
/// failed.
std::string keeps_to(const Semantics& semantics);

/// "keeps NaN and -0; subnormals kept; length-dependent: no; equals pytorch".
std::string in_words(const Semantics& semantics);

/// "textbook answers otherwise at -0, NaN; e.g. x = …: got …, textbook …", one line a convention
/// that it departs from, each kind of input with the input that shows it.
std::string departures_in_words(const Semantics& semantics);

/// Everything as JSON: `failure`, `words`, `nearest`, `answers` ({question: answer}), `varies`,
/// `departures` ({convention: [{kind, x, …}]}).
nlohmann::ordered_json to_json(const Semantics& semantics);

/// One row of a page of differences.
struct Difference {
  std::string kernel;                    ///< its id
  std::optional<Convention> convention;  ///< that it departs from; empty: it failed
  Departure departure;
};

/// Where these kernels depart from each convention, in their order, those that can't run here
/// left out. One that fails makes one row whose `kind` says how.
std::vector<Difference> differences(std::span<const Kernel> kernels);

}  // namespace rectifier
