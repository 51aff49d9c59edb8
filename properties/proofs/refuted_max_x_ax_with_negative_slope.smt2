; max(x, slope * x) with a negative slope is leaky_relu but for the sign of zero, which depends on
; the order of the operands: in this one it is not textbook, in the other not pytorch leaky_relu.
; (In the right order: max_x_slope_x_equals_leaky_relu_with_a_negative_slope)
; expect sat sat
(declare-const x Number)
(declare-const slope_times_x Number)
(define-fun textbook () Number (leaky_relu textbook_leaky_relu_asks x slope_times_x))
(define-fun pytorch () Number (leaky_relu pytorch_leaky_relu_asks x slope_times_x))
(define-fun maximum () Number (max_or_second x slope_times_x))
(define-fun other_order () Number (max_or_second slope_times_x x))
(assert (not (is_nan x)))
(assert (is_product slope_times_x (minus one) x))

(push)
(assert (not (= maximum textbook)))
(check-sat)
(get-value (x slope_times_x maximum textbook))
(pop)

(push)
(assert (not (= other_order pytorch)))
(check-sat)
(get-value (x slope_times_x other_order pytorch))
(pop)
