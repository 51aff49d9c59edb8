; pytorch leaky_relu_backward may be computed from leaky_relu's output instead of its input where
; the slope is > 0: they pass alike.
; expect unsat sat sat
(declare-const slope Number)
(declare-const x Number)
(declare-const slope_times_x Number)
(assert (greater slope zero))
(assert (is_finite slope))
(assert (is_product slope_times_x slope x))
(define-fun output () Number (leaky_relu pytorch_leaky_relu_asks x slope_times_x))

(push)
(assert (not (= (passes pytorch_leaky_derivative_asks output)
                (passes pytorch_leaky_derivative_asks x))))
(check-sat)
(pop)

(push)
(assert (= slope one_hundredth))
(assert (passes_always x))
(check-sat)
(pop)

(push)
(assert (= slope one_hundredth))
(assert (passes_never x))
(assert (= x (minus one)))
(check-sat)
(pop)
