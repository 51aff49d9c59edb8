# AArch64; `./run test --cross` unpacks its libraries.
set(architecture aarch64)
include(${CMAKE_CURRENT_LIST_DIR}/linux-gnu.cmake)
