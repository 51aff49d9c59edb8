// Loads kernels from outside and checks every word of them.
#include "rectifier/plugin.h"

#include <dlfcn.h>

#include <algorithm>
#include <cfenv>
#include <stdexcept>

#include "rectifier/kernel.hpp"

namespace rectifier {
namespace {

/// "relu, relu_gradient, …" for a message.
template <class Rows>
std::string names_of(const Rows& rows) {
  std::string text;
  for (const auto& row : rows) text.append(text.empty() ? "" : ", ").append(row.name);
  return text;
}

/// The place of `word` in a table of rows with names.
template <class Rows>
std::optional<std::size_t> index_of(const Rows& rows, std::string_view word) {
  const auto found = std::find_if(std::begin(rows), std::end(rows),
                                  [&](const auto& row) { return row.name == word; });
  if (found == std::end(rows)) return std::nullopt;
  return static_cast<std::size_t>(found - std::begin(rows));
}

struct TypeName {
  std::string_view name;
};
constexpr TypeName type_names[] = {{name(Type::f32)}, {name(Type::f64)}};

bool is_short_name(const char* text) {
  if (text == nullptr || *text == '\0') return false;
  for (; *text != '\0'; ++text) {
    const bool fine = (*text >= 'a' && *text <= 'z') || (*text >= '0' && *text <= '9') ||
                      *text == '_' || *text == '.';
    if (!fine) return false;
  }
  return true;
}

std::string quoted(const char* text) {
  std::string made = "null";
  if (text != nullptr) made.assign(1, '"').append(text).append(1, '"');
  return made;
}

struct Loader {
  std::string file;
  std::string where;  // the row that is being read

  [[noreturn]] void reject(const std::string& why) const {
    throw std::runtime_error("plug-in " + file + ": " + where + why);
  }

  template <class Rows>
  std::size_t word(const char* what, const Rows& rows, const char* given) const {
    if (given != nullptr)
      if (const auto index = index_of(rows, given)) return *index;
    reject(std::string(what) + " " + quoted(given) + " is unknown; known are " + names_of(rows));
  }

  Kernel kernel(const char* plugin, const rectifier_kernel& row) const {
    Kernel made{.id = {},
                .implementation = {},
                .operation = Operation(word("operation", operations, row.operation)),
                .convention = {},
                .type = Type(word("type", type_names, row.type)),
                .family = "plugin",
                .target = {},
                .unsupported = {},
                .function = PluginFunction(row.run),
                .out_of_place_only = (row.flags & RECTIFIER_OUT_OF_PLACE_ONLY) != 0};
    if (row.convention != nullptr)
      made.convention = Convention(word("convention", conventions, row.convention));
    if (!is_short_name(row.implementation))
      reject("implementation " + quoted(row.implementation) + " is not of the form [a-z0-9_.]+");
    if ((row.flags & ~RECTIFIER_OUT_OF_PLACE_ONLY) != 0)
      reject("flags " + std::to_string(row.flags) +
             " has unknown bits; known is RECTIFIER_OUT_OF_PLACE_ONLY (1)");
    if (row.run == nullptr) reject("run is null");
    made.implementation.append(plugin).append("/").append(row.implementation);
    made.id = kernel_id(made);
    if (row.supported != nullptr && row.supported() == 0)
      made.unsupported = "not supported here, says the plug-in";
    return made;
  }
};

}  // namespace

std::vector<Kernel> load_plugin(const std::string& file) {
  Loader loader{file, ""};
  // A name without a slash would be searched for in the system's library folders.
  const std::string path = file.find('/') == std::string::npos ? "./" + file : file;
  // A library linked with -ffast-math turns subnormals off for the whole thread as it is loaded.
  std::fenv_t environment;
  std::fegetenv(&environment);
  void* library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  std::fesetenv(&environment);
  if (library == nullptr) {
    std::string_view why = dlerror();
    if (why.starts_with(path + ": ")) why.remove_prefix(path.size() + 2);
    loader.reject(std::string(why));
  }
  const auto get =
      reinterpret_cast<decltype(&rectifier_plugin_get)>(dlsym(library, "rectifier_plugin_get"));
  if (get == nullptr) loader.reject("it exports no rectifier_plugin_get");
  const rectifier_plugin* plugin = get();
  if (plugin == nullptr) loader.reject("rectifier_plugin_get returned null");
  if (plugin->abi != RECTIFIER_PLUGIN_ABI)
    loader.reject("its abi is " + std::to_string(plugin->abi) + ", this program takes " +
                  std::to_string(RECTIFIER_PLUGIN_ABI));
  if (!is_short_name(plugin->name))
    loader.reject("its name " + quoted(plugin->name) + " is not of the form [a-z0-9_.]+");
  if (plugin->count == 0) loader.reject("it has no kernels");
  if (plugin->kernels == nullptr)
    loader.reject("kernels is null, count is " + std::to_string(plugin->count));

  std::vector<Kernel> kernels;
  for (std::size_t i = 0; i < plugin->count; ++i) {
    loader.where = "row " + std::to_string(i) + ": ";
    Kernel kernel = loader.kernel(plugin->name, plugin->kernels[i]);
    for (std::size_t j = 0; j < kernels.size(); ++j)
      if (kernels[j].id == kernel.id)
        loader.reject("its id " + kernel.id + " is that of row " + std::to_string(j));
    kernels.push_back(std::move(kernel));
  }
  return kernels;
}

std::vector<Kernel> kernels_with(const std::vector<std::string>& plugin_files) {
  std::vector<Kernel> all(kernels().begin(), kernels().end());
  for (const std::string& file : plugin_files)
    for (Kernel& kernel : load_plugin(file)) {
      for (const Kernel& other : all)
        if (other.id == kernel.id)
          Loader{file, ""}.reject(kernel.id + " was offered by another plug-in already");
      all.push_back(std::move(kernel));
    }
  return all;
}

}  // namespace rectifier
