// What every header here needs of the compiler, asked before anything else is read.
#pragma once

// By feature, as compilers say C++20 of themselves at different times.
#if defined(__cpp_concepts) && __has_include(<version>)
#include <version>
#endif
#if !defined(__cpp_concepts) || !defined(__cpp_lib_bit_cast) || !defined(__cpp_lib_span)
#error "rectifier needs C++20: compile with -std=c++20, or a newer compiler"
// No such file: without it hundreds of lines would follow that say less.
#include "rectifier needs C++20"
#endif
