#The three commands of README.md that build, verify and time src / examples / plugin.c, \
    as they stand
#there; then the first two with the kernel's comparison flipped.
#SOURCE, BUILD, WORK(an empty folder is made there)
cmake_minimum_required(VERSION 3.25) file(READ ${SOURCE} / README.md readme)
    string(REGEX REPLACE
           "( \\\\| &&)\n *"
           "\\1 " readme "${readme}") #one command,
    one line
    string(REPLACE
           " \\ "
           " " readme
           "${readme}") if (NOT readme MATCHES
                            "<!-- plugin:[^\n]*\n```sh\n([^\n]+)\n([^\n]+)\n([^\n]+)\n```\n<!-- "
                            "end -->") message(FATAL_ERROR
                                               "README.md has no part <!-- plugin: … --> of three "
                                               "commands") endif() set(commands
                                                                       "${CMAKE_MATCH_1}"
                                                                       "${CMAKE_MATCH_2}"
                                                                       "${CMAKE_MATCH_3}")
        file(READ ${SOURCE} / src / examples /
             plugin.c right) string(REGEX MATCHALL "\n" lines "${right}")
            list(LENGTH lines lines) if (NOT lines LESS 30) message(
                FATAL_ERROR
                "the smallest plug-in has ${lines} lines") endif() string(REPLACE
                                                                          "in[i] > 0"
                                                                          "in[i] < 0" wrong
                                                                          "${right}")

                file(REMOVE_RECURSE ${WORK}) foreach (kind IN ITEMS right wrong) set(
                    folder ${WORK} /
                    ${kind}) file(MAKE_DIRECTORY ${folder} / build ${folder} / src / examples)
                    file(CREATE_LINK ${BUILD} ${folder} / build / release SYMBOLIC) file(
                        CREATE_LINK
                            ${SOURCE} /
                        src /
                        rectifier ${folder} / src /
                        rectifier
                            SYMBOLIC) file(WRITE ${folder} / src / examples / plugin.c "${${kind}}")
                        set(number 0) foreach (command IN LISTS commands) math(
                            EXPR number
                            "${number} + 1") if (kind STREQUAL "wrong" AND number
                                                     EQUAL 3) break() endif()
                            execute_process(
                                COMMAND sh - c
                                "${command}" WORKING_DIRECTORY ${folder} OUTPUT_VARIABLE said
                                    ERROR_VARIABLE error RESULT_VARIABLE
                                        status) set(expected 0)
                                set(says "") if (number EQUAL 2) set(
                                    says
                                    "[0-9]+ properties of 1 kernels? held") elseif(number EQUAL 3)
                                    set(says "Measurements: mine.json") endif() if (
                                        kind STREQUAL "wrong" AND number EQUAL 2) set(expected 1)
                                        set(says
                                            "kernel   relu/textbook/f32/mine/plain\nproperty "
                                            "EqualsDefinition\nwrong    .0. of 1: x = ")
                                            endif() if (NOT status STREQUAL expected OR NOT
                                                            said MATCHES "${says}")
                                                message(FATAL_ERROR
                                                        "${kind}: ${command}\nstatus ${status}, "
                                                        "expected ${expected} and "
                                                        "${says}\n${said}\n${error}") endif()
                                                    endforeach() if (kind STREQUAL "right") file(
                                                        STRINGS ${folder} / mine /
                                                        summary.csv rows REGEX
                                                        ",mine/plain,") if (rows STREQUAL "")
                                                        message(
                                                            FATAL_ERROR
                                                            "the report has no row of the kernel")
                                                            endif() endif() endforeach()
