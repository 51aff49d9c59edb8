# What README.md says to paste into a project, and the lowest CMake that it names: lowest_cmake.
#   SOURCE
file(READ ${SOURCE}/README.md readme)
if(NOT readme MATCHES "asks for CMake ([0-9.]*[0-9])")
  message(FATAL_ERROR "README.md does not name the lowest CMake of a project that takes rectifier")
endif()
set(lowest_cmake ${CMAKE_MATCH_1})

# The one block of CMake with that word, and without another where one is given.
function(readme_block result word)
  string(REPLACE ";" "\\;" text "${readme}")
  string(REGEX MATCHALL "\n```cmake\n([^`]*)\n```" blocks "${text}")
  list(FILTER blocks INCLUDE REGEX "${word}")
  if(ARGN)
    list(FILTER blocks EXCLUDE REGEX "${ARGN}")
  endif()
  list(LENGTH blocks count)
  if(NOT count EQUAL 1)
    message(FATAL_ERROR "README.md has ${count} blocks of CMake with ${word}")
  endif()
  string(REGEX REPLACE "^\n```cmake\n(.*)```$" "\\1" blocks "${blocks}")
  set(${result} "${blocks}" PARENT_SCOPE)
endfunction()
