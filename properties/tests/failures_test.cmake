# Whatever a kernel does to its process, the summary has what held before, and a record of the end:
# the property, how it ended, what is wrong and a command that repeats it.
#   PROGRAM, PLUGIN, FILE (the summary)
cmake_minimum_required(VERSION 3.25)
set(ENV{RC_PARAMS} "seed=1")
foreach(row IN ITEMS "at_kink|failed|x = 0x[08]0000000" "crashes|crashed|touched memory"
    "hangs|hung|did not come back in time, during" "exits|ended the process|^during the call with n"
    "leaves|ended the process|^during the call with n" "is_killed|killed|was killed from outside")
  string(REPLACE "|" ";" row "${row}")
  list(POP_FRONT row kernel ended wrong)
  # One that holds before it, so that the two must be told apart.
  execute_process(COMMAND ${PROGRAM} --plugin=${PLUGIN} --summary=${FILE} --timeout=5
      --gtest_filter=EqualsDefinition.relu/textbook/f32/branching:EqualsDefinition.*/wrong/${kernel}
    OUTPUT_VARIABLE out ERROR_VARIABLE err RESULT_VARIABLE status)
  file(READ ${FILE} json)
  file(REMOVE ${FILE})
  string(JSON count LENGTH "${json}" failures)
  string(JSON failure GET "${json}" failures 0)
  string(JSON held GET "${json}" held)
  string(JSON failed GET "${json}" failed)
  string(JSON cases GET "${json}" cases)
  foreach(field IN ITEMS property kernel ended wrong input repeat)
    string(JSON found_${field} GET "${failure}" ${field})
  endforeach()
  string(JSON tally GET "${json}" kernels ${found_kernel} failed)
  if(NOT "${status} ${count} ${held} ${failed} ${cases} ${tally}" STREQUAL "1 1 1 1 100 1"
     OR NOT found_property STREQUAL "EqualsDefinition" OR NOT found_kernel MATCHES "/${kernel}$"
     OR NOT found_ended STREQUAL ended OR NOT found_wrong MATCHES "${wrong}"
     OR NOT found_repeat MATCHES "wrong_plugin.*EqualsDefinition.*/${kernel}")
    message(FATAL_ERROR "${kernel}: status ${status}, expected ${ended}, ${wrong}\n${json}${out}${err}")
  endif()
endforeach()
