; x <= y gives leaky_relu_gradient(x) <= leaky_relu_gradient(y) for every slope <= 1 and question.
; expect unsat sat sat sat
(declare-const question Question)
(declare-const slope Number)
(declare-const x Number)
(declare-const y Number)
(assert (at_most slope one))
(assert (at_most x y))

(push)
(assert (not (at_most (leaky_relu_gradient question x slope)
                      (leaky_relu_gradient question y slope))))
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
(assert (less slope zero))
(check-sat)
(pop)
