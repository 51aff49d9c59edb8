// What stands around each example, so that the example itself can be taken along as it is: its
// `main`, which is compiled as `example_main`, called if there are no arguments.
//   EXAMPLE_NAME, EXAMPLE_DOES   what --help says
//   EXAMPLE_LANGUAGE             what declares a function of its language: extern "C" or extern
#include <cstdio>
#include <cstring>
#include <exception>

#include "rectifier/kernel.hpp"

EXAMPLE_LANGUAGE int example_main();

int main(int argc, char** argv) {
  if (argc == 1) {
    try {
      return example_main();
    } catch (const std::exception& error) {
      std::fprintf(stderr, "%s: %s\n", EXAMPLE_NAME, error.what());
      return 2;
    }
  }
  if (std::strcmp(argv[1], "--version") == 0)
    return std::printf("%s %s\n", EXAMPLE_NAME, rectifier::version().data()) < 0;
  if (std::strcmp(argv[1], "--help") == 0 || std::strcmp(argv[1], "-h") == 0)
    return std::printf("%s %s.\n\nUsage: %s [--help] [--version]\n\nExample:\n  %s\n", EXAMPLE_NAME,
                       EXAMPLE_DOES, EXAMPLE_NAME, EXAMPLE_NAME) < 0;
  // A long argument is cut: what is said fits 80 columns.
  std::fprintf(stderr, "%s: unknown argument %.20s%s; see --help\n", EXAMPLE_NAME, argv[1],
               std::strlen(argv[1]) > 20 ? "..." : "");
  return 2;
}
