# The installed programs, moved away from where they were installed, need nothing of the source: no
# path of it is in them; `rectifier` finds its samples, measures, reports and exports.
#   SOURCE, BUILD (of this project), WORK (an empty folder is made there), STRIP, COMPILER
cmake_minimum_required(VERSION 3.25)
set(run COMMAND_ERROR_IS_FATAL ANY)
file(REMOVE_RECURSE ${WORK})
execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD} --prefix ${WORK}/installed
  --component tools OUTPUT_QUIET ${run})
file(MAKE_DIRECTORY ${WORK}/elsewhere ${WORK}/here)
file(RENAME ${WORK}/installed ${WORK}/elsewhere/moved)
set(bin ${WORK}/elsewhere/moved/bin)

# But for what debuggers read.
string(REGEX REPLACE "([][+.*()^$?|\\])" "\\\\\\1" path "${SOURCE}")
foreach(program IN ITEMS rectifier rectifier-bench rectifier-properties)
  execute_process(COMMAND ${STRIP} -o ${WORK}/stripped ${bin}/${program} ${run})
  file(STRINGS ${WORK}/stripped paths REGEX "${path}" LIMIT_COUNT 3)
  if(NOT paths STREQUAL "")
    message(FATAL_ERROR "${program} holds paths of its source: ${paths}")
  endif()
endforeach()

# Here lies nothing, least of all a report. The sample's machine is another one, or this case was
# undecided there: 3 or 4.
set(here WORKING_DIRECTORY ${WORK}/here)
set(question --operation relu --type f32 --n 1000)
foreach(folder IN ITEMS ${bin} ${BUILD}/bin)
  execute_process(COMMAND ${folder}/rectifier choose ${question} ${here}
    OUTPUT_VARIABLE said ERROR_VARIABLE error RESULT_VARIABLE status)
  if(NOT status MATCHES "^[034]$" OR NOT said MATCHES "the sample [a-z0-9-]+")
    message(FATAL_ERROR "${folder}/rectifier choose: status ${status}\n${said}${error}")
  endif()
endforeach()
file(RENAME ${WORK}/elsewhere/moved/share ${WORK}/elsewhere/hidden)
execute_process(COMMAND ${bin}/rectifier choose ${question} ${here}
  OUTPUT_VARIABLE said ERROR_VARIABLE error RESULT_VARIABLE status)
string(REPLACE "\n  " " " error "${error}")  # a sentence that was broken into lines
if(NOT status STREQUAL "2" OR NOT error MATCHES "no samples are installed with this program")
  message(FATAL_ERROR "without samples: status ${status}\n${said}${error}")
endif()

execute_process(COMMAND ${bin}/rectifier export --kernel relu/textbook/f32/branching
  --out ${WORK}/here/relu.hpp ${here} OUTPUT_QUIET ${run})
file(WRITE ${WORK}/here/main.cpp "#include \"relu.hpp\"\n"
  "int main() { return rectifier_relu_textbook_f32_branching::verify() ? 0 : 1; }\n")
execute_process(COMMAND ${COMPILER} -std=c++20 -O2 main.cpp -o main ${here} ${run})
execute_process(COMMAND ${WORK}/here/main ${run})
execute_process(COMMAND ${COMPILER} -std=c++17 -fsyntax-only main.cpp ${here}
  ERROR_VARIABLE said RESULT_VARIABLE status)
if(status STREQUAL "0" OR NOT said MATCHES "rectifier needs C[+][+]20: compile with")
  message(FATAL_ERROR "the exported header by C++17: status ${status}\n${said}")
endif()

# However slow this machine is just now: it says how long it needs, and gets more.
set(seconds 10)
foreach(attempt RANGE 4)
  execute_process(COMMAND ${bin}/rectifier measure --operation relu --type f32 --n 64
    --kernel */branching --placement out_of_place --time-budget ${seconds} --out m.json ${here}
    OUTPUT_VARIABLE said ERROR_VARIABLE error RESULT_VARIABLE status)
  string(REPLACE "\n  " " " error "${error}")
  if(NOT error MATCHES "too short: .* need about ([0-9]+)")
    break()
  endif()
  math(EXPR seconds "4 * ${CMAKE_MATCH_1}")
endforeach()
if(NOT status STREQUAL "0")
  message(FATAL_ERROR "measure: status ${status}\n${said}${error}")
endif()
execute_process(COMMAND ${bin}/rectifier report m.json --out out ${here} OUTPUT_QUIET ${run})
execute_process(COMMAND ${bin}/rectifier choose ${question} --decisions out/decisions.json ${here}
  OUTPUT_VARIABLE said ERROR_VARIABLE error RESULT_VARIABLE status)
if(NOT status MATCHES "^[034]$")
  message(FATAL_ERROR "choose from its own report: status ${status}\n${said}${error}")
endif()
