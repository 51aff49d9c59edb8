; x >= 0 for x > 0, or the reverse, is not the same: relu of -0, the gradients at the kink, and
; leaky_relu at zero with a negative slope.
; expect sat sat sat
(declare-const x Number)
(declare-const slope_times_x Number)

(push)
(assert (not (= (relu above x) (relu at_or_above x))))
(check-sat)
(get-value (x (relu above x) (relu at_or_above x)))
(pop)

(push)
(assert (not (= (relu_gradient above x) (relu_gradient at_or_above x))))
(check-sat)
(get-value (x (relu_gradient above x) (relu_gradient at_or_above x)))
(pop)

(push)
(assert (is_product slope_times_x (minus one) x))
(assert (not (= (leaky_relu above x slope_times_x) (leaky_relu at_or_above x slope_times_x))))
(check-sat)
(get-value (x (leaky_relu above x slope_times_x) (leaky_relu at_or_above x slope_times_x)))
(pop)
