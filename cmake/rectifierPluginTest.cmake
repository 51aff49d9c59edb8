# rectifier_add_plugin_test(TARGET [argument…])
#
# Adds one test for each kernel of a plug-in, a MODULE or SHARED library: all properties of it,
# named TARGET.operation.convention.type.name.implementation and labelled `rectifier`. Arguments
# go to rectifier-properties, --exhaustive for example. Which kernels there are is asked after each
# build of the target, so a new one is tested without a word here.
#
# As a script it asks (PROGRAM, PLUGIN, EMULATOR, PREFIX, ARGUMENTS) and writes OUTPUT.
if(CMAKE_SCRIPT_MODE_FILE STREQUAL CMAKE_CURRENT_LIST_FILE)
  cmake_minimum_required(VERSION 3.17...3.25)
  execute_process(COMMAND ${EMULATOR} ${PROGRAM} --plugin=${PLUGIN} --gtest_list_tests
    OUTPUT_VARIABLE listed RESULT_VARIABLE status)
  if(NOT status STREQUAL "0")
    message(FATAL_ERROR "the kernels of ${PLUGIN} can't be listed")
  endif()
  # Of a plug-in's kernel, the id has one part more than of the library's own.
  string(REGEX MATCHALL "\n  [a-z_]+/[a-z_]+/[a-z0-9]+/[^/\n]+/[^/\n]+" ids "${listed}")
  list(TRANSFORM ids REPLACE "\n  " "")
  list(REMOVE_DUPLICATES ids)
  if(ids STREQUAL "")
    message(FATAL_ERROR "${PLUGIN} offers no kernel that a property applies to")
  endif()
  set(entries "")
  foreach(id IN LISTS ids)
    string(REPLACE "/" "." name "${PREFIX}.${id}")
    string(APPEND entries "add_test([=[${name}]=]")
    foreach(word IN ITEMS ${EMULATOR} ${PROGRAM} --plugin=${PLUGIN} --gtest_filter=*.${id}
                          ${ARGUMENTS})
      string(APPEND entries " [=[${word}]=]")
    endforeach()
    string(APPEND entries ")\nset_tests_properties([=[${name}]=] PROPERTIES LABELS rectifier "
      "SKIP_REGULAR_EXPRESSION [=[No property was tried: every test was skipped]=])\n")
  endforeach()
  file(WRITE ${OUTPUT} "${entries}")
  return()
endif()

function(rectifier_add_plugin_test target)
  if(TARGET rectifier-properties)
    set(program $<TARGET_FILE:rectifier-properties>)
    add_dependencies(${target} rectifier-properties)
  else()
    # Beside the package that was found; a subdirectory would have built it.
    get_property(programs GLOBAL PROPERTY rectifier_programs)
    if(NOT programs)
      message(FATAL_ERROR "rectifier_add_plugin_test needs rectifier-properties; configure with "
        "-DRECTIFIER_TESTS=ON")
    endif()
    find_program(RECTIFIER_PROPERTIES rectifier-properties HINTS ${programs})
    if(NOT RECTIFIER_PROPERTIES)
      message(FATAL_ERROR "rectifier_add_plugin_test: rectifier-properties is not in ${programs}; "
        "install its component: cmake --install BUILD --component tools")
    endif()
    set(program ${RECTIFIER_PROPERTIES})
  endif()
  set(tests ${CMAKE_CURRENT_BINARY_DIR}/${target}_rectifier_tests.cmake)
  add_custom_command(TARGET ${target} POST_BUILD
    COMMAND ${CMAKE_COMMAND} -DPROGRAM=${program} -DPLUGIN=$<TARGET_FILE:${target}>
            -DPREFIX=${target} -DOUTPUT=${tests} "-DEMULATOR=${CMAKE_CROSSCOMPILING_EMULATOR}"
            "-DARGUMENTS=${ARGN}" -P ${CMAKE_CURRENT_FUNCTION_LIST_FILE}
    BYPRODUCTS ${tests} VERBATIM)
  # Where the target was not built yet, that is what ctest says.
  set(include ${CMAKE_CURRENT_BINARY_DIR}/${target}_rectifier_include.cmake)
  file(WRITE ${include} "if(EXISTS [=[${tests}]=])\n  include([=[${tests}]=])\nelse()\n"
    "  add_test(${target}_NOT_BUILT ${target}_NOT_BUILT)\nendif()\n")
  set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES ${include})
endfunction()
