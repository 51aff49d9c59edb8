; relu(x) = relu_gradient(x) * x as numbers for finite x, whichever question either asks, under
; every rounding. Case by case: the gradient is 1, or it is +0.
; expect unsat unsat sat sat
(declare-const question Question)
(declare-const other_question Question)
(declare-const x Number)
(declare-const product Number)
(define-fun gradient () Number (relu_gradient other_question x))
(assert (is_finite x))

(push)
(assert (passes other_question x))
(assert (is_product product one x))
(assert (not (and (= gradient one) (equal_as_numbers (relu question x) product))))
(check-sat)
(pop)

(push)
(assert (not (passes other_question x)))
(assert (is_product product zero x))
(assert (not (and (= gradient zero) (equal_as_numbers (relu question x) product))))
(check-sat)
(pop)

(push)
(assert (passes_always x))
(assert (is_product product gradient x))
(assert (= x one))
(assert (= product one))
(check-sat)
(pop)

(push)
(assert (passes_never x))
(assert (is_product product gradient x))
(assert (= x (minus one)))
(assert (= product minus_zero))
(check-sat)
(pop)
