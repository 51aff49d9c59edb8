# Holds the objects of every target to exporting one table and nothing that the linker could
# share: an inline function compiled for AVX-512 that is kept for all would crash older CPUs.
#   NM, OBJECTS
execute_process(COMMAND ${NM} --demangle ${OBJECTS}
  OUTPUT_VARIABLE listed COMMAND_ERROR_IS_FATAL ANY)
string(REPLACE ";" "," listed "${listed}")
string(REPLACE "\n" ";" lines "${listed}")
set(tables 0)
set(wrong "")
foreach(line IN LISTS lines)
  if(line MATCHES "^[0-9a-f]* *([A-Za-z]) (.*)$")
    set(kind ${CMAKE_MATCH_1})
    set(symbol "${CMAKE_MATCH_2}")
    if(symbol MATCHES "^rectifier::[a-z0-9_]+::table$")
      math(EXPR tables "${tables} + 1")
    elseif(kind MATCHES "[a-z]" AND NOT kind MATCHES "[uvw]")
      # local to the object
    elseif(symbol MATCHES "__gxx_personality_v0$" OR symbol STREQUAL "_GLOBAL_OFFSET_TABLE_")
      # the exception handler's name, the same for all
    else()
      string(APPEND wrong "  ${kind} ${symbol}\n")
    endif()
  endif()
endforeach()
list(LENGTH OBJECTS objects)
if(NOT wrong STREQUAL "" OR NOT tables EQUAL objects)
  message(FATAL_ERROR "${objects} objects export ${tables} tables, and besides them:\n${wrong}")
endif()
message("${objects} objects export one table each and nothing else")
