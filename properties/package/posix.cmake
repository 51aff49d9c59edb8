# Holds the shared library to POSIX: what it takes from outside is the C++ runtime's, by pattern, or
# one of these names of ISO C and POSIX. A new name belongs here if POSIX has it.
#   NM, LIBRARY (a file, or a pattern of its name)
cmake_minimum_required(VERSION 3.25)
set(names
  # ISO C, those that compilers put in by themselves among them
  abort bcmp fegetenv feraiseexcept fesetenv fflush fputs free getenv malloc memchr memcmp memcpy
  memmove memset raise signal snprintf strchr strcmp strlen strncmp
  # POSIX
  _exit alarm close dlclose dlerror dlopen dlsym dup2 fcntl fork getrlimit kill mmap munmap open pipe poll
  read setrlimit sigaction sigaltstack strnlen strsignal sysconf waitpid write)
set(runtime "^(_Z|__cxa_|__gxx_personality|_Unwind_|_ITM_|__gmon_start__|__dso_handle|__tls_get_addr)")

file(GLOB_RECURSE library ${LIBRARY})
execute_process(COMMAND ${NM} --dynamic --undefined-only ${library}
  OUTPUT_VARIABLE listed COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "[Uuvw] [^\n]+" lines "${listed}")
set(wrong "")
set(count 0)
foreach(line IN LISTS lines)
  string(REGEX REPLACE "^. ([^@]+).*$" "\\1" name "${line}")
  if(name MATCHES "${runtime}")
    continue()
  endif()
  # What a C library calls its own: errno, hardened and 64-bit forms of the same functions.
  string(REGEX REPLACE "^(__errno_location|__stack_chk_fail|__assert_fail)$" "abort" plain "${name}")
  string(REGEX REPLACE "^__(isoc[0-9]+_)?([a-z]+)_chk$" "\\2" plain "${plain}")
  string(REGEX REPLACE "^__isoc[0-9]+_" "" plain "${plain}")
  string(REGEX REPLACE "64(_2)?$" "" plain "${plain}")
  if(plain IN_LIST names)
    math(EXPR count "${count} + 1")
  else()
    string(APPEND wrong "  ${name}\n")
  endif()
endforeach()
if(NOT wrong STREQUAL "" OR count EQUAL 0)
  message(FATAL_ERROR "the shared library takes ${count} names of ISO C and POSIX from outside, and:\n"
    "${wrong}")
endif()
message("${count} names of ISO C and POSIX, and the C++ runtime's")
