# Builds the library alone with nothing but a compiler, CMake and xsimd; packs it, and installs it
# three times, without building it again: below one folder, WORK/plain; in folders that are told
# absolutely, as Nix and Guix do, WORK/absolute; in folders with a version, WORK/versioned.
#   SOURCE, WORK (an empty folder is made there), KIND (static or shared), NEEDED (the packages of
#   everything else), COMPILER, FLAGS
cmake_minimum_required(VERSION 3.25)
set(run COMMAND_ERROR_IS_FATAL ANY)
file(REMOVE_RECURSE ${WORK})
# By another way to it: CMake exports no folder below the source, which WORK may be.
file(MAKE_DIRECTORY ${WORK})
file(CREATE_LINK ${SOURCE} ${WORK}/source SYMBOLIC)
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
set(configure COMMAND ${CMAKE_COMMAND} -G Ninja -S ${WORK}/source -B ${WORK}/build)
execute_process(${configure} -DCMAKE_CXX_COMPILER=${COMPILER} "-DCMAKE_CXX_FLAGS=${FLAGS}"
  -DRECTIFIER_WERROR=ON ${options} OUTPUT_QUIET ${run})
execute_process(COMMAND ${CMAKE_COMMAND} --build ${WORK}/build --parallel 2 OUTPUT_QUIET ${run})
file(GLOB programs RELATIVE ${WORK}/build/bin ${WORK}/build/bin/*)
if(NOT programs STREQUAL "")
  message(FATAL_ERROR "the library alone brings ${programs}")
endif()

set(install COMMAND ${CMAKE_COMMAND} --install ${WORK}/build)
execute_process(${install} --prefix ${WORK}/plain OUTPUT_QUIET ${run})
execute_process(COMMAND ${CMAKE_CPACK_COMMAND} --config ${WORK}/build/CPackConfig.cmake
  -B ${WORK}/packages OUTPUT_QUIET ${run})
execute_process(${configure} -DCMAKE_INSTALL_PREFIX=${WORK}/absolute/out
  -DCMAKE_INSTALL_INCLUDEDIR=${WORK}/absolute/headers/include
  -DCMAKE_INSTALL_LIBDIR=${WORK}/absolute/libraries/lib OUTPUT_QUIET ${run})
execute_process(${install} OUTPUT_QUIET ${run})
execute_process(${configure} -DCMAKE_INSTALL_INCLUDEDIR=include/rectifier-0.1
  -DCMAKE_INSTALL_LIBDIR=lib/rectifier-0.1 OUTPUT_QUIET ${run})
execute_process(${install} --prefix ${WORK}/versioned OUTPUT_QUIET ${run})
