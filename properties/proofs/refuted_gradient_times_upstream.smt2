; relu_gradient(x) * upstream is not relu_backward: an infinite upstream gives a NaN where x does
; not pass, a negative one -0.
; expect sat sat
(declare-const x Number)
(declare-const upstream Number)
(declare-const product Number)
(assert (is_product product (relu_gradient textbook_relu_derivative_asks x) upstream))
(define-fun backward () Number (relu_backward textbook_relu_derivative_asks x upstream))
(assert (= x (minus one)))
(assert (not (= product backward)))

(push)
(assert (not (is_nan upstream)))
(assert (is_nan product))
(check-sat)
(get-value (x upstream product backward))
(pop)

(push)
(assert (is_finite upstream))
(check-sat)
(get-value (x upstream product backward))
(pop)
