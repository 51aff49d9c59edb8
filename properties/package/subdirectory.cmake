# Other projects that take rectifier in, as far as configuring goes: what is compiled with which
# flags, what is built, what is said where something is missing.
#   SOURCE, WORK (an empty folder is made there), COMPILER, C_COMPILER
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE ${WORK})
file(WRITE ${WORK}/mine.c "int nothing;\n")

# Configures a project of LANGUAGES that takes rectifier in; then CODE. Sets status, said and, one
# a line, the commands of the library's own files.
function(take_in name languages code)
  file(WRITE ${WORK}/${name}/CMakeLists.txt "cmake_minimum_required(VERSION 3.25)\n"
    "project(mine LANGUAGES ${languages})\nadd_subdirectory(${SOURCE} rectifier)\n${code}")
  configure(${name} ${WORK}/${name} ${ARGN})
  return(PROPAGATE status said commands)
endfunction()
function(configure name from)
  set(ENV{CXXFLAGS} "")
  execute_process(COMMAND ${CMAKE_COMMAND} -G Ninja -S ${from} -B ${WORK}/${name}/build
    -DCMAKE_C_COMPILER=${C_COMPILER} -DCMAKE_CXX_COMPILER=${COMPILER}
    -DCMAKE_EXPORT_COMPILE_COMMANDS=ON ${ARGN}
    OUTPUT_QUIET ERROR_VARIABLE said RESULT_VARIABLE status)
  string(REGEX REPLACE "[ \n]+" " " said "${said}")
  set(commands "")
  if(status STREQUAL "0")
    file(STRINGS ${WORK}/${name}/build/compile_commands.json commands
      REGEX "\"command\": .*/src/[a-z_]+[.]cpp\"")
    list(FILTER commands EXCLUDE REGEX "/table[.]cpp\"")
  endif()
  set(status ${status} PARENT_SCOPE)
  set(said "${said}" PARENT_SCOPE)
  set(commands "${commands}" PARENT_SCOPE)
endfunction()

# Optimised, unless another wish was told: the last -O on a command line counts.
foreach(row IN ITEMS "none||-O3" "debug|-DCMAKE_BUILD_TYPE=Debug|" "flags|-DCMAKE_CXX_FLAGS=-O1|-O1"
                     "release|-DCMAKE_BUILD_TYPE=MinSizeRel|-Os" "options|-DOPTIONS=-O0|-O0")
  string(REPLACE "|" ";" row "${row}")
  list(GET row 0 name)
  list(GET row 1 option)
  list(GET row 2 expected)
  file(WRITE ${WORK}/${name}/CMakeLists.txt "cmake_minimum_required(VERSION 3.25)\n"
    "project(mine LANGUAGES CXX)\nadd_compile_options(\${OPTIONS})\n"
    "add_subdirectory(${SOURCE} rectifier)\n")
  configure(${name} ${WORK}/${name} ${option})
  list(LENGTH commands count)
  if(NOT status STREQUAL "0" OR count LESS 3)
    message(FATAL_ERROR "${name}: status ${status}, the library's own files are ${count}\n${said}")
  endif()
  foreach(command IN LISTS commands)
    string(REGEX MATCHALL " -O[^ ]*" found "${command}")
    list(POP_BACK found last)
    string(STRIP "${last}" last)
    if(NOT last STREQUAL expected)
      message(FATAL_ERROR "${name}: not ${expected}, but ${last}: ${command}")
    endif()
  endforeach()
endforeach()

take_in(c_alone C "")
if(status STREQUAL "0" OR NOT said MATCHES "rectifier is C[+][+]: enable it in the project")
  message(FATAL_ERROR "a project of C alone is not told to enable C++: status ${status}, ${said}")
endif()
set(plugin_test "add_library(kernels MODULE ../mine.c)\nrectifier_add_plugin_test(kernels)\n")
take_in(plugin "C CXX" "${plugin_test}")
if(status STREQUAL "0" OR NOT said MATCHES "-DRECTIFIER_TESTS=ON")
  message(FATAL_ERROR "rectifier_add_plugin_test: status ${status}, no word of RECTIFIER_TESTS: "
    "${said}")
endif()
take_in(plugin_with_tests "C CXX" "${plugin_test}" -DRECTIFIER_TESTS=ON)
if(NOT status STREQUAL "0")
  message(FATAL_ERROR "rectifier_add_plugin_test fails with RECTIFIER_TESTS=ON: ${said}")
endif()

# The library alone has no examples; they can be asked for.
foreach(row IN ITEMS "OFF|" "ON|-DRECTIFIER_EXAMPLES=ON")
  string(REPLACE "|" ";" row "${row}")
  list(POP_FRONT row expected)
  configure(examples_${expected} ${SOURCE} -DRECTIFIER_TESTS=OFF -DRECTIFIER_TOOLS=OFF ${row})
  execute_process(COMMAND ${CMAKE_COMMAND} --build ${WORK}/examples_${expected}/build --target help
    OUTPUT_VARIABLE targets COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX MATCH "\ntutorial: " tutorial "${targets}")
  if((expected AND tutorial STREQUAL "") OR (NOT expected AND NOT tutorial STREQUAL ""))
    message(FATAL_ERROR "the library alone${row}: the example tutorial is not ${expected}")
  endif()
endforeach()
