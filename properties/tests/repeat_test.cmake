# A failure's own last word, the command that repeats it, runs exactly that one test, which fails
# again with the same shrunk input.
#   PROGRAM, PLUGIN
execute_process(COMMAND ${PROGRAM} --plugin=${PLUGIN} --gtest_filter=*wrong/at_kink
  OUTPUT_VARIABLE first ERROR_QUIET RESULT_VARIABLE status)
if(status EQUAL 0)
  message(FATAL_ERROR "a kernel that is wrong at the kink passed:\n${first}")
endif()
if(NOT first MATCHES "(wrong    [^\n]*x = 0x[08]0000000[^\n]*)\ninput[^\n]*\n[^\n]*\nrepeat with: ([^\n]*)\n.[^\n]*EqualsDefinition.relu_gradient/textbook/f32/wrong/at_kink")
  message(FATAL_ERROR "no shrunk input at the kink, or no command to repeat it:\n${first}")
endif()
set(wrong "${CMAKE_MATCH_1}")
execute_process(COMMAND sh -c "${CMAKE_MATCH_2}"
  OUTPUT_VARIABLE again ERROR_QUIET RESULT_VARIABLE status)
if(status EQUAL 0)
  message(FATAL_ERROR "the command that repeats the failure passed:\n${CMAKE_MATCH_2}\n${again}")
endif()
string(FIND "${again}" "${wrong}" place)
if(place EQUAL -1 OR NOT again MATCHES "1 of 1 properties FAILED")
  message(FATAL_ERROR "not the same failure of exactly one test:\n${again}")
endif()
message("${wrong}")
