; |leaky_relu(x)| <= |x| with slope 0.01, for every x but NaN, under every question and rounding.
; expect unsat sat sat
(declare-const question Question)
(declare-const x Number)
(declare-const slope_times_x Number)
(assert (not (is_nan x)))
(assert (is_product slope_times_x one_hundredth x))

(push)
(assert (not (at_most (absolute (leaky_relu question x slope_times_x)) (absolute x))))
(check-sat)
(pop)

(push)
(assert (passes_always x))
(check-sat)
(pop)

(push)
(assert (passes_never x))
(assert (= x (minus one)))
(assert (less (absolute (leaky_relu question x slope_times_x)) (absolute x)))
(check-sat)
(pop)
