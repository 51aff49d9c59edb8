# Whether `rectifier measure --against` and `rectifier compare` find what is known of two builds: one
# held against its own copy is not slower, one made fifteen percent slower is. A minute.
#   RECTIFIER, KERNELS (this build's plug-in), SLOW (that of the slower build), WORK
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE ${WORK})
file(MAKE_DIRECTORY ${WORK}/slow/bin ${WORK}/slow/lib)
# A plug-in belongs to the program that is beside it.
file(COPY_FILE ${KERNELS} ${WORK}/copy.so)
file(COPY_FILE ${RECTIFIER} ${WORK}/slow/bin/rectifier)
file(COPY_FILE ${SLOW} ${WORK}/slow/lib/rectifier-kernels.so)

function(expect status name program)
  execute_process(COMMAND ${program} measure --against ${WORK}/copy.so --n 1000 --time-budget 20
    --out ${WORK}/${name}.json ${ARGN} COMMAND_ERROR_IS_FATAL ANY OUTPUT_QUIET)
  execute_process(COMMAND ${RECTIFIER} compare ${WORK}/${name}.json --fail-if-slower 10
    RESULT_VARIABLE found OUTPUT_VARIABLE said ERROR_VARIABLE said)
  message("${said}")
  if(NOT found EQUAL status)
    message(FATAL_ERROR "${name}: compare ended with ${found}, not ${status}")
  endif()
endfunction()
expect(0 unchanged ${RECTIFIER} --operation relu,relu_backward)
expect(1 slower ${WORK}/slow/bin/rectifier --operation relu --type f32 --placement out_of_place)
