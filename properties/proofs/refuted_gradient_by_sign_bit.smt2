; A gradient read from the sign bit is the gradient of neither convention: -0 or +0 differs, and so
; does a NaN.
; expect sat sat sat sat
(declare-const x Number)
(define-fun by_sign_bit () Number (ite (sign_bit x) zero one))

(push)
(assert (not (is_nan x)))
(assert (not (= by_sign_bit (relu_gradient textbook_relu_derivative_asks x))))
(check-sat)
(get-value (x))
(pop)

(push)
(assert (not (is_nan x)))
(assert (not (= by_sign_bit (relu_gradient pytorch_relu_derivative_asks x))))
(check-sat)
(get-value (x))
(pop)

(push)
(assert (is_nan x))
(assert (not (= by_sign_bit (relu_gradient textbook_relu_derivative_asks x))))
(check-sat)
(get-value (x))
(pop)

(push)
(assert (is_nan x))
(assert (not (= by_sign_bit (relu_gradient pytorch_relu_derivative_asks x))))
(check-sat)
(get-value (x))
(pop)
