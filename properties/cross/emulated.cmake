# Runs a program for another machine, properties at a twentieth of the cases unless RC_PARAMS of the
# environment says otherwise.
#   NEEDS (a list), PROGRAM; parted by blanks, as all that follow: EMULATOR, ARGUMENTS
# With SUMMARY (a file) the program is rectifier-properties, and which kernels it checked and which
# it skipped, and why, must be what that machine is:
#   SUPPORTED   targets that it runs beside the scalar one
#   LACKS       targets of its architecture that it does not run
#   FOREIGN     targets of another architecture
#   FLUSHES     whether the flushing of subnormals is tried there
include(${CMAKE_CURRENT_LIST_DIR}/needs.cmake)
if(missing)
  return()
endif()
foreach(list IN ITEMS EMULATOR ARGUMENTS SUPPORTED LACKS FOREIGN)
  separate_arguments(${list} UNIX_COMMAND "${${list}}")
endforeach()
if(SUMMARY)
  file(REMOVE ${SUMMARY})
  list(APPEND ARGUMENTS --summary=${SUMMARY})
endif()
set(run ${CMAKE_COMMAND} -E env --unset=RECTIFIER_TARGET ${EMULATOR} ${PROGRAM})
if(NOT DEFINED ENV{RC_PARAMS})
  set(ENV{RC_PARAMS} max_success=5)
endif()
execute_process(COMMAND ${run} ${ARGUMENTS} COMMAND_ERROR_IS_FATAL ANY)
if(NOT SUMMARY)
  return()
endif()

# Every kernel that there is, but for those of the targets that the machine must not run.
execute_process(COMMAND ${run} --gtest_list_tests --gtest_filter=EqualsDefinition.*
  OUTPUT_VARIABLE listed ERROR_QUIET COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "[a-z_]+/[a-z_]+/[a-z0-9]+/[a-z0-9_]+" expected "${listed}")
foreach(target IN LISTS SUPPORTED LACKS FOREIGN)
  if(NOT "${expected}" MATCHES "_${target}(_|;|$)")
    message(FATAL_ERROR "there is no kernel of the target ${target}")
  endif()
endforeach()
foreach(target IN LISTS LACKS FOREIGN)
  list(FILTER expected EXCLUDE REGEX "_${target}(_|$)")
endforeach()
list(SORT expected)

file(READ ${SUMMARY} summary)
string(REGEX MATCHALL "\"[a-z_]+/[^\"]+\": {[ \n]*\"held\": [1-9]" held "${summary}")
list(TRANSFORM held REPLACE "^\"([^\"]+).*" "\\1")
list(SORT held)
if(NOT held STREQUAL expected)
  set(unexpected ${held})
  list(REMOVE_ITEM unexpected ${expected} "")
  list(REMOVE_ITEM expected ${held} "")
  message(FATAL_ERROR "not checked, but should have been: ${expected}\n"
    "checked, but should not have been: ${unexpected}")
endif()

set(reasons ${LACKS})
list(TRANSFORM reasons PREPEND "needs ")
if(FOREIGN)
  list(APPEND reasons "other architecture")
endif()
if(NOT FLUSHES)
  list(APPEND reasons "flushing is not known on this architecture")
endif()
list(SORT reasons)
string(JSON count LENGTH "${summary}" skipped)
set(skipped "")
if(count)
  math(EXPR last "${count} - 1")
  foreach(i RANGE ${last})
    string(JSON reason MEMBER "${summary}" skipped ${i})
    list(APPEND skipped "${reason}")
  endforeach()
endif()
if(NOT skipped STREQUAL reasons)
  message(FATAL_ERROR "skipped because: ${skipped}; expected: ${reasons}")
endif()
