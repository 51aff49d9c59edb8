# Finds kainjow's mustache, one header: target Mustache::mustache.
find_path(Mustache_INCLUDE_DIR kainjow/mustache.hpp)
mark_as_advanced(Mustache_INCLUDE_DIR)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Mustache REQUIRED_VARS Mustache_INCLUDE_DIR)
if(Mustache_FOUND AND NOT TARGET Mustache::mustache)
  add_library(Mustache::mustache INTERFACE IMPORTED)
  target_include_directories(Mustache::mustache SYSTEM INTERFACE ${Mustache_INCLUDE_DIR})
endif()
