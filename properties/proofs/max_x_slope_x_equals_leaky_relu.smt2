; max(x, slope * x) by one max equals leaky_relu in both conventions with slope 0.01, for every x
; and under every rounding.
; expect unsat sat sat
(declare-const x Number)
(declare-const slope_times_x Number)
(assert (is_product slope_times_x one_hundredth x))
(define-fun maximum () Number (max_or_second x slope_times_x))

(push)
(assert (not (and (= maximum (leaky_relu textbook_leaky_relu_asks x slope_times_x))
             (= maximum (leaky_relu pytorch_leaky_relu_asks x slope_times_x)))))
(check-sat)
(pop)

(push)
(assert (passes_always x))
(check-sat)
(pop)

(push)
(assert (passes_never x))
(assert (= x (minus one)))
(assert (not (= slope_times_x x)))
(check-sat)
(pop)
