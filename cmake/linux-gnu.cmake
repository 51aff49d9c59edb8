# Linux on another architecture than this machine's, with Debian's cross compiler (its package is
# g++-ARCHITECTURE-linux-gnu) and qemu-user. The libraries lie unpacked in a sysroot below build/.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR ${architecture})
set(CMAKE_C_COMPILER ${architecture}-linux-gnu-gcc)
set(CMAKE_CXX_COMPILER ${architecture}-linux-gnu-g++)
set(CMAKE_CROSSCOMPILING_EMULATOR qemu-${architecture} -L /usr/${architecture}-linux-gnu)

set(CMAKE_FIND_ROOT_PATH ${CMAKE_CURRENT_LIST_DIR}/../build/${architecture}/sysroot)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
foreach(kind IN ITEMS LIBRARY INCLUDE PACKAGE)
  set(CMAKE_FIND_ROOT_PATH_MODE_${kind} ONLY)
endforeach()
