# Whether measuring finds what is known: two quick runs must agree, kernels with the same code must
# not differ, one made ten percent slower must lose, and one five percent faster than the only other
# must win. Some nine minutes on a quiet machine.
cmake_minimum_required(VERSION 3.25)
function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status)
  if(NOT status EQUAL 0)
    list(JOIN ARGN " " command)
    message(FATAL_ERROR "status ${status}: ${command}")
  endif()
endfunction()

file(MAKE_DIRECTORY ${WORK})
file(GLOB old ${WORK}/*.json ${WORK}/*.partial)
file(REMOVE ${old})
foreach(file IN ITEMS a b)
  string(TIMESTAMP begin %s)
  run(${RECTIFIER} measure --profile quick --out ${WORK}/${file}.json)
  string(TIMESTAMP end %s)
  math(EXPR seconds "${end} - ${begin}")
  message("the quick profile took ${seconds} s")
endforeach()
run(${RECTIFIER} measure --plugin ${SLOWER} --kernel slower/same --kernel slower/10_percent
  --kernel slower/1_percent --kernel slower/copy --n 64,1024,65536 --time-budget 100 --out ${WORK}/slower.json)
run(${RECTIFIER} measure --plugin ${SLOWER} --kernel slower/same --kernel slower/5_percent
  --n 64,1024,65536 --time-budget 60 --out ${WORK}/two.json)
run(${KNOWN_TRUTH} ${WORK}/a.json ${WORK}/b.json)
run(${KNOWN_TRUTH} ${WORK}/slower.json)
run(${KNOWN_TRUTH} ${WORK}/two.json)
