# What `cmake --install` and `cpack` put where: the components runtime (the shared library),
# development and tools, each a .deb.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
# Beside a static library the shared one, whose targets are in a file of their own: it is in another
# component, which need not be there.
set(shared "")
if(TARGET rectifier_shared AND PROJECT_IS_TOP_LEVEL)
  set(shared rectifier_shared)
endif()
write_basic_package_version_file(rectifierConfigVersion.cmake COMPATIBILITY SameMinorVersion)

# What C++'s linker adds of itself, for those who link the static library with another one.
set(cxx_libraries ${CMAKE_CXX_IMPLICIT_LINK_LIBRARIES})
list(FILTER cxx_libraries EXCLUDE REGEX "^(c|gcc.*|clang_rt.*)$|/")
list(REMOVE_DUPLICATES cxx_libraries)
set(pc_libs "")
set(pc_libs_private "")
foreach(library IN LISTS CMAKE_DL_LIBS cxx_libraries)
  string(APPEND pc_libs_private " -l${library}")
endforeach()
if(NOT BUILD_SHARED_LIBS AND NOT shared)
  set(pc_libs "${pc_libs_private}")
endif()

# The libraries and what goes with them into LIBDIR and INCLUDEDIR, relative to PREFIX or absolute,
# as components whose names begin with BEFORE. Further arguments are install's.
function(rectifier_install_into prefix libdir includedir before)
  set(package_dir ${libdir}/cmake/rectifier)
  set(made ${CMAKE_CURRENT_BINARY_DIR}/${before}package)
  set(Targets rectifier rectifier_plugin)
  set(SharedTargets ${shared})
  foreach(file IN ITEMS Targets SharedTargets)
    if(${file})
      install(TARGETS ${${file}} EXPORT ${before}rectifier${file}
        LIBRARY DESTINATION ${libdir} COMPONENT ${before}runtime
          NAMELINK_COMPONENT ${before}development ${ARGN}
        ARCHIVE DESTINATION ${libdir} COMPONENT ${before}development ${ARGN}
        INCLUDES DESTINATION ${includedir})
      install(EXPORT ${before}rectifier${file} NAMESPACE rectifier:: DESTINATION ${package_dir}
        FILE rectifier${file}.cmake COMPONENT ${before}development ${ARGN})
    endif()
  endforeach()
  install(DIRECTORY src/rectifier DESTINATION ${includedir} COMPONENT ${before}development ${ARGN})

  # Found where it is installed, wherever that is, unless it was told an absolute place.
  set(pc_prefix ${prefix})
  if(NOT IS_ABSOLUTE ${libdir})
    file(RELATIVE_PATH up /p/${libdir}/pkgconfig /p)
    string(REGEX REPLACE "/$" "" up "${up}")
    set(pc_prefix "\${pcfiledir}/${up}")
  endif()
  foreach(folder IN ITEMS includedir libdir)
    set(pc_${folder} "\${prefix}/${${folder}}")
    if(IS_ABSOLUTE ${${folder}})
      set(pc_${folder} ${${folder}})
    endif()
  endforeach()
  configure_file(cmake/rectifier.pc.in ${made}/rectifier.pc @ONLY)
  install(FILES ${made}/rectifier.pc DESTINATION ${libdir}/pkgconfig
    COMPONENT ${before}development ${ARGN})

  configure_package_config_file(cmake/rectifierConfig.cmake.in ${made}/rectifierConfig.cmake
    INSTALL_DESTINATION ${package_dir} INSTALL_PREFIX ${prefix} PATH_VARS CMAKE_INSTALL_BINDIR)
  install(FILES ${made}/rectifierConfig.cmake cmake/rectifierPluginTest.cmake
    ${CMAKE_CURRENT_BINARY_DIR}/rectifierConfigVersion.cmake
    DESTINATION ${package_dir} COMPONENT ${before}development ${ARGN})
endfunction()
rectifier_install_into(${CMAKE_INSTALL_PREFIX} ${CMAKE_INSTALL_LIBDIR}
  ${CMAKE_INSTALL_INCLUDEDIR} "")

set(tools "")
foreach(tool IN ITEMS rectifier_tool rectifier-bench rectifier-properties)
  if(TARGET ${tool})
    install(TARGETS ${tool} RUNTIME COMPONENT tools)
    set(tools tools)
  endif()
endforeach()
if(TARGET rectifier_kernels)
  install(TARGETS rectifier_kernels LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT tools)
endif()
if(TARGET rectifier_tool)
  get_directory_property(layouts DIRECTORY bench DEFINITION rectifier_layouts)
  install(TARGETS ${layouts} LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/rectifier COMPONENT tools)
  install(DIRECTORY reports/samples DESTINATION ${CMAKE_INSTALL_DATADIR}/rectifier COMPONENT tools
    FILES_MATCHING PATTERN decisions.json PATTERN charts EXCLUDE)
endif()

if(NOT PROJECT_IS_TOP_LEVEL)
  return()
endif()
# The .deb has folders of its own, wherever else this build is installed: Debian's.
cmake_path(APPEND debian_libdir lib "${CMAKE_LIBRARY_ARCHITECTURE}")
rectifier_install_into(/usr ${debian_libdir} include debian_ EXCLUDE_FROM_ALL)
set(components debian_development ${tools})
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_PACKAGE_CONTACT "The rectifier authors")
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_DEBIAN_DEVELOPMENT_PACKAGE_NAME librectifier-dev)
set(CPACK_DEBIAN_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_TOOLS_PACKAGE_NAME rectifier)
set(CPACK_DEBIAN_TOOLS_PACKAGE_SECTION math)
if(BUILD_SHARED_LIBS OR TARGET rectifier_shared)
  list(APPEND components debian_runtime)
  set(soversion ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR})
  set(CPACK_DEBIAN_DEBIAN_RUNTIME_PACKAGE_NAME librectifier${soversion})
  set(CPACK_DEBIAN_DEBIAN_RUNTIME_PACKAGE_SECTION libs)
  set(CPACK_DEBIAN_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS
    "${CPACK_DEBIAN_DEBIAN_RUNTIME_PACKAGE_NAME} (= ${PROJECT_VERSION})")
endif()
# Which packages the programs and the shared library need, where Debian's tool for it is there.
find_program(RECTIFIER_SHLIBDEPS dpkg-shlibdeps DOC "For the .deb's dependencies (Debian: dpkg-dev)")
mark_as_advanced(RECTIFIER_SHLIBDEPS)
if(RECTIFIER_SHLIBDEPS)
  set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
endif()
set(CPACK_COMPONENTS_ALL ${components})
include(CPack)
