# Every program that is built into bin/ explains itself, in 80 columns.
#
# Included, it makes a test of each, whatever folder it is of. Those with GoogleTest's main are tests
# themselves, whose command line is GoogleTest's.
#
# As a script it tests one: PROGRAM, VERSION, WORK (an empty folder is made there), EMULATOR.
if(NOT CMAKE_SCRIPT_MODE_FILE STREQUAL CMAKE_CURRENT_LIST_FILE)
  function(rectifier_programs_of directory list)
    get_property(targets DIRECTORY ${directory} PROPERTY BUILDSYSTEM_TARGETS)
    set(programs "")
    foreach(target IN LISTS targets)
      get_target_property(type ${target} TYPE)
      if(type STREQUAL "EXECUTABLE")
        get_target_property(folder ${target} RUNTIME_OUTPUT_DIRECTORY)
        get_target_property(libraries ${target} LINK_LIBRARIES)
        if(folder STREQUAL "${PROJECT_BINARY_DIR}/bin" AND NOT "GTest::gtest_main" IN_LIST libraries)
          list(APPEND programs ${target})
        endif()
      endif()
    endforeach()
    get_property(folders DIRECTORY ${directory} PROPERTY SUBDIRECTORIES)
    foreach(folder IN LISTS folders)
      rectifier_programs_of(${folder} more)
      list(APPEND programs ${more})
    endforeach()
    set(${list} ${programs} PARENT_SCOPE)
  endfunction()

  function(rectifier_add_program_tests)
    rectifier_programs_of(${PROJECT_SOURCE_DIR} programs)
    foreach(program IN LISTS programs)
      add_test(NAME program.${program} COMMAND ${CMAKE_COMMAND} -DPROGRAM=$<TARGET_FILE:${program}>
        -DVERSION=${PROJECT_VERSION} -DWORK=${PROJECT_BINARY_DIR}/program_tests/${program}
        "-DEMULATOR=${CMAKE_CROSSCOMPILING_EMULATOR}"
        -P ${PROJECT_SOURCE_DIR}/properties/tests/programs.cmake)
    endforeach()
  endfunction()

  # At the end, when all folders are known.
  cmake_language(DEFER DIRECTORY ${PROJECT_SOURCE_DIR} CALL rectifier_add_program_tests)
  return()
endif()

cmake_minimum_required(VERSION 3.25)
get_filename_component(name ${PROGRAM} NAME)
string(REPEAT "long" 50 long)
# By a long path, which must not appear in what it says.
file(REMOVE_RECURSE ${WORK})
file(MAKE_DIRECTORY ${WORK}/${long})
file(CREATE_LINK ${PROGRAM} ${WORK}/${long}/${name} SYMBOLIC)

# call(STATUS argument…) sets `out` and `err`.
function(call expected)
  execute_process(COMMAND ${EMULATOR} ${WORK}/${long}/${name} ${ARGN} WORKING_DIRECTORY ${WORK}
    OUTPUT_VARIABLE out ERROR_VARIABLE err RESULT_VARIABLE status)
  list(JOIN ARGN " " arguments)
  set(printed "${name} ${arguments}\nstatus ${status}, expected ${expected}\n${out}${err}")
  if(NOT status STREQUAL expected)
    message(FATAL_ERROR "${printed}")
  endif()
  # A dot for each semicolon and bracket, which CMake would read as its own.
  string(REGEX REPLACE "[][;]" "." lines "${out}${err}")
  string(REPLACE "\n" ";" lines "${lines}")
  foreach(line IN LISTS lines)
    string(LENGTH "${line}" length)
    if(length GREATER 80)
      message(FATAL_ERROR "a line of ${length} columns:\n${line}\n${printed}")
    endif()
  endforeach()
  set(out "${out}" PARENT_SCOPE)
  set(err "${err}" PARENT_SCOPE)
endfunction()

function(expect what text pattern)
  if(NOT text MATCHES "${pattern}")
    message(FATAL_ERROR "${name} ${command}: ${what} is not of the form ${pattern}:\n${text}")
  endif()
endfunction()

# `command` is one of the program's, or nothing for the program itself.
function(try command)
  call(0 ${command} --help)
  expect("the help" "${out}" "Usage: ${name}.*Example:\n  [^\n]")
  expect("what --help says on standard error" "${err}" "^$")
  set(help "${out}" PARENT_SCOPE)

  call(0 ${command} --version)
  expect("the version" "${out}" "^${name} ${VERSION}\n$")
  expect("what --version says on standard error" "${err}" "^$")

  foreach(argument IN ITEMS --nonsense --${long} --nonsense=${WORK}/${long})
    call(2 ${command} ${argument})
    expect("what is said of ${argument}" "${err}"
      "^${name}[a-z ]*:[ \n]+[^\n]*(\n  [^\n]+)?(\n  [^\n]+)?\n$")
    expect("what is said of ${argument}" "${err}" "--(nonsense|longlong).*;[ \n]+see[ \n]+--help\n$")
    expect("standard output" "${out}" "^$")
  endforeach()
endfunction()

try("")
if(help MATCHES "\n(Subcommands|SUBCOMMANDS):\n(.*)\nExample:")
  string(REGEX MATCHALL "\n  [a-z]+" commands "\n${CMAKE_MATCH_2}")
  foreach(command IN LISTS commands)
    string(STRIP ${command} command)
    try(${command})
  endforeach()
endif()
