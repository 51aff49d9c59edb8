# Link-time optimisation for everything, as distributions ask for it: no code of a target reaches
# another. (The test cross.lto then runs the program as the oldest CPU.)
#   COMPILER, SOURCE, NM, EXPECTED, WORK
cmake_minimum_required(VERSION 3.25)
set(run COMMAND_ERROR_IS_FATAL ANY)
file(REMOVE_RECURSE ${WORK})
execute_process(COMMAND ${CMAKE_COMMAND} -G Ninja -S ${SOURCE} -B ${WORK} -DRECTIFIER_TESTS=OFF
  -DRECTIFIER_TOOLS=OFF -DRECTIFIER_EXAMPLES=ON -DCMAKE_CXX_COMPILER=${COMPILER}
  "-DCMAKE_CXX_FLAGS=-flto=auto -ffat-lto-objects" OUTPUT_QUIET ${run})
execute_process(COMMAND ${CMAKE_COMMAND} --build ${WORK} --target tutorial OUTPUT_QUIET ${run})
file(GLOB_RECURSE objects ${WORK}/src/table.cpp.o)
execute_process(COMMAND ${CMAKE_COMMAND} -DNM=${NM} "-DOBJECTS=${objects}"
  -P ${SOURCE}/properties/tests/symbols.cmake ${run})
file(READ ${EXPECTED} expected)
execute_process(COMMAND ${WORK}/bin/tutorial OUTPUT_VARIABLE said ${run})
if(NOT said STREQUAL expected)
  message(FATAL_ERROR "the tutorial prints\n${said}")
endif()
