; x - 0.99 * min(x, 0) is not leaky_relu with slope 0.01: infinity - infinity is a NaN.
; expect sat
(declare-const x Number)
(declare-const rest Number)
(declare-const difference Number)
(declare-const slope_times_x Number)
(assert (is_product rest #x3fefae147ae147ae (ite (less x zero) x zero))) ; 0.99
(assert (is_difference difference x rest))
(assert (is_product slope_times_x one_hundredth x))
(define-fun leaky () Number (leaky_relu textbook_leaky_relu_asks x slope_times_x))

(push)
(assert (not (is_nan x)))
(assert (not (= difference leaky)))
(assert (is_nan difference))
(check-sat)
(get-value (x difference leaky))
(pop)
