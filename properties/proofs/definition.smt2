; The definition for f64, in SMT-LIB 2: what every proof in this folder speaks about.
;
; A proof is one small file, named after what it proves, and is read by the solver after this one.
; Its first lines say the claim in a sentence and the answers expected, in order:
;   unsat  nothing contradicts the claim: it holds for all inputs, 2^64 for each number
;   sat    the pair of the proof: its hypotheses can be met and what it speaks of really happens,
;          so that a contradiction among the hypotheses can't pass for a proof
; The files refuted_*.smt2 are formulas that look right: `sat` is a counterexample, and is printed.
; "; not z3: why" leaves a solver out of a file. Each query stands between (push) and (pop), below
; the hypotheses that it shares with the others. prove.cmake runs them, as ctest -L proofs.
;
; A proof is about the formula written here. What binds the formula to the compiled code is the
; run over every f32 and over f64 at every exponent: rectifier-properties --exhaustive.
;
; The counterpart in C++ is src/rectifier/definition.hpp, for the idioms src/kernels/idioms.hpp.
(set-option :produce-models true)
(set-logic QF_BVFP)

; A number is its 64 bits, so that the payload of a NaN and the sign of a zero are compared too.
; Floating point appears in questions about numbers, and in arithmetic.
(define-sort Number () (_ BitVec 64))
(define-sort Value () (_ FloatingPoint 11 53))
(define-fun value ((x Number)) Value ((_ to_fp 11 53) x))

(define-fun zero () Number #x0000000000000000)
(define-fun minus_zero () Number #x8000000000000000)
(define-fun one () Number #x3ff0000000000000)
(define-fun infinity () Number #x7ff0000000000000)
(define-fun one_hundredth () Number #x3f847ae147ae147b) ; 0.01, the slope unless given

(define-fun is_nan ((x Number)) Bool (fp.isNaN (value x)))
(define-fun is_zero ((x Number)) Bool (fp.isZero (value x)))
(define-fun is_finite ((x Number)) Bool
  (not (or (fp.isNaN (value x)) (fp.isInfinite (value x)))))
(define-fun sign_bit ((x Number)) Bool (= ((_ extract 63 63) x) #b1))
(define-fun minus ((x Number)) Number (bvxor x minus_zero))
(define-fun absolute ((x Number)) Number (bvand x (bvnot minus_zero)))

; C++'s comparisons: false where either is a NaN, and +0 equals -0.
(define-fun less ((x Number) (y Number)) Bool (fp.lt (value x) (value y)))
(define-fun at_most ((x Number) (y Number)) Bool (fp.leq (value x) (value y)))
(define-fun greater ((x Number) (y Number)) Bool (fp.gt (value x) (value y)))
(define-fun at_least ((x Number) (y Number)) Bool (fp.geq (value x) (value y)))
(define-fun equal_as_numbers ((x Number) (y Number)) Bool (fp.eq (value x) (value y)))

; Arithmetic is rounded once, in any of the five modes. A NaN made by arithmetic is some NaN: its
; bits are left open, so these are relations. `=` on values takes all NaNs for one and tells +0
; from -0.
(declare-const rounding RoundingMode)
(define-fun is_product ((result Number) (x Number) (y Number)) Bool
  (= (value result) (fp.mul rounding (value x) (value y))))
(define-fun is_sum ((result Number) (x Number) (y Number)) Bool
  (= (value result) (fp.add rounding (value x) (value y))))
(define-fun is_difference ((result Number) (x Number) (y Number)) Bool
  (= (value result) (fp.sub rounding (value x) (value y))))

; The four questions.
(define-sort Question () (_ BitVec 2))
(define-fun above () Question #b00)
(define-fun at_or_above () Question #b01)
(define-fun not_below () Question #b10)
(define-fun not_at_or_below () Question #b11)

(define-fun passes ((question Question) (x Number)) Bool
  (ite (= question above) (greater x zero)
  (ite (= question at_or_above) (at_least x zero)
  (ite (= question not_below) (not (less x zero))
  (not (at_most x zero))))))

; For the pairs: x passes, or does not, whichever of the four is asked.
(define-fun passes_always ((x Number)) Bool
  (and (passes above x) (passes at_or_above x) (passes not_below x) (passes not_at_or_below x)))
(define-fun passes_never ((x Number)) Bool
  (not (or (passes above x) (passes at_or_above x) (passes not_below x)
           (passes not_at_or_below x))))

; "Yes where x passes, no elsewhere": what every idiom has to answer. `yes` and `no` are free in
; the proofs of idioms, so that one proof covers the six operations, each slope and upstream.
(define-fun choice ((question Question) (x Number) (yes Number) (no Number)) Number
  (ite (passes question x) yes no))

; The six operations. The product with the slope is an argument of its own, named like
; slope_times_x, and a proof that takes it asserts (is_product slope_times_x slope x).
(define-fun relu ((question Question) (x Number)) Number
  (choice question x x zero))
(define-fun relu_gradient ((question Question) (x Number)) Number
  (choice question x one zero))
(define-fun relu_backward ((question Question) (x Number) (upstream Number)) Number
  (choice question x upstream zero))
(define-fun leaky_relu ((question Question) (x Number) (slope_times_x Number)) Number
  (choice question x x slope_times_x))
(define-fun leaky_relu_gradient ((question Question) (x Number) (slope Number)) Number
  (choice question x one slope))
(define-fun leaky_relu_backward ((question Question) (x Number) (upstream Number)
                                 (slope_times_upstream Number)) Number
  (choice question x upstream slope_times_upstream))

; The conventions: which question each operation asks; a derivative is a gradient or a backward.
(define-fun textbook_relu_asks () Question above)
(define-fun textbook_relu_derivative_asks () Question at_or_above)
(define-fun textbook_leaky_relu_asks () Question at_or_above)
(define-fun textbook_leaky_derivative_asks () Question at_or_above)
(define-fun pytorch_relu_asks () Question not_below)
(define-fun pytorch_relu_derivative_asks () Question not_at_or_below)
(define-fun pytorch_leaky_relu_asks () Question above)
(define-fun pytorch_leaky_derivative_asks () Question above)

; MAXSD, and each lane of MAXPD: the second operand where either is a NaN or both are zeros.
(define-fun max_or_second ((x Number) (y Number)) Number (ite (greater x y) x y))

