// Loads kernels from outside and checks every word of them.
#include "rectifier/plugin.h"

#include <dlfcn.h>

#include <algorithm>
#include <cfenv>
#include <filesystem>
#include <stdexcept>

#include "printable.hpp"
#include "process.hpp"
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
  if (text != nullptr) made.assign(1, '"').append(printable(text, 60)).append(1, '"');
  return made;
}

/// A plug-in's own fault, told apart from an exception that its code throws.
struct Rejection : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Reads one plug-in, and says what it is about to do before each step into foreign code.
struct Loader {
  std::string file;
  detail::Doing doing;
  std::string where = {};  // the row that is being read

  [[noreturn]] void reject(const std::string& why) const {
    throw Rejection("plug-in " + printable(file, 1000) + ": " + where + why);
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
                .type = Type(word("type", types, row.type)),
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
    doing(where + "supported()");
    if (row.supported != nullptr && row.supported() == 0)
      made.unsupported = "not supported here, says the plug-in";
    return made;
  }

  void* open() const {
    doing("loading it");
    // A name without a slash would be searched for in the system's library folders.
    const std::string path = file.find('/') == std::string::npos ? "./" + file : file;
    void* library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (library != nullptr) return library;
    const char* error = dlerror();
    std::string_view why = error == nullptr ? "it can't be loaded" : error;
    if (why.starts_with(path + ": ")) why.remove_prefix(path.size() + 2);
    reject(printable(why, 400));
  }

  const rectifier_plugin& plugin() const {
    const auto get =
        reinterpret_cast<decltype(&rectifier_plugin_get)>(dlsym(open(), "rectifier_plugin_get"));
    if (get == nullptr) reject("it exports no rectifier_plugin_get");
    doing("rectifier_plugin_get()");
    const rectifier_plugin* plugin = get();
    if (plugin == nullptr) reject("rectifier_plugin_get returned null");
    doing("reading what rectifier_plugin_get returned");
    if (plugin->abi != RECTIFIER_PLUGIN_ABI)
      reject("its abi is " + std::to_string(plugin->abi) + ", this program takes " +
             std::to_string(RECTIFIER_PLUGIN_ABI));
    if (!is_short_name(plugin->name))
      reject("its name " + quoted(plugin->name) + " is not of the form [a-z0-9_.]+");
    if (plugin->count == 0) reject("it has no kernels");
    if (plugin->kernels == nullptr)
      reject("kernels is null, count is " + std::to_string(plugin->count));
    return *plugin;
  }

  std::vector<Kernel> read() {
    const rectifier_plugin& offered = plugin();
    std::vector<Kernel> kernels;
    for (std::size_t i = 0; i < offered.count; ++i) {
      where = "row " + std::to_string(i) + ": ";
      doing("reading row " + std::to_string(i));
      Kernel made = kernel(offered.name, offered.kernels[i]);
      for (std::size_t j = 0; j < kernels.size(); ++j)
        if (kernels[j].id == made.id)
          reject("its id " + made.id + " is that of row " + std::to_string(j));
      kernels.push_back(std::move(made));
    }
    return kernels;
  }
};

/// Rejects what can't be loaded or read, whatever it does to the process that tries.
void try_in_child(const std::string& file) {
  // Opening a pipe or a device would wait for somebody, or do something.
  std::error_code error;
  const auto status = std::filesystem::status(file, error);
  Loader loader{file, [](std::string_view) {}};
  if (!std::filesystem::exists(status))
    loader.reject(error ? error.message() : "No such file or directory");
  if (!std::filesystem::is_regular_file(status)) loader.reject("it is not a file");

  const auto result = detail::in_child(
      [&](const detail::Doing& doing) -> std::string {
        loader.doing = doing;
        try {
          loader.read();
        } catch (const Rejection& rejected) {
          return rejected.what();
        }
        return {};
      },
      std::chrono::seconds(60));
  if (!result.death.empty())
    loader.reject(printable(result.doing, 200) + " " + printable(result.death, 300));
  if (!result.told.empty()) throw Rejection(result.told);
}

}  // namespace

std::vector<Kernel> load_plugin(const std::string& file) {
  try_in_child(file);
  // A library linked with -ffast-math turns subnormals off for the whole thread as it is loaded.
  std::fenv_t environment;
  std::fegetenv(&environment);
  std::vector<Kernel> kernels = Loader{file, [](std::string_view) {}}.read();
  std::fesetenv(&environment);
  return kernels;
}

std::vector<Kernel> kernels_with(const std::vector<std::string>& plugin_files) {
  std::vector<Kernel> all(kernels().begin(), kernels().end());
  for (const std::string& file : plugin_files)
    for (Kernel& kernel : load_plugin(file)) {
      for (const Kernel& other : all)
        if (other.id == kernel.id)
          Loader{file, [](std::string_view) {}}.reject(kernel.id +
                                                       " was offered by another plug-in already");
      all.push_back(std::move(kernel));
    }
  return all;
}

}  // namespace rectifier
