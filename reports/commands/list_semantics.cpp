#include "reports/commands/list_semantics.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "properties/semantics/semantics.hpp"

namespace rectifier::reports {
namespace {

using Cells = std::vector<std::string>;

constexpr std::size_t screen = 80;

/// One line: what it is called, and its cells or how it failed.
struct Line {
  std::string name;  // of one kernel; empty: a group's, which is named by its size
  std::string group;
  std::size_t kernels;
  Cells cells;
  std::string failure;

  std::string title() const {
    return name.empty() ? fmt::format("{} ({})", group, kernels) : group + " " + name;
  }
};

Cells cells_of(const Semantics& semantics) {
  Cells cells;
  for (const Answer& answer : semantics.answers) cells.push_back(answer.answer);
  cells.push_back(semantics.varies.empty() ? "no" : "yes");
  cells.push_back(keeps_to(semantics));
  return cells;
}

/// The lines of one operation; `head` becomes the heads of their cells.
std::vector<Line> lines_of(Operation operation, const std::vector<Kernel>& kernels, Cells& head) {
  std::vector<Line> lines;
  for (const Kernel& kernel : kernels) {
    if (kernel.operation != operation || !kernel.supported()) continue;
    const Semantics semantics = classify(kernel);
    Line line{{}, std::string(name(kernel.type)), 1, {}, semantics.failure};
    if (kernel.family == "plugin")
      line.name = kernel.implementation;
    else
      line.group += fmt::format(" {}", name(*kernel.convention));
    if (semantics.failure.empty()) {
      line.cells = cells_of(semantics);
      if (head.empty()) {
        for (const Answer& answer : semantics.answers) head.push_back(answer.question);
        head.insert(head.end(), {"varies", "keeps to"});
      }
    }
    const auto alike = std::find_if(lines.begin(), lines.end(), [&](const Line& other) {
      return line.name.empty() && other.name.empty() && line.failure.empty() &&
             other.failure.empty() && other.group == line.group && other.cells == line.cells;
    });
    if (alike != lines.end())
      ++alike->kernels;
    else
      lines.push_back(std::move(line));
  }
  return lines;
}

/// A table with its heads; a name too long for its column stands on a line of its own.
std::string table(std::string_view title, const Cells& head, const std::vector<Line>& lines) {
  std::vector<std::size_t> widths;
  for (std::size_t i = 0; i < head.size(); ++i) {
    widths.push_back(head[i].size());
    for (const Line& line : lines)
      if (i < line.cells.size()) widths[i] = std::max(widths[i], line.cells[i].size());
  }
  std::size_t taken = 0;
  for (std::size_t width : widths) taken += width + 2;
  std::size_t longest = title.size();
  for (const Line& line : lines) longest = std::max(longest, line.title().size());
  const std::size_t first = std::min(longest, screen - std::min(taken, screen - 4));

  std::string text;
  const auto add = [&](std::string_view name, const Cells& cells) {
    std::string line = fmt::format("{:<{}}", name, first);
    if (name.size() > first) line = fmt::format("{}\n{:<{}}", name, "", first);
    for (std::size_t i = 0; i < cells.size(); ++i)
      line += fmt::format("  {:<{}}", cells[i], widths[i]);
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + '\n';
  };
  add(title, head);
  for (const Line& line : lines)
    if (line.failure.empty())
      add(line.title(), line.cells);
    else
      text += fmt::format("{}\n    {}\n", line.title(), line.failure);
  return text;
}

}  // namespace

std::string semantics_table(const std::vector<Kernel>& kernels) {
  std::string text;
  for (std::size_t o = 0; o < std::size(operations); ++o) {
    Cells head;
    const auto lines = lines_of(Operation(o), kernels, head);
    if (!lines.empty()) text += table(name(Operation(o)), head, lines) + '\n';
  }
  const auto left_out = std::count_if(kernels.begin(), kernels.end(),
                                      [](const Kernel& kernel) { return !kernel.supported(); });
  if (left_out != 0)
    text += fmt::format("{} kernels can't run here and were not tried\n", left_out);
  return text;
}

nlohmann::ordered_json semantics_json(const Kernel& kernel) {
  if (!kernel.supported()) return nullptr;
  return to_json(classify(kernel));
}

}  // namespace rectifier::reports
