; (passes(x) ? 1 : slope) * upstream is not leaky_relu_backward, though a compiler took one for the
; other: where x passes a NaN has to come through with its bits, and a product makes some other
; NaN.
; expect sat
(declare-const x Number)
(declare-const upstream Number)
(declare-const slope_times_upstream Number)
(declare-const product Number)
(assert (is_product slope_times_upstream one_hundredth upstream))
(assert (is_product product
  (leaky_relu_gradient textbook_leaky_derivative_asks x one_hundredth) upstream))
(define-fun backward () Number
  (leaky_relu_backward textbook_leaky_derivative_asks x upstream slope_times_upstream))
(assert (passes textbook_leaky_derivative_asks x))

(push)
(assert (not (= product backward)))
(check-sat)
(get-value (x upstream product backward))
(pop)
