; max(x, 0) + 0.01 * min(x, 0) is not leaky_relu: where the product is too small for any number but
; zero, 0 + -0 loses the sign.
; expect sat
(declare-const x Number)
(declare-const sum Number)
(declare-const product Number)
(declare-const slope_times_x Number)
(assert (is_product slope_times_x one_hundredth x))
(assert (is_product product one_hundredth (ite (less x zero) x zero)))
(assert (is_sum sum (ite (greater x zero) x zero) product))
(assert (= rounding RNE))
(define-fun leaky () Number (leaky_relu textbook_leaky_relu_asks x slope_times_x))

(push)
(assert (less x zero))
(assert (bvule (absolute x) #x0000000000000010)) ; among the sixteen numbers next to zero
(assert (not (= sum leaky)))
(check-sat)
(get-value (x sum leaky))
(pop)
