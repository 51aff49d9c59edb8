# A caller's -ffast-math changes no answer of a call on one number, or the compiler says that it
# can't; calls on spans compile either way.
#   COMPILER, FLAGS, ID (g++ is GNU), SOURCE, LIBRARY, LINK (what the library needs), WORK
cmake_minimum_required(VERSION 3.25)
file(MAKE_DIRECTORY ${WORK})
separate_arguments(FLAGS UNIX_COMMAND "${FLAGS}")
separate_arguments(LINK UNIX_COMMAND "${LINK}")
set(here ${CMAKE_CURRENT_LIST_DIR})
set(compile ${COMPILER} -std=c++20 ${FLAGS} -I${SOURCE}/src -I${SOURCE} -c)
execute_process(COMMAND ${compile} -O2 ${here}/expected.cpp -o ${WORK}/expected.o
  COMMAND_ERROR_IS_FATAL ANY)

function(build_and_run level flags)
  execute_process(COMMAND ${compile} ${level} ${flags} ${here}/one_number.cpp -o ${WORK}/caller.o
    COMMAND_ERROR_IS_FATAL ANY)
  # Linked without: that flag would flush subnormals in the whole process.
  execute_process(COMMAND ${COMPILER} ${FLAGS} ${WORK}/caller.o ${WORK}/expected.o ${LIBRARY} ${LINK}
    -o ${WORK}/caller COMMAND_ERROR_IS_FATAL ANY)
  execute_process(COMMAND ${WORK}/caller RESULT_VARIABLE status OUTPUT_VARIABLE said)
  if(NOT status STREQUAL "0")
    message(FATAL_ERROR "${level} ${flags}:\n${said}")
  endif()
  message("${level} ${flags}: ${said}")
endfunction()

build_and_run(-O2 "")
foreach(flag IN ITEMS -ffinite-math-only -ffast-math)
  if(ID STREQUAL "GNU")
    foreach(level IN ITEMS -O0 -O1 -O2 -O3)
      build_and_run(${level} ${flag})
    endforeach()
  else()
    execute_process(COMMAND ${compile} -O2 ${flag} ${here}/one_number.cpp -o ${WORK}/caller.o
      ERROR_VARIABLE said RESULT_VARIABLE status)
    if(status STREQUAL "0" OR NOT said MATCHES
       "rectifier: clang loses NaN and infinity in calls on one number under -ffast-math")
      message(FATAL_ERROR "${flag}: status ${status}\n${said}")
    endif()
    build_and_run(-O2 "${flag};-DSPANS_ALONE")
  endif()
endforeach()
