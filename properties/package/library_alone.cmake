# Builds the library alone with nothing but a compiler, CMake and xsimd, in at most 60 s on 2 cores;
# installs it to WORK/prefix and packs it.
#   SOURCE, WORK (an empty folder is made there), KIND (static or shared), NEEDED (the packages of
#   everything else), COMPILER, FLAGS
cmake_minimum_required(VERSION 3.25)
set(run COMMAND_ERROR_IS_FATAL ANY)
file(REMOVE_RECURSE ${WORK})
set(options "")
foreach(row IN LISTS NEEDED)
  string(REGEX REPLACE "[|].*" "" package "${row}")
  if(NOT package STREQUAL "Xsimd")
    list(APPEND options -DCMAKE_DISABLE_FIND_PACKAGE_${package}=ON)
  endif()
endforeach()
if(KIND STREQUAL "shared")
  list(APPEND options -DBUILD_SHARED_LIBS=ON)
else()
  list(APPEND options -DRECTIFIER_TESTS=OFF -DRECTIFIER_TOOLS=OFF)
endif()
# What a compiler has cached would flatter it.
set(ENV{CCACHE_DISABLE} 1)
execute_process(COMMAND ${CMAKE_COMMAND} -G Ninja -S ${SOURCE} -B ${WORK}/build
  -DCMAKE_CXX_COMPILER=${COMPILER} "-DCMAKE_CXX_FLAGS=${FLAGS}" -DCMAKE_INSTALL_PREFIX=/usr
  -DRECTIFIER_EXAMPLES=OFF -DRECTIFIER_WERROR=ON ${options} OUTPUT_QUIET ${run})
string(TIMESTAMP begin "%s")
execute_process(COMMAND ${CMAKE_COMMAND} --build ${WORK}/build --parallel 2 OUTPUT_QUIET ${run})
string(TIMESTAMP end "%s")
math(EXPR seconds "${end} - ${begin}")
message("the ${KIND} library alone was built in ${seconds} s")
if(seconds GREATER 60)
  message(FATAL_ERROR "the library alone must be built within 60 s on 2 cores")
endif()
execute_process(COMMAND ${CMAKE_COMMAND} --install ${WORK}/build --prefix ${WORK}/prefix
  OUTPUT_QUIET ${run})
execute_process(COMMAND ${CMAKE_CPACK_COMMAND} --config ${WORK}/build/CPackConfig.cmake
  -B ${WORK}/packages OUTPUT_QUIET ${run})
