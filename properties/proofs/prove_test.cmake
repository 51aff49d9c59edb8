# Shows that prove.cmake goes red where it must, and stays green where it may.
#   PROVE, DEFINITION, WORK, Z3 and CVC5 (paths, or ...-NOTFOUND)
#
# Without a solver the cases are run with one that repeats what it is given: what stands after the
# definition, here an empty one, are its answers.
cmake_minimum_required(VERSION 3.25)

set(failed "")
set(cases 0)

# expect(green|red, how the case is called, a regular expression for what is printed, a file's
# name and its text); NAME, SOLVER and LIMIT are the caller's.
function(expect colour case matches file text)
  file(REMOVE_RECURSE ${WORK}/case)
  file(WRITE ${WORK}/case/definition.smt2 "${definition}")
  if(NOT file STREQUAL "")
    file(WRITE ${WORK}/case/${file}.smt2 "${text}")
    if(beside)
      file(WRITE ${WORK}/case/beside.smt2 "${beside}")
    endif()
  endif()
  execute_process(COMMAND ${CMAKE_COMMAND} -DNAME=${NAME} "-DSOLVER=${SOLVER}"
    -DFOLDER=${WORK}/case -DWORK=${WORK}/given -DLIMIT=${LIMIT} -P ${PROVE}
    OUTPUT_VARIABLE out ERROR_VARIABLE err RESULT_VARIABLE status)
  set(was red)
  if(status EQUAL 0)
    set(was green)
  endif()
  if(NOT was STREQUAL colour OR NOT "${out}${err}" MATCHES "${matches}")
    message("${NAME}, ${case}: ${was}, expected ${colour} and ${matches}\n${out}${err}\n")
    set(failed "${failed}${NAME}, ${case}\n" PARENT_SCOPE)
  endif()
  math(EXPR cases "${cases} + 1")
  set(cases ${cases} PARENT_SCOPE)
endfunction()

# A proof with its pair. The first query is given, the pair is the same in all.
function(proof result header first second)
  set(${result} "; What it says.\n${header}\n(push)\n${first}\n(pop)\n(push)\n${second}\n(pop)\n"
    PARENT_SCOPE)
endfunction()

# ---- with a solver that repeats
set(definition "")
set(SOLVER ${CMAKE_COMMAND} -E cat)
set(NAME repeat)
set(LIMIT 600)
set(unsat "(check-sat)\nunsat")
set(sat "(check-sat)\nsat")

proof(text "; expect unsat sat" "${unsat}" "${sat}")
expect(green "a proof" "1 files as expected" proof "${text}")
proof(text "; expect unsat sat" "${sat}" "${sat}")
expect(red "a claim that does not hold" "query 0: expected unsat, got" proof "${text}")
proof(beside "; expect unsat sat" "${unsat}" "${sat}")
expect(red "a wrong claim beside a proof" "1 files as expected.*not as expected with repeat: proof"
  proof "${text}")
set(beside "")
proof(text "; expect unsat sat" "${unsat}" "${unsat}")
expect(red "hypotheses that contradict each other" "query 1: expected sat, got" proof "${text}")
proof(text "; expect unsat sat" "(check-sat)\nunknown" "${sat}")
expect(red "a solver that gives up" "query 0: expected unsat, got" proof "${text}")
proof(text "; expect unsat sat" "(check-sat)" "${sat}")
expect(red "no answer" "query 0: expected unsat, got" proof "${text}")
proof(text "; expect unsat sat" "${unsat}\nsat" "${sat}")
expect(red "two answers" "query 0: expected unsat, got" proof "${text}")
proof(text "; expect unsat sat" "(error \"line 1\")\n${unsat}" "${sat}")
expect(red "an error beside the right answer" "query 0: 0" proof "${text}")
proof(text "; expect unsat unknown" "${unsat}" "(check-sat)\nunknown")
expect(red "an expectation of unknown" "which no solver can prove" proof "${text}")
proof(text "; expect unsat" "${unsat}" "${sat}")
expect(red "an answer that is not expected" "2 queries with 2 .check-sat., and expects 1"
  proof "${text}")
proof(text "; expect unsat sat sat" "${unsat}" "${sat}")
expect(red "an answer too few" "and expects 3 answers" proof "${text}")
proof(text "; nothing" "${unsat}" "${sat}")
expect(red "no expectation" "a proof expects unsat, and sat" proof "${text}")
proof(text "; expect unsat unsat" "${unsat}" "${unsat}")
expect(red "a proof without its pair" "a proof expects unsat, and sat" proof "${text}")
proof(text "; expect unsat sat\n(check-sat)" "${unsat}" "${sat}")
expect(red "a query outside of the brackets" "2 queries with 3" proof "${text}")
proof(text "; expect sat unsat" "${sat}" "${unsat}")
expect(red "a refuted formula that was proved" "a refuted formula expects sat alone" refuted_it
  "${text}")
proof(text "; expect sat sat" "${sat}\n((x #b1111000000000000))" "${sat}")
expect(green "a counterexample" "\n    \\(\\(x #xf000\\)\\)" refuted_it "${text}")
proof(text "; expect unsat sat\n; not repeat: slow\n; not z3: slow\n; not cvc5: slow" "${unsat}"
  "${sat}")
expect(red "a proof left out of every solver" "left out of every solver" proof "${text}")
expect(red "no proof at all" "no proofs in" "" "")
set(NAME z3)
proof(text "; expect unsat sat\n; not z3: slow" "${unsat}" "${sat}")
expect(red "nothing but a proof that is left out" "left out: slow.*nothing was proved" proof
  "${text}")
set(SOLVER Z3-NOTFOUND)
expect(green "a solver that is missing" "^z3: not installed .Debian: z3.;" proof "${text}")

# ---- with the solvers that are there
file(READ ${DEFINITION} definition)
set(with "")
foreach(NAME IN ITEMS z3 cvc5)
  string(TOUPPER ${NAME} program)
  set(SOLVER ${${program}})
  if(NOT SOLVER)
    continue()
  endif()
  string(APPEND with ", ${NAME}")
  set(x "(declare-const x Number)")
  set(no_nan "${x}\n(assert (is_nan (relu above x)))\n(check-sat)")
  set(nan "${x}\n(assert (is_nan (relu not_below x)))\n(check-sat)")
  proof(text "; expect unsat sat" "${no_nan}" "${nan}")
  expect(green "a proof" "1 files as expected" proof "${text}")
  proof(text "; expect unsat sat" "${nan}" "${nan}")
  expect(red "a wrong claim" "query 0: expected unsat, got sat" proof "${text}")
  proof(text "; expect unsat sat" "${no_nan}" "${no_nan}")
  expect(red "a pair that can't be" "query 1: expected sat, got unsat" proof "${text}")
  proof(text "; expect unsat sat" "(assert (relu nonsense))\n(check-sat)" "${nan}")
  expect(red "an unknown word" "query 0: .*error" proof "${text}")
  # Two factors of 62 bits of a product of two primes.
  proof(text "; expect unsat sat"
    "${x}\n(declare-const y Number)
(assert (= (bvmul ((_ zero_extend 64) x) ((_ zero_extend 64) y))
           (bvmul #x0000000000000000200000000000000f #x00000000000000001fffffffffffffff)))
(assert (bvugt x y))\n(assert (not (= y one)))\n(assert (bvugt y #x1000000000000001))
(assert (bvult y #x1fffffffffffffff))\n(check-sat)" "${nan}")
  set(LIMIT 2)
  expect(red "a timeout" "query 0: [^\n]*\n?[^\n]*timeout" proof "${text}")
  set(LIMIT 600)
endforeach()

if(NOT failed STREQUAL "")
  message(FATAL_ERROR "the runner of the proofs is wrong about:\n${failed}")
endif()
message("the runner is right about ${cases} cases, with a solver that repeats${with}")
