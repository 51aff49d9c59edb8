# Writes a ctest entry for each implementation and type that PROGRAM lists; runs after its build.
execute_process(COMMAND ${EMULATOR} ${PROGRAM} --gtest_list_tests
  OUTPUT_VARIABLE listed COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "\n  [a-z_]+/[a-z_]+/[^\n]+" lines "${listed}")
list(TRANSFORM lines REPLACE "\n  [a-z_]+/[a-z_]+/([^/]+)/([^\n]+)" "\\2|\\1")
list(REMOVE_DUPLICATES lines)
set(entries "")
foreach(line IN LISTS lines)
  string(REPLACE "|" ";" part "${line}")
  list(GET part 0 implementation)
  list(GET part 1 type)
  set(test "properties.${implementation}.${type}")
  string(APPEND entries
    "add_test([=[${test}]=] ${EMULATOR} [=[${PROGRAM}]=] [=[--gtest_filter=*/${type}/${implementation}]=])\n"
    "set_tests_properties([=[${test}]=] PROPERTIES LABELS properties\n"
    "  SKIP_REGULAR_EXPRESSION [=[No property was tried: every test was skipped]=])\n")
endforeach()
file(WRITE ${OUTPUT} "${entries}")
