# Builds the programs for another machine.
#   NEEDS, PRESET, SOURCE, WERROR
include(${CMAKE_CURRENT_LIST_DIR}/needs.cmake)
if(missing)
  return()
endif()
foreach(command IN ITEMS "--preset;${PRESET};-DRECTIFIER_WERROR=${WERROR}"
                         "--build;--preset;${PRESET}")
  execute_process(COMMAND ${CMAKE_COMMAND} ${command} WORKING_DIRECTORY ${SOURCE}
    COMMAND_ERROR_IS_FATAL ANY)
endforeach()
