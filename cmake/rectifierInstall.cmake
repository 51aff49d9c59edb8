# What `cmake --install` and `cpack` put where: the components runtime (of a shared library),
# development and tools, each a .deb.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/rectifier)
set(components development)

install(TARGETS rectifier rectifier_plugin EXPORT rectifier
  LIBRARY COMPONENT runtime NAMELINK_COMPONENT development
  ARCHIVE COMPONENT development)
install(DIRECTORY src/rectifier DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT development)
install(EXPORT rectifier NAMESPACE rectifier:: DESTINATION ${package_dir}
  FILE rectifierTargets.cmake COMPONENT development)
write_basic_package_version_file(rectifierConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/rectifierConfigVersion.cmake
  cmake/rectifierConfig.cmake cmake/rectifierPluginTest.cmake
  DESTINATION ${package_dir} COMPONENT development)

file(RELATIVE_PATH prefix /p/${CMAKE_INSTALL_LIBDIR}/pkgconfig /p)
string(REGEX REPLACE "/$" "" prefix "${prefix}")
set(static_libraries "")
if(NOT BUILD_SHARED_LIBS)
  list(TRANSFORM CMAKE_DL_LIBS PREPEND " -l" OUTPUT_VARIABLE static_libraries)
endif()
configure_file(cmake/rectifier.pc.in rectifier.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/rectifier.pc
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT development)

foreach(tool IN ITEMS rectifier_tool rectifier-bench rectifier-properties)
  if(TARGET ${tool})
    install(TARGETS ${tool} RUNTIME COMPONENT tools)
    list(APPEND components tools)
  endif()
endforeach()
list(REMOVE_DUPLICATES components)

if(NOT PROJECT_IS_TOP_LEVEL)
  return()
endif()
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_PACKAGE_CONTACT "The rectifier authors")
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME librectifier-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_TOOLS_PACKAGE_NAME rectifier)
set(CPACK_DEBIAN_TOOLS_PACKAGE_SECTION math)
if(BUILD_SHARED_LIBS)
  list(APPEND components runtime)
  get_target_property(soversion rectifier SOVERSION)
  set(CPACK_DEBIAN_RUNTIME_PACKAGE_NAME librectifier${soversion})
  set(CPACK_DEBIAN_RUNTIME_PACKAGE_SECTION libs)
  set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS
    "${CPACK_DEBIAN_RUNTIME_PACKAGE_NAME} (= ${PROJECT_VERSION})")
endif()
# Which packages the programs and the shared library need, where Debian's tool for it is there.
find_program(RECTIFIER_SHLIBDEPS dpkg-shlibdeps DOC "For the .deb's dependencies (Debian: dpkg-dev)")
mark_as_advanced(RECTIFIER_SHLIBDEPS)
if(RECTIFIER_SHLIBDEPS)
  set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
endif()
set(CPACK_COMPONENTS_ALL ${components})
include(CPack)
