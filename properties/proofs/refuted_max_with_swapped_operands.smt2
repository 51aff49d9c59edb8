; One max with its operands in the other order is not the relu of that convention: NaN, or -0.
; expect sat sat sat sat
(declare-const x Number)

(push)
(assert (not (= (max_or_second zero x) (relu textbook_relu_asks x))))
(assert (is_nan x))
(check-sat)
(get-value (x (max_or_second zero x) (relu textbook_relu_asks x)))
(pop)

(push)
(assert (not (= (max_or_second zero x) (relu textbook_relu_asks x))))
(assert (not (is_nan x)))
(check-sat)
(get-value (x (max_or_second zero x) (relu textbook_relu_asks x)))
(pop)

(push)
(assert (not (= (max_or_second x zero) (relu pytorch_relu_asks x))))
(assert (is_nan x))
(check-sat)
(get-value (x (max_or_second x zero) (relu pytorch_relu_asks x)))
(pop)

(push)
(assert (not (= (max_or_second x zero) (relu pytorch_relu_asks x))))
(assert (not (is_nan x)))
(check-sat)
(get-value (x (max_or_second x zero) (relu pytorch_relu_asks x)))
(pop)
