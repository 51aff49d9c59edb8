# Builds the library alone with nothing but a compiler, CMake and xsimd; installs it to WORK/prefix
# and packs it.
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
execute_process(COMMAND ${CMAKE_COMMAND} -G Ninja -S ${SOURCE} -B ${WORK}/build
  -DCMAKE_CXX_COMPILER=${COMPILER} "-DCMAKE_CXX_FLAGS=${FLAGS}" -DCMAKE_INSTALL_PREFIX=/usr
  -DRECTIFIER_EXAMPLES=OFF -DRECTIFIER_WERROR=ON ${options} OUTPUT_QUIET ${run})
execute_process(COMMAND ${CMAKE_COMMAND} --build ${WORK}/build --parallel 2 OUTPUT_QUIET ${run})
execute_process(COMMAND ${CMAKE_COMMAND} --install ${WORK}/build --prefix ${WORK}/prefix
  OUTPUT_QUIET ${run})
execute_process(COMMAND ${CMAKE_CPACK_COMMAND} --config ${WORK}/build/CPackConfig.cmake
  -B ${WORK}/packages OUTPUT_QUIET ${run})
