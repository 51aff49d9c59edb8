# The kernel author's project, against an installed rectifier: green with src/examples/plugin.c as
# it is, red with its comparison flipped.
#   SOURCE, BUILD (of this project), WORK (an empty folder is made there), COMPILER
cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/../../package/readme_blocks.cmake)
readme_block(block add_library)
file(REMOVE_RECURSE ${WORK})
set(run COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD} --prefix ${WORK}/prefix
  OUTPUT_QUIET ${run})
execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD} --prefix ${WORK}/tools
  --component tools OUTPUT_QUIET ${run})
file(GLOB_RECURSE tools RELATIVE ${WORK}/tools ${WORK}/tools/*)
file(GLOB samples RELATIVE ${SOURCE}/reports ${SOURCE}/reports/samples/*/decisions.json)
list(TRANSFORM samples PREPEND share/rectifier/)
file(GLOB layouts RELATIVE ${BUILD} ${BUILD}/lib/rectifier/layout-*.so)
set(expected bin/rectifier bin/rectifier-bench bin/rectifier-properties lib/rectifier-kernels.so
  ${layouts} ${samples})
if(NOT layouts OR NOT tools STREQUAL expected)
  message(FATAL_ERROR "the component `tools` holds ${tools}")
endif()
file(READ ${SOURCE}/src/examples/plugin.c right)
string(REPLACE "in[i] > 0" "in[i] < 0" wrong "${right}")
if(wrong STREQUAL right)
  message(FATAL_ERROR "plugin.c has no comparison to flip")
endif()
foreach(kind IN ITEMS right wrong)
  file(COPY ${SOURCE}/properties/tests/consumer-plugin/CMakeLists.txt DESTINATION ${WORK}/${kind}-project)
  file(WRITE ${WORK}/${kind}-project/as_the_readme_says.cmake "${block}")
  file(WRITE ${WORK}/${kind}-project/mine.c "${${kind}}")
  execute_process(COMMAND ${CMAKE_COMMAND} -G Ninja -S ${WORK}/${kind}-project
    -B ${WORK}/${kind} -DLOWEST=${lowest_cmake} -DCMAKE_C_COMPILER=${COMPILER}
    -DCMAKE_BUILD_TYPE=Release -DCMAKE_PREFIX_PATH=${WORK}/prefix OUTPUT_QUIET ${run})
  execute_process(COMMAND ${CMAKE_COMMAND} --build ${WORK}/${kind} OUTPUT_QUIET ${run})
  execute_process(COMMAND ${CMAKE_CTEST_COMMAND} --output-on-failure WORKING_DIRECTORY ${WORK}/${kind}
    OUTPUT_VARIABLE ${kind}_said ERROR_VARIABLE ${kind}_said RESULT_VARIABLE ${kind}_status)
endforeach()
set(test "mine.relu.textbook.f32.mine.plain")
if(NOT right_status STREQUAL "0" OR NOT right_said MATCHES "${test} [.]+ +Passed")
  message(FATAL_ERROR "the right kernel did not pass:\n${right_said}")
endif()
if(wrong_status STREQUAL "0" OR NOT wrong_said MATCHES
   "kernel   relu/textbook/f32/mine/plain\nproperty EqualsDefinition\nwrong    [^\n]* of 1: x = ")
  message(FATAL_ERROR "the wrong kernel passed, or its failure names too little:\n${wrong_said}")
endif()
