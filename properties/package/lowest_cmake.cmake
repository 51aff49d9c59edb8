# README.md names the lowest CMake of a project that takes the installed package: what the installed
# files use has been there since, and one of them uses what came with it.
#   SOURCE, BUILT (what library_alone.cmake made)
cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/readme_blocks.cmake)
# What came when, of what such files may be written with.
set(since "list[(]FILTER|3.6" "GREATER_EQUAL|3.7" "TEST_INCLUDE_FILES|3.10" "cxx_std_20|3.12"
  "list[(]JOIN|3.12" "list[(]TRANSFORM|3.12" "string[(]JOIN|3.12" "list[(]POP_|3.15"
  "CMAKE_CURRENT_FUNCTION_LIST|3.17" "IN ZIP_LISTS|3.17" "file[(]CONFIGURE|3.18" "PATH_EQUAL|3.24"
  "string[(]JSON|3.19" "cmake_language[(]|3.18" "DEFER|3.19" "COMMAND_ERROR_IS_FATAL|3.19"
  "cmake_path[(]|3.20" "FILE_SET|3.23" "[$]<PATH:|3.24" "block[(]|3.25" "PROPAGATE|3.25"
  "CXX_MODULES|3.28")
file(GLOB_RECURSE files ${BUILT}/plain/*.cmake)
set(highest 0)
foreach(file IN LISTS files)
  file(READ ${file} text)
  string(REGEX REPLACE "(^|\n) *#[^\n]*" "\\1" text "${text}")
  set(asked "")
  foreach(row IN LISTS since)
    string(REGEX MATCH "^(.*)[|]([0-9.]+)$" row "${row}")
    set(version ${CMAKE_MATCH_2})
    if(text MATCHES "${CMAKE_MATCH_1}")
      list(APPEND asked ${version})
    endif()
  endforeach()
  # What it says itself, of VERSION...POLICIES the first; a question that ends nothing asks for none.
  string(REGEX MATCHALL "(cmake_minimum_required|cmake_policy)[(]VERSION [0-9.]*[0-9]" said "${text}")
  string(REGEX MATCHALL "VERSION_LESS \"?[0-9.]+\"?[)]\n *message[(]FATAL_ERROR" ends "${text}")
  list(TRANSFORM ends REPLACE "\"?[)].*" "")
  list(APPEND said ${ends})
  foreach(sentence IN LISTS said)
    string(REGEX REPLACE "^.*[ \"]([0-9]+[.][0-9]+).*$" "\\1" version "${sentence}")
    list(APPEND asked ${version})
  endforeach()
  foreach(version IN LISTS asked)
    if(version VERSION_GREATER highest)
      set(highest ${version})
    endif()
    if(version VERSION_GREATER lowest_cmake)
      message(FATAL_ERROR "README.md says CMake ${lowest_cmake}, and ${file} needs ${version}")
    endif()
  endforeach()
endforeach()
if(NOT highest VERSION_EQUAL lowest_cmake)
  message(FATAL_ERROR "README.md says CMake ${lowest_cmake}; the installed files need ${highest}")
endif()
