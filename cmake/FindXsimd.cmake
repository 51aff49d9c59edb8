# Finds xsimd's headers: target Xsimd::headers, Xsimd_VERSION.
#
# Debian 12's own xsimdConfig.cmake puts `xtl` on the link line, which is not there; the headers
# are all that is needed.
find_path(Xsimd_INCLUDE_DIR xsimd/xsimd.hpp)
mark_as_advanced(Xsimd_INCLUDE_DIR)
if(Xsimd_INCLUDE_DIR)
  file(STRINGS ${Xsimd_INCLUDE_DIR}/xsimd/config/xsimd_config.hpp lines
    REGEX "define XSIMD_VERSION_(MAJOR|MINOR|PATCH) ")
  string(REGEX REPLACE "[^0-9]*([0-9]+)[^0-9]*;?" ".\\1" Xsimd_VERSION "${lines}")
  string(SUBSTRING "${Xsimd_VERSION}" 1 -1 Xsimd_VERSION)
endif()
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Xsimd REQUIRED_VARS Xsimd_INCLUDE_DIR
  VERSION_VAR Xsimd_VERSION)
if(Xsimd_FOUND AND NOT TARGET Xsimd::headers)
  add_library(Xsimd::headers INTERFACE IMPORTED)
  target_include_directories(Xsimd::headers SYSTEM INTERFACE ${Xsimd_INCLUDE_DIR})
endif()
