# Holds the shared library to what its headers declare: it exports functions of rectifier:: and C
# functions that stand in one of them and nothing else, has its version in its soname and is at most 1 MiB stripped.
#   SOURCE, BUILT (what library_alone.cmake made), VERSION, NM, READELF, STRIP
cmake_minimum_required(VERSION 3.25)
set(run COMMAND_ERROR_IS_FATAL ANY)
file(GLOB_RECURSE library ${BUILT}/plain/lib*/librectifier.so.${VERSION})
file(GLOB headers ${SOURCE}/src/rectifier/*.hpp ${SOURCE}/src/rectifier/rectifier.h)
set(declared "")
foreach(header IN LISTS headers)
  file(READ ${header} text)
  string(REGEX REPLACE "//[^\n]*" "" text "${text}")
  string(APPEND declared "${text}")
endforeach()

string(REGEX MATCH "^[0-9]+[.][0-9]+" soversion "${VERSION}")
execute_process(COMMAND ${NM} --dynamic --defined-only --demangle ${library}
  OUTPUT_VARIABLE listed ${run})
string(REPLACE ";" "," listed "${listed}")
string(REGEX MATCHALL "[^\n]+" lines "${listed}")
set(count 0)
set(wrong "")
foreach(line IN LISTS lines)
  if(line MATCHES " A rectifier_${soversion}$")
    continue()  # the name of the version
  elseif(line MATCHES
         "^[0-9a-f]+ [TW] (void )?rectifier::(detail::)?([a-z_]+)[^:]*.*@@rectifier_${soversion}$"
         OR line MATCHES "^[0-9a-f]+ T ()()(rectifier_[a-z0-9_]+)@@rectifier_${soversion}$")
    set(name ${CMAKE_MATCH_3})
    if(declared MATCHES "[ &*]${name}[(]")
      math(EXPR count "${count} + 1")
      continue()
    endif()
  endif()
  string(APPEND wrong "  ${line}\n")
endforeach()
if(NOT wrong STREQUAL "" OR count EQUAL 0)
  message(FATAL_ERROR "the shared library exports ${count} functions of its headers, and:\n${wrong}")
endif()

execute_process(COMMAND ${READELF} --dynamic ${library} OUTPUT_VARIABLE dynamic ${run})
if(NOT dynamic MATCHES "soname: .librectifier.so.${soversion}.\n")
  message(FATAL_ERROR "its soname is not librectifier.so.${soversion}:\n${dynamic}")
endif()
execute_process(COMMAND ${STRIP} -o ${BUILT}/stripped.so ${library} ${run})
file(SIZE ${BUILT}/stripped.so bytes)
if(bytes GREATER 1048576)
  message(FATAL_ERROR "stripped, it has ${bytes} bytes; at most 1 MiB was promised")
endif()
message("${count} functions are exported; stripped, the library has ${bytes} bytes")
