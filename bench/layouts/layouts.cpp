#include "bench/layouts/layouts.hpp"

#include <dlfcn.h>

#include <map>
#include <string>

#include "layout_rows.hpp"
#include "support/beside_program.hpp"

namespace rectifier::bench {
namespace {

using Tables = const PerTarget<Table>*;

/// The tables of a module; null where it is missing.
Tables tables_of(const std::string& file) {
  void* module = ::dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (module == nullptr) return nullptr;
  const auto get = reinterpret_cast<Tables (*)()>(::dlsym(module, "rectifier_layout_tables"));
  return get == nullptr ? nullptr : get();
}

std::vector<Tables> load() {
  const auto folder = beside_program({RECTIFIER_LAYOUTS, RECTIFIER_LAYOUTS_BUILT});
  std::vector<Tables> found;
  // Without a folder the system would look for the name elsewhere.
  while (const Tables tables =
             folder.empty()
                 ? nullptr
                 : tables_of(folder / ("layout-" + std::to_string(found.size()) + ".so")))
    found.push_back(tables);
  if (found.empty()) found.push_back(table_rows);
  return found;
}

const std::vector<Tables>& all_layouts() {
  static const std::vector<Tables> found = load();
  return found;
}

/// Where each kernel of the program is in a layout: both have the same rows.
template <class T>
std::map<KernelFunction<T>, KernelFunction<T>> places(Tables tables) {
  std::map<KernelFunction<T>, KernelFunction<T>> found;
  for (std::size_t t = 0; t < std::size(table_rows); ++t) {
    const TableRows<T>&own = *table_rows[t].table, &other = *tables[t].table;
    for (std::size_t i = 0; i < own.count; ++i)
      found[own.rows[i].function] = other.rows[i].function;
  }
  return found;
}

template <class T>
void move(std::vector<Kernel>& kernels, Tables tables) {
  const auto there = places<T>(tables);
  for (Kernel& kernel : kernels)
    if (auto* function = std::get_if<KernelFunction<T>>(&kernel.function))
      if (const auto place = there.find(*function); place != there.end())
        kernel.function = place->second;
}

template <class... T>
void move_all(std::vector<Kernel>& kernels, Tables tables, TypeList<T...>) {
  (move<T>(kernels, tables), ...);
}

}  // namespace

std::size_t layouts() { return all_layouts().size(); }

std::vector<Kernel> in_layout(std::span<const Kernel> all, std::size_t which) {
  std::vector<Kernel> moved(all.begin(), all.end());
  move_all(moved, all_layouts().at(which), Types{});
  return moved;
}

}  // namespace rectifier::bench
