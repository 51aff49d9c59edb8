; pytorch relu_backward may be computed from relu's output instead of its input: they pass alike.
; expect unsat sat sat sat
(declare-const x Number)
(define-fun output () Number (relu pytorch_relu_asks x))

(push)
(assert (not (= (passes pytorch_relu_derivative_asks output)
                (passes pytorch_relu_derivative_asks x))))
(check-sat)
(pop)

(push)
(assert (passes_always x))
(check-sat)
(pop)

(push)
(assert (passes_never x))
(check-sat)
(pop)

(push)
(assert (is_nan x))
(assert (passes pytorch_relu_derivative_asks output))
(check-sat)
(pop)
