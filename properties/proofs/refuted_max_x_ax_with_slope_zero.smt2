; max(x, slope * x) is not leaky_relu with slope 0, in either order of its operands: 0 * infinity
; is a NaN, where leaky_relu is infinity, or where it is a NaN at -infinity.
; expect sat sat
(declare-const x Number)
(declare-const slope_times_x Number)
(assert (is_product slope_times_x zero x))
(assert (not (is_nan x)))
(define-fun leaky () Number (leaky_relu textbook_leaky_relu_asks x slope_times_x))

(push)
(assert (not (= (max_or_second x slope_times_x) leaky)))
(check-sat)
(get-value (x slope_times_x (max_or_second x slope_times_x) leaky))
(pop)

(push)
(assert (not (= (max_or_second slope_times_x x) leaky)))
(check-sat)
(get-value (x slope_times_x (max_or_second slope_times_x x) leaky))
(pop)
