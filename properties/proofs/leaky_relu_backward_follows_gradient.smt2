; leaky_relu_backward(x, upstream) is the upstream gradient with all its bits where x passes, which
; is leaky_relu_gradient(x) * upstream but for the bits of a NaN; elsewhere the gradient is the
; slope, so that it is that product itself. For every slope, question and rounding.
; expect unsat unsat sat sat sat
(declare-const question Question)
(declare-const slope Number)
(declare-const x Number)
(declare-const upstream Number)
(declare-const slope_times_upstream Number)
(define-fun gradient () Number (leaky_relu_gradient question x slope))
(define-fun backward () Number
  (leaky_relu_backward question x upstream slope_times_upstream))

(push)
(assert (passes question x))
(assert (not (and (= backward upstream)
                  (= gradient one)
                  (is_product upstream one upstream))))
(check-sat)
(pop)

(push)
(assert (not (passes question x)))
(assert (not (and (= backward slope_times_upstream) (= gradient slope))))
(check-sat)
(pop)

(push)
(assert (passes_always x))
(assert (is_nan upstream))
(check-sat)
(pop)

(push)
(assert (passes_never x))
(assert (= slope one_hundredth))
(assert (= upstream (minus one)))
(assert (is_product slope_times_upstream slope upstream))
(assert (is_finite slope_times_upstream))
(check-sat)
(pop)

(push)
(assert (passes_never x))
(assert (is_product slope_times_upstream slope upstream))
(assert (is_nan upstream))
(check-sat)
(pop)
