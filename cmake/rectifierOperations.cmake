# The operations and element types as their rows in src/rectifier/definition.hpp tell them. Sets
#   rectifier_operations  name|leaky|gradient|has_upstream, true or false each
#   rectifier_types       name|C++ type
set(definition ${CMAKE_CURRENT_LIST_DIR}/../src/rectifier/definition.hpp)
file(STRINGS ${definition} rectifier_operations REGEX "^    {\"[a-z_]+\", (true|false), ")
list(TRANSFORM rectifier_operations REPLACE "^ *{\"(.+)\", (.+), (.+), (.+)},$" "\\1|\\2|\\3|\\4")
file(READ ${definition} definition)
string(REPLACE ";" "" definition "${definition}")
string(REGEX MATCHALL "TypeTraits<[a-z0-9_:]+> {[^}]*" rectifier_types "${definition}")
list(TRANSFORM rectifier_types REPLACE "[^<]*<([^>]+)>.*name = \"([a-z0-9]+)\".*" "\\2|\\1")
if(rectifier_operations STREQUAL "" OR rectifier_types STREQUAL "")
  message(FATAL_ERROR "${CMAKE_CURRENT_LIST_FILE} does not find the rows any more")
endif()
