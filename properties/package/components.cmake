# What find_package says of components, where the library alone is installed.
#   BUILT (what library_alone.cmake made), WORK (an empty folder is made there)
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE ${WORK})
foreach(row IN ITEMS "COMPONENTS development|" "OPTIONAL_COMPONENTS tools nonsense|"
                     "COMPONENTS tools|tools" "COMPONENTS development nonsense|nonsense")
  string(REGEX MATCH "^([^|]*)[|](.*)$" row "${row}")
  set(asked "${CMAKE_MATCH_1}")
  set(missing "${CMAKE_MATCH_2}")
  file(WRITE ${WORK}/CMakeLists.txt "cmake_minimum_required(VERSION 3.17)\n"
    "project(mine LANGUAGES NONE)\nfind_package(rectifier REQUIRED ${asked})\n"
    "if(rectifier_tools_FOUND OR rectifier_nonsense_FOUND OR NOT rectifier_development_FOUND)\n"
    "  message(FATAL_ERROR \"untrue\")\nendif()\n")
  execute_process(COMMAND ${CMAKE_COMMAND} -G Ninja -S ${WORK} -B ${WORK}/build --fresh
    -Drectifier_ROOT=${BUILT}/plain OUTPUT_QUIET ERROR_VARIABLE said RESULT_VARIABLE status)
  string(REGEX REPLACE "[ \n]+" " " said "${said}")
  if(missing STREQUAL "")
    if(NOT status STREQUAL "0")
      message(FATAL_ERROR "${asked}: status ${status}, ${said}")
    endif()
  elseif(status STREQUAL "0" OR NOT said MATCHES
         "the component ${missing} is not installed here; there is: development")
    message(FATAL_ERROR "${asked}: status ${status}, and what there is isn't named: ${said}")
  endif()
endforeach()

# rectifier::shared is there where its library is; without it the rest is whole.
file(COPY ${BUILT}/plain/ DESTINATION ${WORK}/alone)
file(GLOB_RECURSE runtime ${WORK}/alone/librectifier.so.*)
if(NOT runtime)
  message(FATAL_ERROR "the shared library is not installed")
endif()
file(REMOVE ${runtime})
file(WRITE ${WORK}/CMakeLists.txt "cmake_minimum_required(VERSION 3.17)\n"
  "project(mine LANGUAGES NONE)\nfind_package(rectifier REQUIRED)\n"
  "if(NOT TARGET rectifier::rectifier OR \${SHARED} TARGET rectifier::shared)\n"
  "  message(FATAL_ERROR \"untrue\")\nendif()\n")
foreach(row IN ITEMS "${BUILT}/plain|NOT" "${WORK}/alone|")
  string(REGEX MATCH "^([^|]*)[|](.*)$" row "${row}")
  execute_process(COMMAND ${CMAKE_COMMAND} -G Ninja -S ${WORK} -B ${WORK}/build --fresh
    -Drectifier_ROOT=${CMAKE_MATCH_1} -DSHARED=${CMAKE_MATCH_2} OUTPUT_QUIET
    COMMAND_ERROR_IS_FATAL ANY)
endforeach()
