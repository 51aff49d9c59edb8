# Builds the library alone with nothing but a compiler, CMake and xsimd, static and then shared; packs
# each in WORK/KIND/packages, and installs it three times, without building it again: below one folder,
# WORK/KIND/plain; in folders that are told absolutely, as Nix and Guix do, WORK/KIND/absolute; in
# folders with a version, WORK/KIND/versioned.
#   SOURCE, WORK (an empty folder is made there), NEEDED (the packages of everything else), COMPILER,
#   FLAGS
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
foreach(kind IN ITEMS static shared)
  # In one folder, as the kernels are the same objects. A shared library is alone without being asked.
  set(alone -DRECTIFIER_TESTS=OFF -DRECTIFIER_TOOLS=OFF)
  if(kind STREQUAL "shared")
    set(alone -URECTIFIER_TESTS -URECTIFIER_TOOLS -DBUILD_SHARED_LIBS=ON)
  endif()
  set(configure COMMAND ${CMAKE_COMMAND} -G Ninja -S ${WORK}/source -B ${WORK}/build)
  execute_process(${configure} -DCMAKE_CXX_COMPILER=${COMPILER} "-DCMAKE_CXX_FLAGS=${FLAGS}"
    -DRECTIFIER_WERROR=ON -UCMAKE_INSTALL_PREFIX -UCMAKE_INSTALL_INCLUDEDIR -UCMAKE_INSTALL_LIBDIR
    ${alone} ${options} OUTPUT_QUIET ${run})
  execute_process(COMMAND ${CMAKE_COMMAND} --build ${WORK}/build --parallel 2 OUTPUT_QUIET ${run})
  file(GLOB programs RELATIVE ${WORK}/build/bin ${WORK}/build/bin/*)
  if(NOT programs STREQUAL "")
    message(FATAL_ERROR "the library alone brings ${programs}")
  endif()

  set(made ${WORK}/${kind})
  set(install COMMAND ${CMAKE_COMMAND} --install ${WORK}/build)
  execute_process(${install} --prefix ${made}/plain OUTPUT_QUIET ${run})
  execute_process(COMMAND ${CMAKE_CPACK_COMMAND} --config ${WORK}/build/CPackConfig.cmake
    -B ${made}/packages OUTPUT_QUIET ${run})
  execute_process(${configure} -DCMAKE_INSTALL_PREFIX=${made}/absolute/out
    -DCMAKE_INSTALL_INCLUDEDIR=${made}/absolute/headers/include
    -DCMAKE_INSTALL_LIBDIR=${made}/absolute/libraries/lib OUTPUT_QUIET ${run})
  execute_process(${install} OUTPUT_QUIET ${run})
  execute_process(${configure} -DCMAKE_INSTALL_INCLUDEDIR=include/rectifier-0.1
    -DCMAKE_INSTALL_LIBDIR=lib/rectifier-0.1 OUTPUT_QUIET ${run})
  execute_process(${install} --prefix ${made}/versioned OUTPUT_QUIET ${run})
endforeach()
