# What the compiler says of calls that fit no form: one error, and one sentence.
#   COMPILER, FLAGS, SOURCE, WORK
cmake_minimum_required(VERSION 3.25)
separate_arguments(FLAGS UNIX_COMMAND "${FLAGS}")
file(MAKE_DIRECTORY ${WORK})
# call | a part of the sentence; no sentence: it compiles
set(calls
  "leaky_relu(f, g, Convention::pytorch)|"
  "leaky_relu(f, Convention::pytorch)|"
  "leaky_relu(-2.0f, Convention::pytorch)|"
  "leaky_relu_gradient(f, g, Convention::pytorch)|"
  "leaky_relu_gradient(f, Convention::pytorch)|"
  "leaky_relu_gradient(-2.0, Convention::pytorch)|"
  "leaky_relu_backward(f, f, g, Convention::pytorch)|"
  "leaky_relu_backward(f, g, Convention::pytorch)|"
  "leaky_relu_backward(1.0, 2.0, Convention::pytorch)|"
  "relu(c, g)|"
  "relu(c)|the last array is the one that is written, so it must not be const"
  "leaky_relu(c, 0.5)|the last array is the one that is written, so it must not be const"
  "relu(f, c)|the last array is the one that is written, so it must not be const"
  "relu_backward(f, c)|the last array is the one that is written, so it must not be const"
  "relu(3)|numbers must be float or double and all of one type: relu"
  "leaky_relu(3, 0.5)|numbers must be float or double and all of one type"
  "relu_backward(1.0f, 2.0)|numbers must be float or double and all of one type"
  "relu(f, d)|all arrays of a call must have the same element type"
  "relu_backward(f, d, g)|all arrays of a call must have the same element type"
  "relu(i, i)|the elements of an array must be float or double"
  "relu(i)|the elements of an array must be float or double"
  "relu(f, g, 0.5)|give .x, out., .x. in place or one number"
  "leaky_relu(f, g, Convention::pytorch, 0.5)|give .x, out., .x. in place or one number"
  "relu(p, p, 3)|give arrays, not pointers: relu.std::span"
  "relu(p)|give arrays, not pointers: relu.std::span"
  "relu(nullptr, 3)|numbers must be float or double and all of one type"
  "relu(std::vector<float>(3))|the last array is the one that is written, and a temporary is lost"
  "relu(f, std::vector<float>(3))|the last array is the one that is written, and a temporary is lost"
  "leaky_relu(f, g, \"0.5\")|give .x, out., .x. in place or one number"
  "relu()|give .x, out., .x. in place or one number"
  "relu(nullptr, f)|give .x, out., .x. in place or one number")
set(compile ${COMPILER} -std=c++20 ${FLAGS} -I${SOURCE}/src)
# The headers are compiled once.
file(WRITE ${WORK}/before.hpp "#include <rectifier/rectifier.hpp>\n#include <vector>\n")
execute_process(COMMAND ${compile} -x c++-header ${WORK}/before.hpp -o ${WORK}/before.hpp.gch
  COMMAND_ERROR_IS_FATAL ANY)
set(wrong "")
foreach(row IN LISTS calls)
  string(FIND "${row}" "|" bar)
  string(SUBSTRING "${row}" 0 ${bar} call)
  math(EXPR bar "${bar} + 1")
  string(SUBSTRING "${row}" ${bar} -1 sentence)
  file(WRITE ${WORK}/call.cpp "using namespace rectifier;
void calls(std::vector<float> f, std::vector<float> g, const std::vector<float> c,
           std::vector<double> d, std::vector<int> i, float* p) {\n  ${call};\n}\n")
  execute_process(COMMAND ${compile} -include ${WORK}/before.hpp -fsyntax-only
    -fno-diagnostics-color ${WORK}/call.cpp ERROR_VARIABLE said RESULT_VARIABLE status)
  string(REPLACE ";" "," said "${said}")
  string(REGEX MATCHALL "error: [^\n]*" errors "${said}")
  list(LENGTH errors count)
  if(sentence STREQUAL "")
    if(NOT status STREQUAL "0")
      string(APPEND wrong "${call} does not compile:\n${said}\n")
    endif()
  elseif(status STREQUAL "0" OR NOT count EQUAL 1 OR NOT errors MATCHES "rectifier: ${sentence}")
    string(APPEND wrong "${call}: status ${status}, ${count} errors, expected ${sentence}\n${said}\n")
  endif()
endforeach()
if(NOT wrong STREQUAL "")
  message(FATAL_ERROR "${wrong}")
endif()
