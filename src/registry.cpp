// Joins the targets' tables into one list and asks the CPU, once.
#include <cstdlib>
#include <iterator>
#include <stdexcept>
#include <utility>
#include <vector>

#include "rectifier/kernel.hpp"
#include "targets.hpp"

namespace rectifier {
namespace {

struct Registry {
  std::vector<Target> targets;
  std::vector<Kernel> kernels;
  const Kernel* best[std::size(operations)][std::size(conventions)][types.size()]{};
};

std::string joined(const std::vector<std::string_view>& words) {
  std::string text;
  for (std::string_view word : words) text.append(text.empty() ? "" : ", ").append(word);
  return text;
}

/// Why each target can't be used here; empty where it can.
std::vector<Target> ask_the_cpu() {
  std::vector<Target> targets;
  std::vector<std::string_view> usable;
  for (const TargetRow& row : target_rows) {
    std::string unsupported;
    if (!row.native)
      unsupported = "other architecture";
    else if (!row.cpu_supports())
      unsupported = std::string("needs ") + row.name;
    if (unsupported.empty()) usable.push_back(row.name);
    targets.push_back({row.name, unsupported, row.vector_bits});
  }

  const char* cap = std::getenv("RECTIFIER_TARGET");
  if (cap == nullptr || *cap == '\0') return targets;
  bool above = false;
  for (Target& target : targets) {
    if (target.unsupported.empty() && above)
      target.unsupported = std::string("above RECTIFIER_TARGET=") + cap;
    if (target.name != cap) continue;
    if (!target.unsupported.empty())
      throw std::invalid_argument(std::string("RECTIFIER_TARGET=") + cap + " can't run here (" +
                                  target.unsupported + "); this machine runs " + joined(usable));
    above = true;
  }
  if (!above)
    throw std::invalid_argument(std::string("RECTIFIER_TARGET=") + cap +
                                " is no target; this machine runs " + joined(usable));
  return targets;
}

template <class T>
void append(std::vector<Kernel>& kernels, const TargetRow& target, const Target& asked) {
  const TableRows<T>& table = *target.table;
  for (std::size_t i = 0; i < table.count; ++i) {
    const TableRow<T>& row = table.rows[i];
    Kernel kernel{.id = {},
                  .implementation = row.family,
                  .operation = row.operation,
                  .convention = row.convention,
                  .type = TypeTraits<T>::type,
                  .family = row.family,
                  .target = target.name,
                  .unsupported = asked.unsupported,
                  .function = row.function,
                  .streams = row.streams};
    if (*row.idiom != '\0') kernel.implementation.append("_").append(row.idiom);
    if (&target != target_rows) kernel.implementation.append("_").append(target.name);
    if (*row.walk != '\0') kernel.implementation.append("_").append(row.walk);
    kernel.id = kernel_id(kernel);
    kernels.push_back(std::move(kernel));
  }
}

/// "xsimd_select_stream" of "xsimd_select_avx2_stream".
std::string without_target(const Kernel& kernel) {
  std::string implementation = kernel.implementation;
  const std::string part = std::string("_").append(kernel.target);
  if (const std::size_t at = implementation.rfind(part); at != std::string::npos)
    implementation.erase(at, part.size());
  return implementation;
}

/// The first row of the highest target wins, as rows stand best idiom first; of those that do not
/// stream, which is for arrays of certain sizes alone.
void choose_best(Registry& registry) {
  for (const Target& target : registry.targets)
    for (auto kernel = registry.kernels.rbegin(); kernel != registry.kernels.rend(); ++kernel)
      if (kernel->supported() && kernel->target == target.name && !kernel->streams)
        registry.best[std::size_t(kernel->operation)][std::size_t(*kernel->convention)]
                     [std::size_t(kernel->type)] = &*kernel;
}

const Registry& registry() {
  static const Registry built = [] {
    Registry made;
    made.targets = ask_the_cpu();
    for (std::size_t i = 0; i < std::size(target_rows); ++i)
      [&]<class... T>(TypeList<T...>) {
        (append<T>(made.kernels, target_rows[i], made.targets[i]), ...);
      }(Types{});
    choose_best(made);
    return made;
  }();
  return built;
}

}  // namespace

std::string kernel_id(const Kernel& kernel) {
  std::string id;
  for (std::string_view part :
       {name(kernel.operation),
        kernel.convention ? name(*kernel.convention) : std::string_view("undeclared"),
        name(kernel.type), std::string_view(kernel.implementation)})
    id.append(id.empty() ? "" : "/").append(part);
  return id;
}

std::span<const Kernel> kernels() { return registry().kernels; }

std::span<const Target> targets() { return registry().targets; }

const Kernel* find(std::string_view id) {
  for (const Kernel& kernel : kernels())
    if (kernel.id == id) return &kernel;
  return nullptr;
}

const Kernel* find(Operation operation, Convention convention, Type type,
                   std::string_view implementation) {
  const Kernel* found = nullptr;
  for (const Target& target : targets())
    for (const Kernel& kernel : kernels()) {
      if (kernel.target != target.name || kernel.operation != operation ||
          kernel.convention != convention || kernel.type != type)
        continue;
      if (kernel.implementation == implementation) return &kernel;
      if (kernel.supported() && without_target(kernel) == implementation) found = &kernel;
    }
  return found;
}

const Kernel& best(Operation operation, Convention convention, Type type) {
  if (std::size_t(convention) >= std::size(conventions))
    throw std::invalid_argument("there is no convention of number " +
                                std::to_string(static_cast<int>(convention)));
  return *registry().best[std::size_t(operation)][std::size_t(convention)][std::size_t(type)];
}

std::string_view version() { return RECTIFIER_VERSION; }

}  // namespace rectifier
