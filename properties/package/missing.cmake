# Where a package is missing, configuring says which Debian package to install; `run` installs it.
#   SOURCE, WORK (an empty folder is made there), ROW ("package|debian package"), COMPILER
cmake_minimum_required(VERSION 3.25)
string(REGEX MATCH "^([^|]*)[|](.*)$" ROW "${ROW}")
set(package ${CMAKE_MATCH_1})
set(debian ${CMAKE_MATCH_2})
file(REMOVE_RECURSE ${WORK})
execute_process(COMMAND ${CMAKE_COMMAND} -G Ninja -S ${SOURCE} -B ${WORK}
  -DCMAKE_CXX_COMPILER=${COMPILER} -DCMAKE_DISABLE_FIND_PACKAGE_${package}=ON
  OUTPUT_QUIET ERROR_VARIABLE said RESULT_VARIABLE status)
string(REGEX REPLACE "[ \n]+" " " sentence "${said}")
if(status STREQUAL "0" OR NOT sentence MATCHES
   " ${package} [^:]*was not found: install it [(]Debian: ${debian}[)]")
  message(FATAL_ERROR "status ${status} without ${package}, and no word of ${debian}:\n${said}")
endif()
file(READ ${SOURCE}/run run)
string(REGEX MATCH "packages=\"[^\"]*\"" installed "${run}")
if(NOT installed MATCHES "\n${debian}[|]")
  message(FATAL_ERROR "run does not install ${debian}")
endif()
