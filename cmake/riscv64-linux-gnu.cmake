# RISC-V of 64 bits, for which Debian has libraries from 13 on.
set(architecture riscv64)
include(${CMAKE_CURRENT_LIST_DIR}/linux-gnu.cmake)
