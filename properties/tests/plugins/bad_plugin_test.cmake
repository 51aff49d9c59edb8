# Every tool rejects a plug-in: one sentence on standard error, in lines of 80 columns, that names
# the file and says what is wrong, nothing on standard output, status 1.
#   PROGRAMS   commands, | between them and a comma between their words
#   FILE       the plug-in; with ",cut" behind it, some of its beginnings
#   SAYS       a regular expression
cmake_minimum_required(VERSION 3.25)
string(REPLACE "|" ";" programs "${PROGRAMS}")
set(files ${FILE})
if(FILE MATCHES "^(.*),cut$")
  set(whole ${CMAKE_MATCH_1})
  set(files "")
  file(SIZE ${whole} size)
  foreach(percent IN ITEMS 5 30 55)
    math(EXPR length "${size} * ${percent} / 100")
    set(file ${whole}.${percent})
    execute_process(COMMAND head -c ${length} ${whole} OUTPUT_FILE ${file}
      COMMAND_ERROR_IS_FATAL ANY)
    list(APPEND files ${file})
  endforeach()
endif()
foreach(file IN LISTS files)
  foreach(program IN LISTS programs)
    string(REPLACE "," ";" command "${program}")
    execute_process(COMMAND ${command} --plugin=${file}
      OUTPUT_VARIABLE out ERROR_VARIABLE err RESULT_VARIABLE status)
    string(REPEAT "[^\n]" 81 too_long)
    if(err MATCHES "${too_long}")
      message(FATAL_ERROR "a line is longer than 80 columns:\n${err}")
    endif()
    string(REPLACE "\n  " " " err "${err}")
    if(NOT status STREQUAL 1 OR NOT out STREQUAL "" OR NOT err MATCHES
       "^rectifier[a-z -]*: plug-in [^\n]*/?[a-z_]+[^\n]*: ${SAYS}[^\n]*\n$")
      message(FATAL_ERROR "${command} --plugin=${file}\nstatus ${status}, expected 1; expected "
        "one sentence: ${SAYS}\nstandard output: ${out}\nstandard error: ${err}")
    endif()
    # Of a long path the beginning and the end are left.
    get_filename_component(name ${file} NAME)
    string(FIND "${err}" "${name}: " place)
    if(place EQUAL -1)
      message(FATAL_ERROR "the file is not named:\n${err}")
    endif()
  endforeach()
endforeach()
