# The parts of README.md that are taken from elsewhere: the tutorial's code and a table of the
# sample report. `cmake -P properties/tests/readme.cmake` writes them; with -DCHECK=ON it fails where
# README.md says something else, or where CHANGELOG.md's newest version is not the project's.
cmake_minimum_required(VERSION 3.25)
get_filename_component(root ${CMAKE_CURRENT_LIST_DIR}/../.. ABSOLUTE)
set(sample ${root}/reports/samples/amd-epyc-zen4/summary.csv)
file(READ ${root}/README.md readme)

# The lines between <!-- NAME: … --> and <!-- end -->.
function(replace_part name text)
  string(REGEX MATCH "<!-- ${name}:[^\n]*\n" begin "${readme}")
  if(begin STREQUAL "")
    message(FATAL_ERROR "README.md has no part <!-- ${name}: … -->")
  endif()
  string(FIND "${readme}" "${begin}" first)
  string(LENGTH "${begin}" length)
  math(EXPR first "${first} + ${length}")
  string(SUBSTRING "${readme}" 0 ${first} before)
  string(SUBSTRING "${readme}" ${first} -1 rest)
  string(FIND "${rest}" "<!-- end -->" last)
  string(SUBSTRING "${rest}" ${last} -1 after)
  set(readme "${before}${text}${after}" PARENT_SCOPE)
endfunction()

file(READ ${root}/src/examples/tutorial.cpp tutorial)
replace_part(tutorial "```cpp\n${tutorial}```\n")

set(table "| operation | n | fastest | verdict | share of copy speed |\n|---|--:|---|---|--:|\n")
file(STRINGS ${sample} lines)
foreach(operation IN ITEMS relu leaky_relu)
  foreach(n IN ITEMS 64 1024 65536 16777216)
    set(implementation "")
    foreach(line IN LISTS lines)
      # operation,convention,type,placement,signs,n,implementation,target,min_ns,median_ns,gb_per_s,
      # share_of_copy,ratio_to_best,ratio_low,ratio_high,verdict; the best of a case comes first
      if(implementation STREQUAL "" AND line MATCHES
         "^${operation},textbook,f32,out_of_place,random,${n},([^,]+),[^,]*,[^,]*,[^,]*,[^,]*,([^,]+),.*,([a-z]+)$")
        set(implementation ${CMAKE_MATCH_1})
        set(share ${CMAKE_MATCH_2})
        set(verdict ${CMAKE_MATCH_3})
      endif()
    endforeach()
    if(implementation STREQUAL "")
      message(FATAL_ERROR "${sample} has no ${operation} at n = ${n}")
    endif()
    # A percentage, rounded: CMake counts in integers.
    string(REGEX MATCH "^([0-9]+)\\.?([0-9]?[0-9]?[0-9]?)" share "${share}")
    string(SUBSTRING "${CMAKE_MATCH_2}000" 0 3 thousandths)
    math(EXPR percent "(${CMAKE_MATCH_1} * 1000 + 1${thousandths} - 1000 + 5) / 10")
    string(APPEND table "| `${operation}` | ${n} | `${implementation}` | ${verdict} | ${percent} % |\n")
  endforeach()
endforeach()
replace_part(answer "${table}")

if(CHECK)
  file(STRINGS ${root}/CMakeLists.txt project REGEX "^project\\(rectifier VERSION [0-9.]+ ")
  file(STRINGS ${root}/CHANGELOG.md newest REGEX "^## " LIMIT_COUNT 1)
  string(REGEX MATCH "[0-9]+[.][0-9]+[.][0-9]+" version "${project}")
  if(NOT newest MATCHES "^## ${version}[, ]")
    message(FATAL_ERROR "CMakeLists.txt says version ${version}, CHANGELOG.md \"${newest}\"")
  endif()
  file(READ ${root}/README.md now)
  if(NOT now STREQUAL readme)
    message(FATAL_ERROR "README.md differs from the tutorial or the sample report; "
      "cmake -P properties/tests/readme.cmake writes them into it")
  endif()
else()
  file(WRITE ${root}/README.md "${readme}")
endif()
