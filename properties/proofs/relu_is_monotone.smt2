; x <= y gives relu(x) <= relu(y), and the same of the gradient, under every question.
; expect unsat sat sat sat
(declare-const question Question)
(declare-const x Number)
(declare-const y Number)
(assert (at_most x y))

(push)
(assert (not (and (at_most (relu question x) (relu question y))
             (at_most (relu_gradient question x) (relu_gradient question y)))))
(check-sat)
(pop)

(push)
(assert (passes_always x))
(check-sat)
(pop)

(push)
(assert (passes_never y))
(check-sat)
(pop)

(push)
(assert (passes_never x))
(assert (passes_always y))
(check-sat)
(pop)
