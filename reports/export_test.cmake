# `rectifier export` of every kernel of this architecture: compiled as the header says, without a
# warning, in two files and beside all others of its target and the library's own headers; run where
# this machine can.
#   RECTIFIER (the tool), SOURCE, WORK (an empty folder is made there), COMPILER; CONVENTIONS: a
#   regular expression; EXCEPT: of kernels that this compiler may refuse; optional
cmake_minimum_required(VERSION 3.25)
if(NOT COMPILER)
  message("skipped: no other compiler was found (Debian: clang)")
  return()
endif()
set(run COMMAND_ERROR_IS_FATAL ANY)
file(REMOVE_RECURSE ${WORK})
execute_process(COMMAND ${RECTIFIER} list OUTPUT_VARIABLE listed ${run})
string(REGEX MATCHALL "[^\n]+" lines "${listed}")
set(groups "")
set(count 0)
foreach(line IN LISTS lines)
  string(REGEX MATCH "^([^ ]+) +(.*)$" line "${line}")
  set(id ${CMAKE_MATCH_1})
  set(can_run "${CMAKE_MATCH_2}")
  if(can_run STREQUAL "other architecture" OR NOT id MATCHES "^[^/]+/(${CONVENTIONS})/" OR
     (EXCEPT AND id MATCHES "${EXCEPT}"))
    continue()
  endif()
  string(REPLACE "/" ";" part ${id})
  list(POP_FRONT part operation convention type)
  string(MAKE_C_IDENTIFIER rectifier_${id} space)
  set(file ${WORK}/${space}.hpp)
  file(MAKE_DIRECTORY ${WORK})
  execute_process(COMMAND ${RECTIFIER} export --kernel ${id} --out ${file} ${run})
  file(READ ${file} header)
  if(NOT header MATCHES "MIT License" OR NOT header MATCHES "compiled with\n//   (-O[^\n]*)\n")
    message(FATAL_ERROR "${file} tells no flags or no licence")
  endif()
  set(flags "${CMAKE_MATCH_1}")
  if(header MATCHES "#include \"[^ \"]+\"")
    message(FATAL_ERROR "${file} includes a file of this library")
  endif()
  if(NOT id MATCHES "/xsimd_[^/]*$" AND header MATCHES "xsimd/|xsimd::")
    message(FATAL_ERROR "${file} needs xsimd, and its kernel does not")
  endif()
  string(MAKE_C_IDENTIFIER "${flags}" group)
  list(APPEND groups ${group})
  set(flags_${group} "${flags}")
  set(can_run_${group} "${can_run}")
  set(element float)
  if(type STREQUAL "f64")
    set(element double)
  endif()
  set(arguments "x")
  if(operation MATCHES "backward$")
    string(APPEND arguments ", g")
  endif()
  string(APPEND arguments ", out, n")
  if(operation MATCHES "^leaky")
    string(APPEND arguments ", slope")
  endif()
  string(APPEND includes_${group} "#include \"${file}\"\n")
  set(verify_${group} "${space}::verify()")
  string(APPEND checks_${group} "  all = right<${element}>(\"${id}\", Operation::${operation}, \
Convention::${convention}, ${space}::verify(),
      []([[maybe_unused]] ${element}* x, [[maybe_unused]] ${element}* g, ${element}* out, \
std::size_t n, [[maybe_unused]] ${element} slope) { ${space}::${operation}(${arguments}); }) && all;\n")
  math(EXPR count "${count} + 1")
endforeach()
list(REMOVE_DUPLICATES groups)
if(groups STREQUAL "")
  message(FATAL_ERROR "nothing was exported")
endif()

foreach(group IN LISTS groups)
  set(main ${WORK}/${group})
  file(WRITE ${main}_2.cpp "${includes_${group}}bool second() { return ${verify_${group}}; }\n")
  file(WRITE ${main}.cpp "${includes_${group}}#include \"export_check.hpp\"
using namespace rectifier;
bool second();
int main() {
  bool all = second();
${checks_${group}}  return all ? 0 : 1;
}
")
  separate_arguments(flags UNIX_COMMAND "${flags_${group}}")
  execute_process(COMMAND ${COMPILER} -std=c++20 -Wall -Wextra -Wpedantic -Wshadow -Werror ${flags}
    -frounding-math -I${SOURCE}/src -I${SOURCE}/bench -I${SOURCE}/reports ${main}.cpp ${main}_2.cpp
    -o ${main} ${run})
  if(can_run_${group} STREQUAL "supported")
    execute_process(COMMAND ${main} ${run})
  else()
    message("compiled, not run (${can_run_${group}}): ${flags_${group}}")
  endif()
endforeach()
message("${count} kernels were exported, with ${COMPILER}")
