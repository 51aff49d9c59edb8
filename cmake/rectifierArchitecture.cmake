# Which architecture is compiled for, as the compiler's own macros tell: it may be another than that
# of the kernel, which a 32-bit compiler on a 64-bit one shows. Sets
#   rectifier_architecture       a name of this list, or "other": that has the scalar target alone
#   rectifier_architecture_flag  takes back what a user's own -march lets its code assume
#   rectifier_cpu_question       in C++, whether the CPU has a @FEATURE@; empty: nobody can ask
# Asked at every configuring, as flags may have changed.
#   name | macro | flag of its lowest CPU | question
set(rectifier_architectures
  "x86_64|__x86_64__|-march=x86-64|__builtin_cpu_init(), __builtin_cpu_supports(\"@FEATURE@\")"
  "aarch64|__aarch64__|-march=armv8-a|")

set(question "")
foreach(row IN LISTS rectifier_architectures)
  string(REGEX REPLACE "^([^|]*)[|]([^|]*)[|].*$" "#elif defined(\\2)\n#error architecture=\\1\n" row
    "${row}")
  string(APPEND question "${row}")
endforeach()
# The value of FLT_EVAL_METHOD is not enough: i386 returns numbers in x87's registers in any case.
string(PREPEND question [[
#if defined(__i386__) || __FLT_EVAL_METHOD__ == 1 || __FLT_EVAL_METHOD__ == 2
#error architecture=x87
]])
string(APPEND question "#else\n#error architecture=other\n#endif\n")
set(target_type "${CMAKE_TRY_COMPILE_TARGET_TYPE}")
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
try_compile(compiled SOURCE_FROM_VAR architecture.cpp question NO_CACHE OUTPUT_VARIABLE answer)
set(CMAKE_TRY_COMPILE_TARGET_TYPE "${target_type}")
if(NOT answer MATCHES "architecture=([a-z0-9_]+)")
  message(FATAL_ERROR "the compiler does not say which architecture it is for:\n${answer}")
endif()
set(rectifier_architecture ${CMAKE_MATCH_1})
if(rectifier_architecture STREQUAL "x87")
  message(FATAL_ERROR "rectifier can't be built for i386 and its x87, which changes signalling NaN "
    "and rounds twice.")
endif()
set(rectifier_architecture_flag "")
set(rectifier_cpu_question "")
foreach(row IN LISTS rectifier_architectures)
  if(row MATCHES "^${rectifier_architecture}[|][^|]*[|]([^|]*)[|](.*)$")
    set(rectifier_architecture_flag "${CMAKE_MATCH_1}")
    set(rectifier_cpu_question "${CMAKE_MATCH_2}")
  endif()
endforeach()
