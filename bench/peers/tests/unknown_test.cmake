# A library whose interface is not known, or whose threads can't be kept to one, is skipped in
# words.
#   SOURCE, WORK (an empty folder is made there), COMPILER
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE ${WORK})

# Configures with libraries that are there and whose headers are made up.
function(configure major runtime)
  set(include ${WORK}/include)
  file(WRITE ${include}/xnnpack.h "typedef struct xnn_operator* xnn_operator_t;
int xnn_initialize(const void*);\n")
  file(WRITE ${include}/pthreadpool.h "")
  file(WRITE ${include}/oneapi/dnnl/dnnl.hpp "")
  file(WRITE ${include}/oneapi/dnnl/dnnl_version.h "#define DNNL_VERSION_MAJOR ${major}
#define DNNL_VERSION_MINOR 1\n#define DNNL_VERSION_PATCH 2\n")
  file(WRITE ${include}/oneapi/dnnl/dnnl_config.h
    "#define DNNL_CPU_RUNTIME DNNL_RUNTIME_${runtime}\n")
  execute_process(COMMAND ${CMAKE_COMMAND} -G Ninja -S ${SOURCE} -B ${WORK}/build
    -DCMAKE_CXX_COMPILER=${COMPILER} -DRECTIFIER_TESTS=OFF
    -DDnnl_INCLUDE_DIR=${include} -DXnnpack_INCLUDE_DIR=${include}
    -DPthreadpool_INCLUDE_DIR=${include} -DDnnl_LIBRARY=m -DXnnpack_LIBRARY=m
    OUTPUT_VARIABLE said ERROR_VARIABLE said RESULT_VARIABLE status)
  if(NOT status STREQUAL "0")
    message(FATAL_ERROR "status ${status}:\n${said}")
  endif()
  set(said "${said}" PARENT_SCOPE)
endfunction()
function(expect sentence)
  if(NOT said MATCHES "-- peer ${sentence}\n")
    message(FATAL_ERROR "no word of \"${sentence}\":\n${said}")
  endif()
endfunction()

configure(4 OMP)
expect("xnnpack skipped: its interface is unknown; known: early 2022, late 2024")
expect("onednn skipped: oneDNN 4[.]1[.]2's interface is unknown; known: 2 and 3")
configure(3 TBB)
expect("onednn skipped: oneDNN's threads are not OpenMP's")
configure(3 OMP)  # so it was these headers that were read
expect("onednn(: 3.1.2| skipped: OpenMP was not found [^\n]*)")
