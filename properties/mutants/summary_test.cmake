# The summary says what was run, the zoo adds its score, and neither harms what is no summary.
#   PROPERTIES, ZOO (programs), FILE (the summary)
set(ENV{RC_PARAMS} "seed=7")
file(REMOVE ${FILE})
execute_process(COMMAND ${PROPERTIES} --gtest_filter=Idempotent.*/f32/branching --summary=${FILE}
  OUTPUT_VARIABLE said COMMAND_ERROR_IS_FATAL ANY)
if(NOT said MATCHES "2 properties of 2 kernels held on 200 drawn inputs .seed 7.\n")
  message(FATAL_ERROR "not what was run:\n${said}")
endif()
execute_process(COMMAND ${ZOO} --only=/wrong_at_97 --summary=${FILE} OUTPUT_QUIET ERROR_QUIET
  COMMAND_ERROR_IS_FATAL ANY)
file(READ ${FILE} json)
foreach(expected IN ITEMS "held;2" "failed;0" "cases;200" "seed;7" "mutants;zoo;killed;1"
                          "mutants;zoo;of;1" "kernels;relu/textbook/f32/branching;held;1")
  set(path ${expected})
  list(POP_BACK path value)
  string(JSON found ERROR_VARIABLE error GET "${json}" ${path})
  if(NOT found STREQUAL value)
    message(FATAL_ERROR "${path} is ${found}, expected ${value}; ${error}\n${json}")
  endif()
endforeach()

file(WRITE ${FILE} "somebody's letter")
execute_process(COMMAND ${ZOO} --only=/wrong_at_97 --summary=${FILE} OUTPUT_QUIET
  ERROR_VARIABLE error RESULT_VARIABLE status)
string(REPLACE "\n  " " " error "${error}")  # a sentence that was broken into lines
file(READ ${FILE} letter)
if(status EQUAL 0 OR NOT letter STREQUAL "somebody's letter" OR NOT error MATCHES "is no summary")
  message(FATAL_ERROR "status ${status}, file: ${letter}\n${error}")
endif()
