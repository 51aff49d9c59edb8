# rectifier_needs(WITHOUT PACKAGE|DEBIAN[|VERSION]…)
#
# Finds packages. Where one is missing, says what to install and, unless it is empty, with which
# arguments cmake builds WITHOUT it. What was asked for is kept in the global property
# rectifier_needed: the tests walk it, and hold `run`, which installs the packages, to it.
macro(rectifier_needs without)
  foreach(rectifier_needed IN ITEMS ${ARGN})
    string(REPLACE "|" ";" rectifier_needed "${rectifier_needed}")
    list(POP_FRONT rectifier_needed rectifier_package rectifier_debian)
    find_package(${rectifier_package} ${rectifier_needed} QUIET)
    if(NOT ${rectifier_package}_FOUND)
      string(JOIN " " rectifier_package ${rectifier_package} ${rectifier_needed})
      string(REGEX REPLACE "(.+)" ", or leave it out with \\1" rectifier_without "${without}")
      message(FATAL_ERROR "${rectifier_package} was not found: install it (Debian: "
        "${rectifier_debian})${rectifier_without}")
    endif()
    set_property(GLOBAL APPEND PROPERTY rectifier_needed ${rectifier_package}|${rectifier_debian})
  endforeach()
endmacro()
