; 0.505 * x + 0.495 * |x| is not leaky_relu with slope 0.01: above zero it is not always x.
; expect sat
(declare-const x Number)
(declare-const first Number)
(declare-const second Number)
(declare-const sum Number)
(declare-const slope_times_x Number)
(assert (is_product first #x3fe028f5c28f5c29 x)) ; 0.505
(assert (is_product second #x3fdfae147ae147ae (absolute x))) ; 0.495
(assert (is_sum sum first second))
(assert (is_product slope_times_x one_hundredth x))
(assert (= rounding RNE))
(define-fun leaky () Number (leaky_relu textbook_leaky_relu_asks x slope_times_x))

(push)
(assert (bvult (bvsub x #x3fffd70a3d70a3d7) #x0000000000000100)) ; the 256 numbers from 1.99 on
(assert (not (= sum leaky)))
(check-sat)
(get-value (x sum leaky))
(pop)
