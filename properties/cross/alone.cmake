# Cross compiles the library and its tutorials, which need nothing but a compiler, and the self-check,
# and runs them: what a person gets on an architecture that nobody has thought of.
#   NEEDS, SOURCE, WORK, TRIPLET; parted by blanks: EMULATOR
include(${CMAKE_CURRENT_LIST_DIR}/needs.cmake)
if(missing)
  return()
endif()
separate_arguments(EMULATOR UNIX_COMMAND "${EMULATOR}")
set(run COMMAND_ERROR_IS_FATAL ANY)

# Not CMAKE_SYSTEM_PROCESSOR: the compiler tells which architecture it is for.
file(REMOVE ${WORK}/CMakeCache.txt)
execute_process(COMMAND ${CMAKE_COMMAND} -S ${SOURCE} -B ${WORK} -G Ninja -DCMAKE_SYSTEM_NAME=Linux
  -DCMAKE_C_COMPILER=${TRIPLET}-gcc -DCMAKE_CXX_COMPILER=${TRIPLET}-g++ -DRECTIFIER_WERROR=ON
  -DCMAKE_DISABLE_FIND_PACKAGE_TBB=ON -DRECTIFIER_TESTS=OFF -DRECTIFIER_TOOLS=OFF
  -DRECTIFIER_EXAMPLES=ON ${run})
execute_process(COMMAND ${CMAKE_COMMAND} --build ${WORK} --target help OUTPUT_VARIABLE targets ${run})
set(tutorials tutorial)
if(targets MATCHES "\ntutorial_c:")
  list(APPEND tutorials tutorial_c)
endif()
execute_process(COMMAND ${CMAKE_COMMAND} --build ${WORK} --target rectifier ${tutorials} ${run})
foreach(tutorial IN LISTS tutorials)
  execute_process(COMMAND ${CMAKE_COMMAND} "-DCOMMAND=${EMULATOR};${WORK}/bin/${tutorial}" -DSTATUS=0
    -DEQUALS=${SOURCE}/properties/tests/tutorial.txt -P ${SOURCE}/properties/tests/cli_test.cmake ${run})
  message("${tutorial} prints the ten lines")
endforeach()
execute_process(COMMAND ${TRIPLET}-g++ -std=c++20 -O2 -Wall -Wextra -Wno-psabi -Werror
  -I${SOURCE}/src ${SOURCE}/properties/cross/self_check.cpp ${WORK}/src/librectifier.a -ldl
  -o ${WORK}/bin/self-check ${run})
execute_process(COMMAND ${CMAKE_COMMAND} -E env --unset=RECTIFIER_TARGET ${EMULATOR}
  ${WORK}/bin/self-check ${run})
