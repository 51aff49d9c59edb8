; leaky_relu with slope 0.01 keeps the sign bit of every x but NaN, under every question and
; rounding.
; expect unsat sat sat sat
(declare-const question Question)
(declare-const x Number)
(declare-const slope_times_x Number)
(assert (not (is_nan x)))
(assert (is_product slope_times_x one_hundredth x))

(push)
(assert (not (= (sign_bit (leaky_relu question x slope_times_x)) (sign_bit x))))
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

(push)
; Even a product too small for any number but zero.
(assert (passes_never x))
(assert (= (leaky_relu question x slope_times_x) minus_zero))
(check-sat)
(pop)
