; A backward from the output instead of the input is not textbook relu_backward, nor textbook
; leaky_relu_backward even with slope 0.01 (a product so small that it is -0), nor pytorch
; leaky_relu_backward with a slope below zero.
; expect sat sat sat
(declare-const x Number)
(declare-const slope_times_x Number)
(define-fun leaky () Number (leaky_relu textbook_leaky_relu_asks x slope_times_x))

(push)
(assert (not (= (passes textbook_relu_derivative_asks (relu textbook_relu_asks x))
                (passes textbook_relu_derivative_asks x))))
(check-sat)
(get-value (x (relu textbook_relu_asks x)))
(pop)

(push)
(assert (is_product slope_times_x one_hundredth x))
(assert (= rounding RNE))
(assert (not (= (passes textbook_leaky_derivative_asks leaky)
                (passes textbook_leaky_derivative_asks x))))
(check-sat)
(get-value (x leaky))
(pop)

(push)
(assert (is_product slope_times_x (minus one) x))
(assert (not (= (passes pytorch_leaky_derivative_asks
                        (leaky_relu pytorch_leaky_relu_asks x slope_times_x))
                (passes pytorch_leaky_derivative_asks x))))
(check-sat)
(get-value (x (leaky_relu pytorch_leaky_relu_asks x slope_times_x)))
(pop)
