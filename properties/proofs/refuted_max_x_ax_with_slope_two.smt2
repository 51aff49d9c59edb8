; max(x, slope * x) is not leaky_relu with slope 2.
; expect sat
(declare-const x Number)
(declare-const slope_times_x Number)
(assert (is_product slope_times_x #x4000000000000000 x))
(assert (is_finite x))
(define-fun leaky () Number (leaky_relu textbook_leaky_relu_asks x slope_times_x))

(push)
(assert (not (equal_as_numbers (max_or_second x slope_times_x) leaky)))
(check-sat)
(get-value (x slope_times_x (max_or_second x slope_times_x) leaky))
(pop)
