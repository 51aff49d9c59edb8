; leaky_relu with slope 1 is x, bit for bit but for NaN, under every question and rounding.
; expect unsat sat sat
(declare-const question Question)
(declare-const x Number)
(declare-const slope_times_x Number)
(assert (not (is_nan x)))
(assert (is_product slope_times_x one x))

(push)
(assert (not (= (leaky_relu question x slope_times_x) x)))
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
