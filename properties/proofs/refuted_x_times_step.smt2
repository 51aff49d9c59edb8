; x * (x > 0) is not relu: -0 for numbers below zero, and a NaN for -infinity.
; expect sat sat
(declare-const x Number)
(declare-const product Number)
(assert (is_product product x (ite (greater x zero) one zero)))

(push)
(assert (not (= product (relu textbook_relu_asks x))))
(assert (less x zero))
(assert (is_finite x))
(check-sat)
(get-value (x product (relu textbook_relu_asks x)))
(pop)

(push)
(assert (not (= product (relu textbook_relu_asks x))))
(assert (not (is_nan x)))
(assert (is_nan product))
(check-sat)
(get-value (x product (relu textbook_relu_asks x)))
(pop)
