/* What the examples say when they are given arguments: none of them needs any. */
#pragma once

#include <stdio.h>
#include <string.h>

/* Answers an argument; returns the exit status. */
static inline int explain(const char* program, const char* version, const char* what,
                          const char* argument) {
  if (strcmp(argument, "--version") == 0) return printf("%s %s\n", program, version) < 0;
  if (strcmp(argument, "--help") == 0 || strcmp(argument, "-h") == 0)
    return printf("%s %s.\n\nUsage: %s [--help] [--version]\n\nExample:\n  %s\n", program, what,
                  program, program) < 0;
  /* A long argument is cut: what is said fits 80 columns. */
  fprintf(stderr, "%s: unknown argument %.20s%s; see --help\n", program, argument,
          strlen(argument) > 20 ? "..." : "");
  return 2;
}
