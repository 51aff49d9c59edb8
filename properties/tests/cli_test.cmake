# Runs a program and holds its exit status and what it prints to what is expected.
#   COMMAND (a list), STATUS, and of standard output and error together:
#   MATCHES (a regular expression) or EQUALS (a file that holds all of it)
# Where it prints what SKIPS matches, it could not be tried.
execute_process(COMMAND ${COMMAND} OUTPUT_VARIABLE out ERROR_VARIABLE err RESULT_VARIABLE status)
string(REPLACE "\n  " " " err "${err}")  # a sentence that was broken into lines
set(printed "${out}${err}")
set(fits TRUE)
if(SKIPS AND printed MATCHES "${SKIPS}")
  message("${printed}")
  return()
endif()
if(EQUALS)
  file(READ ${EQUALS} MATCHES)
  if(NOT printed STREQUAL MATCHES)
    set(fits FALSE)
  endif()
elseif(NOT printed MATCHES "${MATCHES}")
  set(fits FALSE)
endif()
if(NOT fits OR NOT status STREQUAL STATUS)
  message(FATAL_ERROR "status ${status}, expected ${STATUS}; output, expected ${MATCHES}:\n"
    "${printed}")
endif()
