// The plug-in of a build's own kernels: all of them, and apart from another one that is loaded too.
// KERNELS in the environment is its file.
#include <dlfcn.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "rectifier/kernel.hpp"
#include "support/types.hpp"

namespace rectifier::bench {
namespace {

namespace fs = std::filesystem;

std::string plugin_file() {
  const char* file = std::getenv("KERNELS");
  return file == nullptr ? "" : file;
}

/// What comes before each implementation's own name.
std::string before() { return std::string("rectifier_").append(version()).append("/"); }

bool is_native(const Kernel& kernel) {
  return std::visit([](auto function) { return function != nullptr; }, kernel.function);
}

TEST(KernelsPlugin, has_every_kernel_of_the_library_and_no_other) {
  const std::vector<Kernel> offered = load_plugin(plugin_file());
  std::size_t native = 0;
  for (const Kernel& kernel : kernels()) {
    const auto same = [&](const Kernel& other) {
      return other.operation == kernel.operation && other.convention == kernel.convention &&
             other.type == kernel.type && other.implementation == before() + kernel.implementation;
    };
    const auto found = std::find_if(offered.begin(), offered.end(), same);
    ASSERT_EQ(found != offered.end(), is_native(kernel)) << kernel.id;
    if (!is_native(kernel)) continue;
    ++native;
    EXPECT_EQ(found->supported(), kernel.supported()) << kernel.id;
  }
  EXPECT_EQ(offered.size(), native);
}

TEST(KernelsPlugin, is_apart_from_another_one) {
  const fs::path copy = fs::path(testing::TempDir()) / "rectifier_kernels_plugin_test.so";
  fs::copy_file(plugin_file(), copy, fs::copy_options::overwrite_existing);
  const std::vector<Kernel> one = load_plugin(plugin_file()), other = load_plugin(copy.string());
  fs::remove(copy);
  ASSERT_EQ(one.size(), other.size());
  const auto place_of = [](const void* function) {
    Dl_info found{};
    ::dladdr(function, &found);
    return found.dli_fbase;
  };
  for (std::size_t i = 0; i < one.size(); ++i) {
    const auto a = reinterpret_cast<void*>(std::get<PluginFunction>(one[i].function));
    const auto b = reinterpret_cast<void*>(std::get<PluginFunction>(other[i].function));
    EXPECT_NE(place_of(a), nullptr);
    EXPECT_NE(place_of(a), place_of(b)) << one[i].id;
  }
}

TEST(KernelsPlugin, exports_nothing_else) {
  void* const library = ::dlopen(plugin_file().c_str(), RTLD_NOW | RTLD_LOCAL);
  ASSERT_NE(library, nullptr);
  EXPECT_NE(::dlsym(library, "rectifier_plugin_get"), nullptr);
  EXPECT_EQ(::dlsym(library, "_ZN9rectifier7kernelsEv"), nullptr);
}

/// What they compute, the properties say; here, that none of them is another one's.
TEST(KernelsPlugin, has_a_function_of_its_own_for_each_kernel) {
  std::vector<PluginFunction> functions;
  for (const Kernel& kernel : load_plugin(plugin_file()))
    functions.push_back(std::get<PluginFunction>(kernel.function));
  std::sort(functions.begin(), functions.end());
  EXPECT_EQ(std::adjacent_find(functions.begin(), functions.end()), functions.end());
}

}  // namespace
}  // namespace rectifier::bench
