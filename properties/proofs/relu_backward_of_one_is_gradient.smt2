; relu_backward(x, 1) = relu_gradient(x), under every question.
; expect unsat sat sat
(declare-const question Question)
(declare-const x Number)

(push)
(assert (not (= (relu_backward question x one) (relu_gradient question x))))
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
