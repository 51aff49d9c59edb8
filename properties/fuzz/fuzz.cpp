// libFuzzer: any bytes, as an operation, a convention, a type, a slope, a place and elements,
// through every kernel of that kind and the definition. For clang; ctest -L fuzz
#include <fuzzer/FuzzedDataProvider.h>

#include <cstdio>
#include <cstdlib>

#include "properties/guarded_run.hpp"
#include "support/command_line.hpp"

namespace {

using namespace rectifier;

template <class T>
void try_type(FuzzedDataProvider& bytes) {
  const auto operation =
      Operation(bytes.ConsumeIntegralInRange<std::size_t>(0, std::size(operations) - 1));
  const auto convention =
      Convention(bytes.ConsumeIntegralInRange<std::size_t>(0, std::size(conventions) - 1));
  const auto writes = Writes(bytes.ConsumeIntegralInRange<unsigned>(0, 2));
  const double slope = std::bit_cast<double>(bytes.ConsumeIntegral<std::uint64_t>());
  if (const T rounded = factor<T>(slope); rounded - rounded != 0) return;
  if (writes == Writes::upstream && !row(operation).has_upstream) return;
  const Placement where{bytes.ConsumeBool(), bytes.ConsumeIntegralInRange<std::size_t>(0, 63)};
  std::vector<Element<T>> elements;
  using Bits = typename TypeTraits<T>::Bits;
  while (bytes.remaining_bytes() > 0 && elements.size() < longest_array)
    elements.push_back({std::bit_cast<T>(bytes.ConsumeIntegral<Bits>()),
                        std::bit_cast<T>(bytes.ConsumeIntegral<Bits>())});

  for (const Kernel& kernel : kernels()) {
    if (!kernel.supported() || kernel.operation != operation || kernel.convention != convention ||
        kernel.type != TypeTraits<T>::type)
      continue;
    const Run<T> run = run_guarded<T>(kernel, elements, slope, where, writes);
    bool fine = run.surroundings_untouched && run.inputs_untouched && run.environment_kept;
    for (std::size_t i = 0; i < elements.size(); ++i)
      fine = fine && same_answer(kernel, elements[i].x, run.out[i],
                                 defined(kernel, convention, elements[i], slope));
    if (fine) continue;
    std::fprintf(stderr, "wrong: %s\n", kernel.id.c_str());
    std::abort();
  }
}

}  // namespace

/// libFuzzer would take --help for nothing, and fuzz.
extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv) {
  CLI::App app("Fuzzes every kernel against the definition.", "rectifier-fuzz");
  app.allow_extras();
  app.set_help_flag("--help", "Print this help message and exit");
  finish_command(app,
                 "rectifier-fuzz -max_total_time=60 properties/fuzz/corpus\n\n"
                 "All of libFuzzer's arguments work; -help=1 prints them.");
  bool fuzzes = false;
  const int status = run_program(app, *argc, *argv, [&] {
    for (const std::string& word : app.remaining())
      if (word.starts_with("--"))
        throw std::invalid_argument("unknown argument " + word + "; see --help");
    fuzzes = true;
    return done;
  });
  if (!fuzzes) std::exit(status);
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  FuzzedDataProvider bytes(data, size);
  // Odd for the first type and even for the second, as the corpus has it.
  const auto type =
      Type(types.size() - 1 - bytes.ConsumeIntegralInRange<std::size_t>(0, types.size() - 1));
  with_type(type, [&]<class T>(T) { try_type<T>(bytes); });
  return 0;
}
