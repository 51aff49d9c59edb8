# What `rectifier choose` prints to be pasted, in a project of somebody else's: ten questions, and
# the header of thresholds.
#   RECTIFIER (the tool), SOURCE, WORK (an empty folder is made there), BUILD (of this project, to install
#   from), COMPILER, FLAGS, SUBDIRECTORY (the build of a project that took this one in)
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE ${WORK})
file(MAKE_DIRECTORY ${WORK}/questions)

# Decisions that nobody measured, for kernels that every machine can run.
set(rows "")
set(implementations "\"branching\": \"scalar\"")
include(${SOURCE}/cmake/rectifierOperations.cmake)
foreach(row IN LISTS rectifier_operations)
  string(REGEX REPLACE "[|].*" "" operation "${row}")
  foreach(row IN LISTS rectifier_types)
    string(REGEX REPLACE "[|].*" "" type "${row}")
    foreach(placement IN ITEMS out_of_place in_place)
      list(APPEND rows "{\"operation\": \"${operation}\", \"convention\": \"textbook\", \
\"type\": \"${type}\", \"placement\": \"${placement}\", \"signs\": \"random\", \
\"max_target\": \"scalar\", \"n_min\": 1, \"n_max\": null, \"implementation\": \"branching\", \
\"verdict\": \"win\", \"ratio\": 1.2, \"ratio_low\": 1.1, \"ratio_high\": 1.3, \
\"runner_up\": null, \"tied_with\": [], \"regret\": 0, \"checked\": true, \
\"delta\": 0.03}")
    endforeach()
  endforeach()
endforeach()
list(JOIN rows ",\n" rows)
file(WRITE ${WORK}/decisions.json "{\"schema\": \"rectifier-decisions/1\", \
\"machine\": {\"CPU\": \"nobody's\"}, \"delta\": 0.03, \"implementations\": {${implementations}}, \
\"rows\": [\n${rows}], \"sizes\": []}")

# operation, type, n, placement, convention
set(questions
  "relu|f32|1000|out_of_place|textbook"
  "relu|f64|1:100000|in_place|textbook"
  "relu|f32|7|out_of_place|pytorch"
  "relu_gradient|f64|64|in_place|pytorch"
  "relu_gradient|f32|64|out_of_place|textbook"
  "relu_backward|f32|1000|out_of_place|textbook"
  "relu_backward|f64|16:1000|in_place|pytorch"
  "leaky_relu|f32|1000000|in_place|textbook"
  "leaky_relu_gradient|f64|100|out_of_place|pytorch"
  "leaky_relu_backward|f64|100|in_place|textbook"
  "leaky_relu_backward|f32|100|out_of_place|pytorch")

file(WRITE ${WORK}/questions/check.hpp [[
#pragma once
#include <cmath>
#include <cstdio>
#include <limits>
#include <vector>
#include <rectifier/rectifier.hpp>

template <class T>
const std::vector<T> inputs = {-2, T(-0.0), 0, 3, -std::numeric_limits<T>::infinity(), 1e-40f,
                               std::numeric_limits<T>::quiet_NaN(), -7, 8, 9, -1, 5};
template <class T>
const std::vector<T> gradients = {5, 6, -7, 8, 9, 10, -11, 12, 13, 14, 15, 16};

template <class T>
bool same(T a, T b) {
  return (std::isnan(a) && std::isnan(b)) || rectifier::bits(a) == rectifier::bits(b);
}
]])

set(targets "")
set(number 0)
foreach(question IN LISTS questions)
  math(EXPR number "${number} + 1")
  string(REPLACE "|" ";" question "${question}")
  list(GET question 0 operation)
  list(GET question 1 type)
  list(GET question 2 n)
  list(GET question 3 placement)
  list(GET question 4 convention)
  set(in_place "")
  if(placement STREQUAL "in_place")
    set(in_place --in-place)
  endif()
  execute_process(COMMAND ${RECTIFIER} choose --json --decisions ${WORK}/decisions.json
      --operation ${operation} --type ${type} --n ${n} --convention ${convention} ${in_place}
    OUTPUT_VARIABLE answer ERROR_VARIABLE error RESULT_VARIABLE status)
  if(NOT status EQUAL 4)
    message(FATAL_ERROR "question ${number}: status ${status} ${error}")
  endif()
  string(JSON code GET "${answer}" code)
  string(JSON cmake GET "${answer}" cmake)
  string(JSON id GET "${answer}" id)
  if(NOT id STREQUAL "${operation}/${convention}/${type}/branching" OR NOT code MATCHES "${id}")
    message(FATAL_ERROR "question ${number}: ${id} was chosen, and the code is\n${code}")
  endif()
  string(REGEX REPLACE ".*(^|;)${type}[|]([^;]+).*" "\\2" element "${rectifier_types}")
  set(slope "")
  if(operation MATCHES "^leaky")
    set(slope ", 0.25")
  endif()
  if(operation MATCHES "backward$" AND in_place)
    set(out gradients)
    set(call "x, out${slope}")
  elseif(operation MATCHES "backward$")
    set(out inputs)
    set(call "x, gradients<T>, out${slope}")
  elseif(in_place)
    set(out inputs)
    set(call "out${slope}")
  else()
    set(out gradients)
    set(call "x, out${slope}")
  endif()
  set(second "")
  if(operation MATCHES "backward$")
    set(second ", gradients<T>[i]")
  endif()
  file(WRITE ${WORK}/questions/question_${number}.cpp "${code}
#include \"check.hpp\"
int main() {
  using T = ${element};
  const std::vector<T> x = inputs<T>;
  std::vector<T> out = ${out}<T>;
  chosen_${operation}(${call});
  for (std::size_t i = 0; i < x.size(); ++i)
    if (!same(out[i], rectifier::${operation}(x[i]${second}${slope},
                                              rectifier::Convention::${convention})))
      return std::printf(\"element %zu\\n\", i), 1;
}
")
  string(REPLACE "your_target" "question_${number}" cmake "${cmake}")
  string(APPEND targets "add_executable(question_${number} question_${number}.cpp)\n${cmake}")
endforeach()

execute_process(COMMAND ${RECTIFIER} choose --decisions ${WORK}/decisions.json
    --header ${WORK}/questions/thresholds.hpp
  OUTPUT_QUIET ERROR_VARIABLE error RESULT_VARIABLE status)
if(NOT status EQUAL 4)
  message(FATAL_ERROR "--header: status ${status} ${error}")
endif()
file(WRITE ${WORK}/questions/header.cpp [[
#include "thresholds.hpp"
#include <rectifier/kernel.hpp>
using namespace rectifier;
constexpr auto leaky = Operation::leaky_relu;
constexpr auto taken = thresholds::choose(leaky, Convention::textbook, Type::f64, 99);
static_assert(taken == "branching");
static_assert(thresholds::choose(Operation::relu, Convention::pytorch, Type::f64, 99).empty());
int main() { return find(leaky, Convention::textbook, Type::f64, taken) == nullptr; }
]])
string(APPEND targets "add_executable(header header.cpp)\n"
  "target_link_libraries(header PRIVATE rectifier::rectifier)\n")

file(WRITE ${WORK}/questions/CMakeLists.txt
  "cmake_minimum_required(VERSION 3.25)\nproject(questions LANGUAGES CXX)\n${targets}")
execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD} --prefix ${WORK}/prefix
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${CMAKE_COMMAND} -S ${WORK}/questions -B ${WORK}/build -G Ninja
    -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_COMPILER=${COMPILER}
    "-DCMAKE_CXX_FLAGS=${FLAGS} -Wall -Wextra -Werror" -DCMAKE_PREFIX_PATH=${WORK}/prefix
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${CMAKE_COMMAND} --build ${WORK}/build COMMAND_ERROR_IS_FATAL ANY)
foreach(i RANGE 1 ${number})
  execute_process(COMMAND ${WORK}/build/question_${i} COMMAND_ERROR_IS_FATAL ANY)
endforeach()
execute_process(COMMAND ${WORK}/build/header COMMAND_ERROR_IS_FATAL ANY)
# The library compiled with that header, in which one name is wrong: it must be passed over.
file(READ ${WORK}/questions/thresholds.hpp header)
string(REGEX REPLACE "(relu_gradient, Convention::textbook, Type::f32,[^}]*)branching" "\\1branchign"
  header "${header}")
file(WRITE ${WORK}/thresholds/thresholds.hpp "${header}")
file(WRITE ${WORK}/thresholds/main.cpp [[
#include <rectifier/rectifier.hpp>
#include <vector>
using namespace rectifier;
int main() {
  const std::vector<float> x = {-1, 2};
  std::vector<float> out(2), gradient(2);
  relu(x, out);
  relu_gradient(x, gradient);
  const auto used = [](Operation operation, Convention convention) {
    return best(operation, convention, Type::f32, 99).id;
  };
  const auto highest = [](Operation operation, Convention convention) {
    return best(operation, convention, Type::f32).id;
  };
  return used(Operation::relu, Convention::textbook) == "relu/textbook/f32/branching" &&
                 used(Operation::relu_gradient, Convention::textbook) ==
                     highest(Operation::relu_gradient, Convention::textbook) &&
                 used(Operation::relu, Convention::pytorch) ==
                     highest(Operation::relu, Convention::pytorch) &&
                 out[0] == 0 && out[1] == 2 && gradient[0] == 0 && gradient[1] == 1
             ? 0
             : 1;
}
]])
# In a build that is there already, so that nothing but what it changes is compiled again.
separate_arguments(flags UNIX_COMMAND "${FLAGS}")
execute_process(COMMAND ${CMAKE_COMMAND} ${SUBDIRECTORY}
    -DRECTIFIER_THRESHOLDS=${WORK}/thresholds/thresholds.hpp
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${CMAKE_COMMAND} --build ${SUBDIRECTORY} --target rectifier
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
file(GLOB_RECURSE library ${SUBDIRECTORY}/*/librectifier.a)
execute_process(COMMAND ${COMPILER} -std=c++20 ${flags} -I${SOURCE}/src ${WORK}/thresholds/main.cpp
    ${library} -ldl -o ${WORK}/with_thresholds
  COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${WORK}/with_thresholds COMMAND_ERROR_IS_FATAL ANY)
message(STATUS "${number} questions were answered with code that compiles and is right")
