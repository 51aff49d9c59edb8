# Writes ctest entries from what PROGRAM lists, after each build of it:
#   properties.IMPLEMENTATION.TYPE   all properties of its kernels
#   exhaustive.IMPLEMENTATION        every input there is; takes all cores
# OUTPUT: the file to write; EMULATOR: runs PROGRAM where it is for another machine.
execute_process(COMMAND ${EMULATOR} ${PROGRAM} --gtest_list_tests
  OUTPUT_VARIABLE listed COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "\n  [a-z_]+/[a-z_]+/[^\n]+" lines "${listed}")
set(skipped "SKIP_REGULAR_EXPRESSION [=[No property was tried: every test was skipped]=]")

# One entry; arguments after the filter go to the program.
set(entries "")
function(add_entry test labels filter)
  string(APPEND entries
    "add_test([=[${test}]=] ${EMULATOR} [=[${PROGRAM}]=] [=[--gtest_filter=${filter}]=] ${ARGN})\n"
    "set_tests_properties([=[${test}]=] PROPERTIES ${labels} ${skipped})\n")
  set(entries "${entries}" PARENT_SCOPE)
endfunction()

set(kinds ${lines})
list(TRANSFORM kinds REPLACE "\n  [a-z_]+/[a-z_]+/([^/]+)/([^\n]+)" "\\2|\\1")
list(REMOVE_DUPLICATES kinds)
foreach(kind IN LISTS kinds)
  string(REPLACE "|" ";" part "${kind}")
  list(GET part 0 implementation)
  list(GET part 1 type)
  add_entry(properties.${implementation}.${type} "LABELS properties" "*/${type}/${implementation}")
endforeach()

list(TRANSFORM kinds REPLACE "\\|.*" "")
list(REMOVE_DUPLICATES kinds)
foreach(implementation IN LISTS kinds)
  add_entry(exhaustive.${implementation} "LABELS exhaustive RUN_SERIAL ON TIMEOUT 14400"
    "Exhaustive.*/${implementation}" --exhaustive --timeout=7200)
endforeach()
file(WRITE ${OUTPUT} "${entries}")
