# The installed package: rectifier::rectifier, rectifier::plugin, rectifier_add_plugin_test.
include(${CMAKE_CURRENT_LIST_DIR}/rectifierTargets.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/rectifierPluginTest.cmake)
