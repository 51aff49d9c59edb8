# Every public declaration is documented, and Doxygen has nothing to say against how.
#   SOURCE, WORK
cmake_minimum_required(VERSION 3.25)
find_program(doxygen doxygen)
if(NOT doxygen)
  message("skipped: doxygen is missing (Debian: doxygen)")
  return()
endif()
file(MAKE_DIRECTORY ${WORK})
file(WRITE ${WORK}/Doxyfile "INPUT = ${SOURCE}/src/rectifier
FILE_PATTERNS = *.hpp *.h
EXTENSION_MAPPING = h=C++
OUTPUT_DIRECTORY = ${WORK}
EXCLUDE_SYMBOLS = rectifier::detail rectifier::detail::*
GENERATE_HTML = NO
GENERATE_LATEX = NO
GENERATE_XML = YES
QUIET = YES
")
execute_process(COMMAND ${doxygen} ${WORK}/Doxyfile WORKING_DIRECTORY ${WORK} OUTPUT_QUIET
  ERROR_VARIABLE said COMMAND_ERROR_IS_FATAL ANY)
if(NOT said STREQUAL "")
  message(FATAL_ERROR "Doxygen says:\n${said}")
endif()
