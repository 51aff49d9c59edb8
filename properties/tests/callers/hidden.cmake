# A shared library that links the static one exports nothing of it: two of them, of different
# versions, can live in one process.
#   COMPILER, FLAGS, SOURCE, LIBRARY, LINK, NM, WORK
cmake_minimum_required(VERSION 3.25)
file(MAKE_DIRECTORY ${WORK})
separate_arguments(FLAGS UNIX_COMMAND "${FLAGS}")
separate_arguments(LINK UNIX_COMMAND "${LINK}")
foreach(level IN ITEMS -O0 -O2)
  execute_process(COMMAND ${COMPILER} -std=c++20 ${FLAGS} ${level} -shared -fPIC -fvisibility=hidden
    -I${SOURCE}/src ${CMAKE_CURRENT_LIST_DIR}/hidden.cpp ${LIBRARY} ${LINK} -o ${WORK}/hidden.so
    COMMAND_ERROR_IS_FATAL ANY)
  execute_process(COMMAND ${NM} --dynamic --defined-only --demangle ${WORK}/hidden.so
    OUTPUT_VARIABLE listed COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX MATCHALL "[^\n]*rectifier[^\n]*" ours "${listed}")
  if(ours OR NOT listed MATCHES "own_function")
    string(REPLACE ";" "\n" ours "${ours}")
    message(FATAL_ERROR "${level}: a library that links the static one exports\n${ours}")
  endif()
endforeach()
