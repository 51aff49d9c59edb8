; The sign bit of textbook relu and of its gradient is clear, and they are never a NaN.
; expect unsat sat sat
(declare-const x Number)
(define-fun clear ((y Number)) Bool (and (not (sign_bit y)) (not (is_nan y))))

(push)
(assert (not (and (clear (relu textbook_relu_asks x))
             (clear (relu_gradient textbook_relu_derivative_asks x)))))
(check-sat)
(pop)

(push)
(assert (sign_bit x))
(assert (is_nan x))
(check-sat)
(pop)

(push)
(assert (= x minus_zero))
(check-sat)
(pop)
