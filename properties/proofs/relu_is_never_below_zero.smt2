; relu and its gradient are never below zero, under every question.
; expect unsat sat sat
(declare-const question Question)
(declare-const x Number)

(push)
(assert (or (less (relu question x) zero) (less (relu_gradient question x) zero)))
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
