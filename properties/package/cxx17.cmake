# A compiler that is not told C++20 says so of every public header, and no more.
#   SOURCE, COMPILERS
cmake_minimum_required(VERSION 3.25)
file(GLOB headers RELATIVE ${SOURCE}/src ${SOURCE}/src/rectifier/*.hpp)
foreach(compiler IN LISTS COMPILERS)
  foreach(header IN LISTS headers)
    foreach(standard IN ITEMS 11 17 20)
      execute_process(COMMAND ${compiler} -std=c++${standard} -fsyntax-only -I ${SOURCE}/src
        -include ${header} -x c++ /dev/null ERROR_VARIABLE said RESULT_VARIABLE status)
      string(REGEX MATCHALL "\n" lines "${said}")
      list(LENGTH lines lines)
      if(standard EQUAL 20)
        if(NOT status STREQUAL "0" OR NOT said STREQUAL "")
          message(FATAL_ERROR "${compiler} does not take ${header}:\n${said}")
        endif()
      elseif(status STREQUAL "0" OR lines GREATER 12 OR NOT said MATCHES
             "error: (#error )?\"?rectifier needs C[+][+]20: compile with -std=c[+][+]20")
        message(FATAL_ERROR "${compiler} -std=c++${standard} says of ${header}:\n${said}")
      endif()
    endforeach()
  endforeach()
endforeach()
