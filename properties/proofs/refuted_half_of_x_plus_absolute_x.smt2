; (x + |x|) / 2 is not relu: the sum overflows, and infinity - infinity is a NaN.
; expect sat sat
(declare-const x Number)
(declare-const sum Number)
(declare-const half Number)
(assert (is_sum sum x (absolute x)))
(assert (is_product half sum #x3fe0000000000000)) ; 0.5

(push)
(assert (not (= half (relu textbook_relu_asks x))))
(assert (greater x zero))
(assert (is_finite x))
(check-sat)
(get-value (x half (relu textbook_relu_asks x)))
(pop)

(push)
(assert (not (= half (relu textbook_relu_asks x))))
(assert (not (is_nan x)))
(assert (is_nan half))
(check-sat)
(get-value (x half (relu textbook_relu_asks x)))
(pop)
