; leaky_relu_backward(x, 1) = leaky_relu_gradient(x) for every slope, question and rounding.
; expect unsat sat sat
(declare-const question Question)
(declare-const slope Number)
(declare-const x Number)
(declare-const slope_times_one Number)
(assert (is_finite slope))
(assert (is_product slope_times_one slope one))

(push)
(assert (not (= (leaky_relu_backward question x one slope_times_one)
                (leaky_relu_gradient question x slope))))
(check-sat)
(pop)

(push)
(assert (passes_always x))
(check-sat)
(pop)

(push)
(assert (passes_never x))
(assert (= x (minus one)))
(check-sat)
(pop)
